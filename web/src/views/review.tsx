// What a person decides better than the rules, one question at a time with a key: doubtful names, people who may be one,
// meetings that may be one. Decisions are stored in the archive while one goes on, and the meetings follow.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { STATUS_COLOURS } from "../colours";
import type { Data } from "../data";
import { ask } from "../told";
import { countryName, label, names, when } from "../words";

const KINDS = { names: "Names", people: "People", meetings: "Meetings" } as const;
type Kind = keyof typeof KINDS;

interface Doubt {
  one: string;
  other: string;
  score: number;
  reasons: string[];
}

interface NameDoubt extends Doubt {
  name: string;
  candidates: string[];
  title: string | null;
  quote: string;
}

interface MeetingDoubt extends Doubt {
  meetings: [string, string];
  quotes: [string, string];
}

/** A question as it is put: what is decided on, and others that the first may be instead. */
interface Question {
  one: string;
  other: string;
  others: string[];
  asks: ComponentChildren;
  shows: ComponentChildren;
  because: string;
  reasons: string[];
  yes: string;
  no: string;
}

type Judgement = "same" | "different" | "undo";
interface Step {
  judgement: Judgement | "skip";
  one: string;
  other: string;
}

interface Props {
  data: Data;
  select: (what: string) => void;
}

export function Review({ data, select }: Props) {
  const [kind, setKind] = useState<Kind>("names");
  const [doubts, setDoubts] = useState<Partial<Record<Kind, Doubt[]>>>({});
  const [steps, setSteps] = useState<Record<Kind, Step[]>>({ names: [], people: [], meetings: [] });
  const [stored, setStored] = useState(0);
  const [waiting, setWaiting] = useState(0);
  const [error, setError] = useState("");
  const storing = useRef(Promise.resolve());
  useEffect(() => {
    for (const of of Object.keys(KINDS) as Kind[])
      ask<{ doubts: Doubt[] }>(`${data.server}doubts/${of}`).then((found) => setDoubts((old) => ({ ...old, [of]: found.doubts })), (wrong: Error) => setError(wrong.message));
  }, []);
  const asked = doubts[kind];
  const at = steps[kind].length;
  const question = asked?.[at] && put(data, kind, asked[at]!, select);

  /** Stored one after the other, while the next question is there already. */
  const send = (judgement: Judgement, one: string, other: string) => {
    setWaiting((n) => n + 1);
    const sent = () => ask(`${data.server}decisions`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ judgement, one, other }) });
    storing.current = storing.current
      .then(sent)
      .then(() => setStored((n) => n + (judgement === "undo" ? -1 : 1)), (wrong: Error) => setError(`${one}, ${other}: ${wrong.message}`))
      .then(() => setWaiting((n) => n - 1));
  };
  const decide = (judgement: Step["judgement"], other = question?.other) => {
    if (!question || !other) return;
    setError("");
    if (judgement !== "skip") send(judgement, question.one, other);
    setSteps((old) => ({ ...old, [kind]: [...old[kind], { judgement, one: question.one, other }] }));
  };
  const back = () => {
    const last = steps[kind][at - 1];
    if (!last) return;
    if (last.judgement !== "skip") send("undo", last.one, last.other);
    setSteps((old) => ({ ...old, [kind]: old[kind].slice(0, -1) }));
  };
  useLayoutEffect(() => {
    // before the question is seen, or a quick key would be lost
    const keys = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "y") decide("same");
      else if (event.key === "n") decide("different");
      else if (event.key === "s") decide("skip");
      else if (event.key === "u") back();
      else if (/^[1-9]$/.test(event.key)) decide("same", question?.others[Number(event.key) - 1] ?? "");
    };
    window.addEventListener("keydown", keys);
    return () => window.removeEventListener("keydown", keys);
  });
  return (
    <div class="scroll review">
      <p class="bar">
        <span class="switch" role="group" aria-label="What to decide on">
          {(Object.entries(KINDS) as [Kind, string][]).map(([of, title]) => (
            <button key={of} aria-pressed={kind === of} onClick={() => setKind(of)}>{title} <small>{doubts[of] ? doubts[of]!.length - steps[of].length : "…"}</small></button>
          ))}
        </span>
        <span class="note" role="status">{waiting > 0 ? `storing ${waiting} …` : `${stored} stored`}</span>
        {stored > 0 && waiting === 0 && <button class="more" onClick={() => location.reload()}>Show the meetings as {stored === 1 ? "this decision makes" : "these decisions make"} them</button>}
      </p>
      {error && <p class="differs" role="alert">{error}</p>}
      {!asked && !error && <p class="empty">Reading …</p>}
      {asked && !question && <p class="empty">{asked.length ? "That was the last of these." : `No ${kind} are in doubt.`} {at > 0 && <button onClick={back}><kbd>u</kbd> One back</button>}</p>}
      {asked && question && (
        <div role="group" aria-label={`Doubtful ${kind}`}>
          <progress max={asked.length} value={at} aria-label="Decided or skipped" />
          <h2>{question.asks}</h2>
          <p class="decide">
            <button onClick={() => decide("same")}><kbd>y</kbd> {question.yes}</button>
            <button onClick={() => decide("different")}><kbd>n</kbd> {question.no}</button>
            <button onClick={() => decide("skip")}><kbd>s</kbd> Skip</button>
            {at > 0 && <button onClick={back}><kbd>u</kbd> One back</button>}
          </p>
          {question.shows}
          <p>{question.because}</p>
          <ul>{question.reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
          {question.others.length > 0 && (
            <>
              <p>Or it is:</p>
              <ul class="decide">{question.others.map((id, i) => <li key={id}><button onClick={() => decide("same", id)}><kbd>{i + 1}</kbd> {called(data, id)}</button></li>)}</ul>
            </>
          )}
        </div>
      )}
    </div>
  );
}

