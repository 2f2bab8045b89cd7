// SPARQL over the archive: examples to begin with, results as a table or a file.
import { useEffect, useState } from "preact/hooks";
import type { Data } from "../data";
import { cell, save } from "../download";
import { ask } from "../told";

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
    ask<{ examples: Example[] }>(`${data.server}sparql/examples`).then((found) => setExamples(found.examples), (wrong: Error) => setError(wrong.message));
  }, []);
  const run = async (asked = query) => {
    setWaiting(true);
    setError("");
    try {
      setAnswer(await ask<Answer>(`${data.server}sparql?query=${encodeURIComponent(asked)}`));
    } catch (wrong) {
      setError((wrong as Error).message);
    }
    setWaiting(false);
  };
  const csv = () =>
    answer && save("answer.csv", [answer.variables, ...answer.rows.map((row) => row.map((t) => t?.value ?? ""))].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n", "text/csv;charset=utf-8");
  return (
    <div class="sparql">
      <nav class="examples" aria-label="Questions to begin with">
        <h2>Questions to begin with</h2>
        <ul>{examples.map((x) => <li key={x.name}><button aria-pressed={query === x.query} onClick={() => { setQuery(x.query); void run(x.query); }}>{x.asks}</button></li>)}</ul>
      </nav>
      <div class="scroll asked">
      <textarea aria-label="SPARQL query" spellcheck={false} rows={9} value={query} onInput={(e) => setQuery(e.currentTarget.value)}
        onKeyDown={(e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) void run(); }} />
      <p class="decide">
        <button class="more" disabled={waiting} onClick={() => void run()}>{waiting ? "Asking …" : "Ask"} <kbd>Ctrl Enter</kbd></button>
        {!answer && !error && <span class="note">The usual prefixes (kg:, schema:, skos:, sem:, …) need no declaration.</span>}
        {answer && answer.rows.length > 0 && <button onClick={csv}>CSV</button>}
        {answer && answer.truth === null && !answer.triples && <span class="note">{answer.rows.length} {answer.rows.length === 1 ? "row" : "rows"}</span>}
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
