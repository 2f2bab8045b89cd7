// Which days a view of time shows.
import { utcMonth } from "d3-time";
import { day, type Meeting } from "./data";
import type { State } from "./state";

/** The first and last day of meetings (by day, as in Data): without the few far from all others, unless they are asked for. */
export function period(meetings: Meeting[], state: Pick<State, "from" | "to">): { first: Date; last: Date } {
  const starts = meetings.flatMap((m) => (m.start ? [m.start] : []));
  const at = (part: number) => day(starts[Math.floor(part * (starts.length - 1))] ?? "2000-01-01");
  let [first, last] = [at(0), at(1)];
  for (const { start, end } of meetings) if (start && end && day(end) > last) last = day(end);
  if (starts.length > 100 && +last - +first > 2 * (+at(0.99) - +at(0.01))) [first, last] = [utcMonth.floor(at(0.01)), utcMonth.ceil(at(0.99))];
  if (state.from) first = day(state.from);
  if (state.to) last = day(state.to);
  return { first, last: last < first ? first : last };
}
