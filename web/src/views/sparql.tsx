// SPARQL over the archive: examples to begin with, results as a table or a file.
import { useEffect, useState } from "preact/hooks";
import type { Data } from "../data";
import { cell, save } from "../download";

interface Term {
  type: string;
  value: string;
}

interface Answer {
  variables: string[];
  rows: (Term | null)[][];
  truth: boolean | null;
  triples: string[] | null;
  more: boolean;
}

interface Example {
  name: string;
  asks: string;
  query: string;
}

export function Sparql({ data, select }: { data: Data; select: (what: string) => void }) {
  const [examples, setExamples] = useState<Example[]>([]);
  const [query, setQuery] = useState("SELECT ?who ?name { ?who a schema:Person ; skos:prefLabel ?name } LIMIT 20");
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [error, setError] = useState("");
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    fetch(`${data.server}sparql/examples`)
      .then(async (found) => setExamples(((await found.json()) as { examples: Example[] }).examples))
      .catch(() => setError("The server does not answer: is kg explore still running?"));
  }, []);
  const run = async () => {
    setWaiting(true);
    setError("");
    try {
      const found = await fetch(`${data.server}sparql?query=${encodeURIComponent(query)}`);
      const content = (await found.json()) as Answer & { error?: string };
      if (found.ok) setAnswer(content);
      else setError(content.error ?? `${found.status}`);
    } catch {
      setError("The server does not answer: is kg explore still running?");
    }
    setWaiting(false);
  };
  const csv = () =>
    answer && save("answer.csv", [answer.variables, ...answer.rows.map((row) => row.map((t) => t?.value ?? ""))].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n", "text/csv;charset=utf-8");
  return (
    <div class="scroll sparql">
      <p>
        <label>Begin with{" "}
          <select onChange={(e) => { const chosen = examples.find((x) => x.name === e.currentTarget.value); if (chosen) setQuery(chosen.query); }}>
            <option value="">an example …</option>
            {examples.map((x) => <option key={x.name} value={x.name}>{x.asks}</option>)}
          </select>
        </label>
      </p>
      <textarea aria-label="SPARQL query" spellcheck={false} rows={9} value={query} onInput={(e) => setQuery(e.currentTarget.value)}
        onKeyDown={(e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) void run(); }} />
      <p class="decide">
        <button class="more" disabled={waiting} onClick={() => void run()}>{waiting ? "Asking …" : "Ask"} <kbd>Ctrl Enter</kbd></button>
        {answer && answer.rows.length > 0 && <button onClick={csv}>CSV</button>}
        {answer?.triples && <button onClick={() => save("answer.nt", answer.triples!.join("\n") + "\n", "application/n-triples")}>N-Triples</button>}
      </p>
      {error && <p class="differs" role="alert">{error}</p>}
      {answer && answer.truth !== null && <p><strong>{answer.truth ? "Yes" : "No"}</strong></p>}
      {answer?.triples && <pre>{answer.triples.join("\n")}</pre>}
      {answer && answer.truth === null && !answer.triples && (
        <table class="meetings">
          <thead><tr>{answer.variables.map((v) => <th key={v} scope="col"><span>{v}</span></th>)}</tr></thead>
          <tbody>
            {answer.rows.map((row, i) => (
              <tr key={i}>{row.map((term, j) => <td key={j}><Shown data={data} term={term} select={select} /></td>)}</tr>
            ))}
          </tbody>
        </table>
      )}
      {answer && !answer.rows.length && answer.truth === null && !answer.triples && <p class="note">No rows.</p>}
      {answer?.more && <p class="note">There is more: these are the first.</p>}
    </div>
  );
}

/** A term; meetings and actors of the archive open their panel. */
function Shown({ data, term, select }: { data: Data; term: Term | null; select: (what: string) => void }) {
  if (!term) return <>–</>;
  const found = term.type === "uri" ? term.value.match(/\/(meeting|actor)\/([^/]+)$/) : null;
  const id = found ? decodeURIComponent(found[2]!) : "";
  if (found && (found[1] === "meeting" ? data.meeting.has(id) : data.actor.has(id)))
    return <button class="link" onClick={() => select(`${found[1]}:${id}`)}>{id}</button>;
  return <>{term.value}</>;
}
