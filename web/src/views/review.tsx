// Doubtful names, decided one at a time with a key; decisions are stored in the archive and the meetings follow.
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { Data } from "../data";
import { ask } from "../told";

interface Doubt {
  form: string;
  actor: string;
  name: string;
  score: number;
  reasons: string[];
  candidates: string[];
  title: string | null;
  quote: string;
}

export function Review({ data }: { data: Data }) {
  const [doubts, setDoubts] = useState<Doubt[] | null>(null);
  const [at, setAt] = useState(0);
  const [stored, setStored] = useState(0);
  const [error, setError] = useState("");
  useEffect(() => {
    ask<{ doubts: Doubt[] }>(`${data.server}doubts`).then((found) => setDoubts(found.doubts), (wrong: Error) => setError(wrong.message));
  }, []);
  const doubt = doubts?.[at];
  const decide = async (judgement: "same" | "different" | "skip", other = doubt?.actor) => {
    if (!doubt || !other) return;
    if (judgement !== "skip") {
      try {
        await ask(`${data.server}decisions`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ judgement, one: doubt.form, other }) });
      } catch (wrong) {
        return setError((wrong as Error).message);
      }
      setStored((n) => n + 1);
    }
    setError("");
    setAt((n) => n + 1);
  };
  useLayoutEffect(() => {
    // before the question is seen, or a quick key would be lost
    const keys = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "y") void decide("same");
      else if (event.key === "n") void decide("different");
      else if (event.key === "s") void decide("skip");
      else if (/^[1-9]$/.test(event.key) && doubt?.candidates[Number(event.key) - 1]) void decide("same", doubt.candidates[Number(event.key) - 1]);
    };
    window.addEventListener("keydown", keys);
    return () => window.removeEventListener("keydown", keys);
  });
  if (error && !doubts) return <p class="empty">{error}</p>;
  if (!doubts) return <p class="empty">Reading …</p>;
  if (!doubt)
    return (
      <div class="empty">
        <p>{doubts.length ? "That was the last doubtful name." : "No name is in doubt."}</p>
        {stored > 0 && <p><button class="more" onClick={() => location.reload()}>Show the meetings as {stored} {stored === 1 ? "decision makes" : "decisions make"} them</button></p>}
      </div>
    );
  const parts = doubt.quote.split(doubt.form);
  return (
    <div class="scroll review" role="group" aria-label="Doubtful name">
      <p class="note">{at + 1} of {doubts.length}, {stored} stored</p>
      <progress max={doubts.length} value={at} aria-label="Decided or skipped" />
      <h2>Is “{doubt.form}” <em>{doubt.name}</em>?</h2>
      <blockquote>{parts.map((part, i) => <>{i > 0 && <mark>{doubt.form}</mark>}{part}</>)}{doubt.title && <small>{doubt.title}</small>}</blockquote>
      <p>Taken for {doubt.name}, {Math.round(doubt.score * 100)} % sure:</p>
      <ul>{doubt.reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
      <p class="decide">
        <button onClick={() => void decide("same")}><kbd>y</kbd> Yes, the same</button>
        <button onClick={() => void decide("different")}><kbd>n</kbd> No, somebody else</button>
        <button onClick={() => void decide("skip")}><kbd>s</kbd> Skip</button>
      </p>
      {doubt.candidates.length > 0 && (
        <>
          <p>Or it is:</p>
          <ul class="decide">{doubt.candidates.slice(0, 9).map((id, i) => <li key={id}><button onClick={() => void decide("same", id)}><kbd>{i + 1}</kbd> {data.actor.get(id)?.name ?? id.replace(/^person:/, "").replace(/-/g, " ")}</button></li>)}</ul>
        </>
      )}
      {error && <p class="differs" role="alert">{error}</p>}
    </div>
  );
}
