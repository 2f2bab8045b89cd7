// What is shown, as a file.
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

const SERVED: [string, string][] = [
  ["meetings", "JSON Lines, with quotations"],
  ["svg", "Pictures (SVG)"],
  ["gexf", "GEXF (Gephi)"],
  ["gexf-actors", "GEXF, who met whom"],
  ["graphml", "GraphML (networkx, igraph)"],
  ["graphml-actors", "GraphML, who met whom"],
  ["yed", "GraphML for yEd"],
  ["yed-actors", "GraphML for yEd, who met whom"],
  ["cytoscape", "Cytoscape"],
  ["cypher", "Cypher script"],
  ["neo4j", "Tables for Neo4j's import"],
  ["geojson", "GeoJSON (maps)"],
  ["icalendar", "iCalendar"],
  ["ftm", "FollowTheMoney (Aleph)"],
  ["turtle", "Turtle (RDF)"],
  ["trig", "TriG (RDF, a graph an article)"],
  ["jsonld", "JSON-LD"],
];

export function Download({ data, shown, state }: { data: Data; shown: Meeting[]; state: State }) {
  const close = (e: Event) => (e.currentTarget as HTMLElement).closest("details")?.removeAttribute("open");
  return (
    <details class="download">
      <summary>Download</summary>
      <ul onClick={close}>
        <li><button onClick={() => save("meetings.csv", csv(shown), "text/csv;charset=utf-8")}>CSV table</button></li>
        {!data.server && <li><button onClick={() => save("meetings.jsonl", shown.map((m) => record(m) + "\n").join(""), "application/x-ndjson")}>JSON Lines</button></li>}
        {data.server && SERVED.map(([format, title]) => (
          <li key={format}><a href={`${data.server}export/${format}?${toAddress({ ...state, selected: "" })}`} download>{title}</a></li>
        ))}
        <li><button onClick={() => void navigator.clipboard?.writeText(location.href)}>Copy the address of this view</button></li>
      </ul>
    </details>
  );
}
