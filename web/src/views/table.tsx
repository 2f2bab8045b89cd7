// The same meetings as text: for reading, for screen readers, and where no graphics can be drawn.
import { useState } from "preact/hooks";
import { STATUS_COLOURS } from "../colours";
import type { Meeting } from "../data";
import type { State } from "../state";
import { names, plain, when } from "../words";

const STEP = 100;
type Column = "start" | "who" | "place" | "status" | "sources" | "confidence";

/** By what a column is sorted; what is not known comes last. */
const VALUE: Record<Column, (m: Meeting) => string | number | null> = {
  start: (m) => m.start,
  who: (m) => m.participants[0]?.name ?? null,
  place: (m) => m.place?.name ?? null,
  status: (m) => m.status,
  sources: (m) => -m.reports,
  confidence: (m) => -m.confidence,
};
const TITLE: Record<Column, string> = { start: "When", who: "Who", place: "Where", status: "Standing", sources: "Reports", confidence: "Sureness" };

export function Table({ shown, state, select }: { shown: Meeting[]; state: State; select: (what: string) => void }) {
  const [most, setMost] = useState(STEP);
  const [by, setBy] = useState<Column>("start");
  const [down, setDown] = useState(true);
  const sorted = [...shown].sort((a, b) => {
    const [x, y] = [VALUE[by](a), VALUE[by](b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1);
  });
  const order = (column: Column) => {
    if (column === by) setDown(!down);
    else {
      setBy(column);
      setDown(column === "start");
    }
  };
  if (!shown.length) return <p class="empty">No meeting fits the filters.</p>;
  return (
    <div class="scroll" role="region" aria-label="Table of meetings" tabIndex={0}>
      <table class="meetings found">
        <thead>
          <tr>
            {(Object.keys(TITLE) as Column[]).map((column) => (
              <th key={column} class={column === "sources" || column === "confidence" ? "number" : ""} scope="col" aria-sort={column === by ? (down ? "descending" : "ascending") : "none"}>
                <button onClick={() => order(column)}>{TITLE[column]}{column === by ? (down ? " ↓" : " ↑") : ""}</button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, most).map((meeting) => (
            <tr key={meeting.id} class={state.selected === `meeting:${meeting.id}` ? "chosen" : ""} onClick={() => select(`meeting:${meeting.id}`)}>
              <td class="when">{when(meeting)}</td>
              <td><button class="link" onClick={() => select(`meeting:${meeting.id}`)}>{names(meeting.participants, 5)}</button><small>{plain(meeting.kind)}{meeting.medium === "unknown" ? "" : `, ${plain(meeting.medium)}`}<span class="phone">{meeting.place ? `, ${meeting.place.name}` : ""} <span class="dot" style={{ background: STATUS_COLOURS[meeting.status] }} /> {meeting.status}</span></small></td>
              <td>{meeting.place?.name ?? "–"}</td>
              <td><span class="pill" style={{ "--pill": STATUS_COLOURS[meeting.status] }}>{meeting.status}</span></td>
              <td class="number">{meeting.reports}</td>
              <td class="number">{meeting.confidence.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > most && <button class="more" onClick={() => setMost(most + 5 * STEP)}>Show more of {sorted.length}</button>}
    </div>
  );
}
