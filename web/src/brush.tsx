// The strip of time below every view: how many meetings when, a window to look through, and a button to let it run.
import { axisBottom } from "d3-axis";
import { brushX, type D3BrushEvent } from "d3-brush";
import { scaleLinear, scaleUtc } from "d3-scale";
import { select as pick } from "d3-selection";
import { utcDay, utcMonth, utcYear } from "d3-time";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { day, type Data, type Meeting } from "./data";
import { period } from "./period";
import type { State } from "./state";

const HEIGHT = 74;
/** Room for half a year's number at the ends. */
const SIDE = 17;
/** Days that are shown at least. */
const LEAST = 14;
const iso = (date: Date) => date.toISOString().slice(0, 10);

interface Props {
  data: Data;
  /** Meetings that fit all filters but the time. */
  candidates: Meeting[];
  state: State;
  change: (part: Partial<State>) => void;
}

export function TimeBrush({ data, candidates, state, change }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(800);
  const [running, setRunning] = useState(false);
  const latest = useRef(state);
  latest.current = state;
  const { first, last } = useMemo(() => {
    const all = period(data.meetings, { from: "", to: "" });
    const [from, to] = [state.from ? day(state.from) : all.first, state.to ? day(state.to) : all.last];
    const [first, last] = [from < all.first ? from : all.first, to > all.last ? to : all.last];
    const short = +last - +first < LEAST * 86400000; // a day or two alone would be told by the hour
    return short ? { first: utcDay.offset(first, -LEAST / 2), last: utcDay.offset(last, LEAST / 2) } : { first, last };
  }, [data, state.from, state.to]);
  const days = (+last - +first) / 86400000;
  const step = days > 6000 ? utcYear : days > 120 ? utcMonth : utcDay;
  const x = useMemo(
    () => scaleUtc([step.floor(first), step.offset(step.floor(last), 1)], [SIDE, width - SIDE]),
    [+first, +last, width],
  );
  const { bars, earlier, later, undated } = useMemo(() => {
    const letters = step === utcYear ? 4 : step === utcMonth ? 7 : 10;
    const counts = new Map<string, number>();
    let undated = 0;
    for (const { start } of candidates)
      if (start) counts.set(start.slice(0, letters), (counts.get(start.slice(0, letters)) ?? 0) + 1);
      else undated += 1;
    const [from, to] = x.domain() as [Date, Date];
    const bars = step.range(from, to).map((begin) => ({ begin, end: step.offset(begin, 1), count: counts.get(iso(begin).slice(0, letters)) ?? 0 }));
    const outside = (so: (period: string) => boolean) => [...counts].reduce((sum, [period, count]) => sum + (so(period) ? count : 0), 0);
    return { bars, undated, earlier: outside((p) => p < iso(from).slice(0, letters)), later: outside((p) => p >= iso(to).slice(0, letters)) };
  }, [candidates, x]);
  const y = scaleLinear([0, Math.max(1, ...bars.map((b) => b.count))], [HEIGHT - 22, 6]);

  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(280, entry!.contentRect.width)));
    watch.observe(svg.current!.parentElement!);
    return () => watch.disconnect();
  }, []);

  const brush = useRef<SVGGElement>(null);
  useEffect(() => {
    const behaviour = brushX<unknown>()
      .extent([[SIDE, 2], [width - SIDE, HEIGHT - 20]])
      .on("end", (event: D3BrushEvent<unknown>) => {
        if (!event.sourceEvent) return;
        if (!event.selection) return change({ from: "", to: "" });
        const [a, b] = event.selection as [number, number];
        change({ from: iso(utcDay.round(x.invert(a))), to: iso(utcDay.offset(utcDay.round(x.invert(b)), -1)) });
      });
    const group = pick(brush.current!);
    group.call(behaviour);
    const range = state.from || state.to ? [x(state.from ? day(state.from) : first), x(utcDay.offset(state.to ? day(state.to) : last, 1))] : null;
    group.call(behaviour.move, range as [number, number] | null);
  }, [x, state.from, state.to]);

  const axis = useRef<SVGGElement>(null);
  useEffect(() => {
    pick(axis.current!).call(axisBottom(x).ticks(Math.max(2, Math.floor(width / 110))).tickSizeOuter(0));
  }, [x]);

  useEffect(() => {
    if (!running) return;
    const jump = days > 6000 ? utcYear : days > 120 ? utcMonth : utcDay;
    const timer = setInterval(() => {
      const now = latest.current;
      const from = now.from ? jump.offset(day(now.from), 1) : jump.floor(first);
      const length = now.from && now.to ? +day(now.to) - +day(now.from) : (jump === utcDay ? 3 : jump === utcMonth ? 60 : 700) * 86400000;
      if (from > last) {
        setRunning(false);
        change({ from: "", to: "" });
      } else change({ from: iso(from), to: iso(new Date(+from + length)) });
    }, 700);
    return () => clearInterval(timer);
  }, [running]);

  return (
    <section class="strip" aria-label="Time">
      <button class="play" aria-label={running ? "Stop" : "Let the time run"} onClick={() => setRunning(!running)}>{running ? "❚❚" : "▶"}</button>
      <div class="grow">
        <svg ref={svg} width={width} height={HEIGHT} role="img" aria-label="Meetings over time">
          {bars.map(({ begin, end, count }, i) => count > 0 && (
            <rect key={i} class="bar" x={x(begin) + 0.5} width={Math.max(0.8, x(end) - x(begin) - 1)} y={y(count)} height={y(0) - y(count)} />
          ))}
          {earlier > 0 && <text class="outside" x={8} y={14}>‹ {earlier} earlier</text>}
          {later > 0 && <text class="outside" x={width - 8} y={14} text-anchor="end">{later} later ›</text>}
          <g ref={axis} class="axis" transform={`translate(0,${HEIGHT - 22})`} />
          <g ref={brush} class="brush" />
        </svg>
      </div>
      <div class="dates">
        <label>from <input type="date" value={state.from} onChange={(e) => change({ from: e.currentTarget.value })} /></label>
        <label>to <input type="date" value={state.to} onChange={(e) => change({ to: e.currentTarget.value })} /></label>
        {undated > 0 && (state.from || state.to) && <small>{undated.toLocaleString("en")} of unknown day left out</small>}
      </div>
    </section>
  );
}