function called(data: Data, id: string): string {
  return data.actor.get(id)?.name ?? id.replace(/^\w+:/, "").replace(/-/g, " ");
}

function put(data: Data, kind: Kind, doubt: Doubt, select: Props["select"]): Question {
  const { one, other, reasons } = doubt;
  const sure = `${Math.round(doubt.score * 100)} %`;
  if (kind === "names") {
    const { name, candidates, title, quote } = doubt as NameDoubt;
    return {
      one, other, others: candidates.slice(0, 9), reasons, yes: "Yes, the same", no: "No, somebody else",
      asks: <>Is “{one}” <em>{name}</em>?</>,
      because: `Taken for ${name}, ${sure} sure:`,
      shows: <blockquote>{quote.split(one).map((part, i) => <>{i > 0 && <mark>{one}</mark>}{part}</>)}{title && <small>{title}</small>}</blockquote>,
    };
  }
  if (kind === "people") {
    return {
      one, other, others: [], reasons, yes: "Yes, one person", no: "No, two",
      asks: <>Are these <em>one person</em>?</>,
      because: `Likely ${sure}:`,
      shows: <div class="cards">{[one, other].map((id) => <PersonCard key={id} data={data} id={id} select={select} />)}</div>,
    };
  }
  const { meetings, quotes } = doubt as MeetingDoubt;
  return {
    one, other, others: [], reasons, yes: "Yes, one meeting", no: "No, two",
    asks: <>Is this <em>one meeting</em>?</>,
    because: `Alike ${sure}, kept apart so far:`,
    shows: <div class="cards">{meetings.map((id, i) => <MeetingCard key={id} data={data} id={id} quote={quotes[i]!} select={select} />)}</div>,
  };
}

function PersonCard({ data, id, select }: Props & { id: string }) {
  const actor = data.actor.get(id);
  const meetings = data.of.get(id) ?? [];
  const latest = [...meetings].reverse().sort((a, b) => Number(!a.start) - Number(!b.start)).slice(0, 4);
  return (
    <section class="source" aria-label={called(data, id)}>
      <h4><button class="link" onClick={() => select(`actor:${id}`)}>{called(data, id)}</button></h4>
      <p class="facts"><span class="pill plain">{countryName(actor?.country ?? null)}</span><span class="pill plain">{meetings.length} {meetings.length === 1 ? "meeting" : "meetings"}</span></p>
      {actor && actor.forms.length > 0 && <p class="forms">as “{actor.forms.slice(0, 6).join("”, “")}”</p>}
      <ul class="plain">
        {latest.map((m) => <li key={m.id}><button class="link" onClick={() => select(`meeting:${m.id}`)}>{names(m.participants.filter((p) => p.id !== id), 3)}</button><small>{[when(m), m.place?.name].filter(Boolean).join(", ")}</small></li>)}
      </ul>
    </section>
  );
}

function MeetingCard({ data, id, quote, select }: Props & { id: string; quote: string }) {
  const meeting = data.meeting.get(id);
  return (
    <section class="source" aria-label={meeting ? label(meeting) : id}>
      <h4><button class="link" onClick={() => select(`meeting:${id}`)}>{meeting ? label(meeting) : id}</button></h4>
      {meeting && (
        <>
          <p class="facts"><span class="pill" style={{ "--pill": STATUS_COLOURS[meeting.status] }}>{meeting.status}</span><span class="pill plain">{when(meeting)}</span>{meeting.place && <span class="pill plain">{meeting.place.name}</span>}</p>
          <p><small>{meeting.reports} {meeting.reports === 1 ? "report" : "reports"}{meeting.sources.length ? `: ${meeting.sources.slice(0, 3).join(", ")}` : ""}</small></p>
        </>
      )}
      <blockquote>{quote}</blockquote>
    </section>
  );
}
