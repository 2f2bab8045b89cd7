// What is shown, as a file.
import { useState } from "preact/hooks";
import type { Data, Meeting } from "./data";
import { toAddress, type State } from "./state";
import { record } from "./told";

const COLUMNS = ["id", "start", "end", "status", "kind", "medium", "place", "country", "participants", "sources", "confidence"];

/** A cell no spreadsheet takes for a formula. */
export function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function csv(meetings: Meeting[]): string {
  const rows = meetings.map((m) =>
    [m.id, m.start ?? "", m.end ?? "", m.status, m.kind, m.medium, m.place?.name ?? "", m.place?.country ?? "", m.participants.map((p) => p.name).join("; "), m.sources.join("; "), String(m.confidence)].map(cell).join(","),
  );
  return [COLUMNS.join(","), ...rows].join("\r\n") + "\r\n";
}

export function save(name: string, text: string, type: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Those that the server can write: some need a package that not everybody has. */
const WRITTEN = new Set(document.querySelector<HTMLMetaElement>("meta[name=formats]")?.content.split(" "));
/** The formats of the server, by what they are for; "who met whom" is the network of actors alone. */
const SERVED: [string, [string, string][]][] = [
  ["To read and show", [
    ["html", "Page in one file"],
    ["svg", "Pictures (SVG)"],
    ["png", "Pictures (PNG)"],
    ["icalendar", "Calendar (iCalendar)"],
    ["geojson", "Map (GeoJSON)"],
  ]],
  ["Data", [
    ["meetings", "JSON Lines, with quotations"],
    ["reports", "JSON Lines, article by article"],
    ["csv", "Network as CSV tables"],
    ["parquet", "Parquet tables"],
    ["ftm", "FollowTheMoney (Aleph)"],
  ]],
  ["Networks", [
    ["gexf", "GEXF (Gephi)"],
    ["gexf-actors", "GEXF, who met whom"],
    ["graphml", "GraphML (networkx, igraph)"],
    ["graphml-actors", "GraphML, who met whom"],
    ["yed", "GraphML for yEd"],
    ["yed-actors", "GraphML for yEd, who met whom"],
    ["cytoscape", "Cytoscape"],
    ["cytoscape-actors", "Cytoscape, who met whom"],
    ["cypher", "Cypher script"],
    ["neo4j", "Tables for Neo4j’s import"],
  ]],
  ["RDF", [
    ["turtle", "Turtle"],
    ["trig", "TriG, a graph for each article"],
    ["nquads", "N-Quads"],
    ["ntriples", "N-Triples"],
    ["jsonld", "JSON-LD"],
  ]],
];

export function Download({ data, shown, state }: { data: Data; shown: Meeting[]; state: State }) {
  const [copied, setCopied] = useState(false);
  const close = (e: Event) => (e.currentTarget as HTMLElement).closest("details")?.removeAttribute("open");
  const copy = () => void navigator.clipboard?.writeText(location.href).then(() => {
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  });
  return (
    <details class="download" onKeyDown={(e) => { if (e.key === "Escape") { close(e); e.stopPropagation(); } }}>
      <summary>{copied ? "Address copied" : "Download"}</summary>
      <div class="menu" onClick={close}>
        <p>{shown.length.toLocaleString("en")} {shown.length === 1 ? "meeting" : "meetings"}, as shown</p>
        <ul>
          <li><button onClick={copy}>Copy the address of this view</button></li>
          <li><button onClick={() => save("meetings.csv", csv(shown), "text/csv;charset=utf-8")}>CSV table</button></li>
          {!data.server && <li><button onClick={() => save("meetings.jsonl", shown.map((m) => record(m) + "\n").join(""), "application/x-ndjson")}>JSON Lines</button></li>}
        </ul>
        {data.server && SERVED.map(([what, formats]) => (
          <section key={what}>
            <h2>{what}</h2>
            <ul>{formats.filter(([format]) => WRITTEN.has(format)).map(([format, title]) => <li key={format}><a href={`${data.server}export/${format}?${toAddress({ ...state, selected: "" })}`} download>{title}</a></li>)}</ul>
          </section>
        ))}
      </div>
    </details>
  );
}
