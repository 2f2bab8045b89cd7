// SPARQL over the archive: examples to begin with, results as a table, a network or a file.
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Colours } from "../colours";
import type { Data } from "../data";
import { cell, save } from "../download";
import { known, network, type Answer, type Term } from "../network/answers";
import { count } from "../network/graph";
import { sizes } from "../network/measures";
import { ask } from "../told";
import { Picture } from "./picture";

interface Example {
  name: string;
  asks: string;
  query: string;
}

interface Props {
  data: Data;
  colours: Colours;
  dark: boolean;
  select: (what: string) => void;
}

export function Sparql({ data, colours, dark, select }: Props) {
  const [examples, setExamples] = useState<Example[]>([]);
  const [query, setQuery] = useState("SELECT ?who ?name { ?who a schema:Person ; skos:prefLabel ?name } LIMIT 20");
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [error, setError] = useState("");
  const [waiting, setWaiting] = useState(false);
  const [drawn, setDrawn] = useState(false);
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
        {answer && (answer.rows.length > 0 || answer.triples) && (
          <span class="switch" role="group" aria-label="Show the answer as">
            <button aria-pressed={!drawn} onClick={() => setDrawn(false)}>{answer.triples ? "Statements" : "Table"}</button>
            <button aria-pressed={drawn} onClick={() => setDrawn(true)}>Network</button>
          </span>
        )}
        {answer && answer.rows.length > 0 && <button onClick={csv}>CSV</button>}
        {answer && answer.truth === null && !answer.triples && <span class="note">{answer.rows.length} {answer.rows.length === 1 ? "row" : "rows"}</span>}
        {answer?.triples && <button onClick={() => save("answer.nt", answer.triples!.join("\n") + "\n", "application/n-triples")}>N-Triples</button>}
      </p>
      {error && <p class="differs" role="alert">{error}</p>}
      {answer && answer.truth !== null && <p><strong>{answer.truth ? "Yes" : "No"}</strong></p>}
      {answer && drawn && (answer.rows.length > 0 || answer.triples) && <Drawn answer={answer} data={data} colours={colours} dark={dark} select={select} />}
      {answer?.triples && !drawn && <pre>{answer.triples.join("\n")}</pre>}
      {answer && answer.truth === null && !answer.triples && !drawn && (
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

/** The answer as a network. */
function Drawn({ answer, data, colours, dark, select }: Props & { answer: Answer }) {
  const graph = useMemo(() => network(answer, data, colours), [answer, data]);
  const counts = useMemo(() => count(graph, [...graph.parts.keys()].filter((row) => graph.parts[row]).map((row) => ({ row }))), [graph]);
  const large = useMemo(() => sizes(graph, counts, "met"), [graph]);
  const open = (id: string) => (id === "" || known(data, `/${id.replace(":", "/")}`)) && select(id);
  return <Picture graph={graph} counts={counts} large={large} focus={null} dark={dark} select={open} label="the table has the same as text" />;
}

/** A term; meetings and actors of the archive open their panel. */
function Shown({ data, term, select }: { data: Data; term: Term | null; select: (what: string) => void }) {
  if (!term) return <>–</>;
  const id = term.type === "uri" ? known(data, term.value) : null;
  return id ? <button class="link" onClick={() => select(id)}>{id.slice(id.indexOf(":") + 1)}</button> : <>{term.value}</>;
}
