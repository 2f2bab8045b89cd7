// The strip of time below every view: how many meetings when, a window to look through, and a button to let it run.
import { axisBottom } from "d3-axis";
import { brushX, type D3BrushEvent } from "d3-brush";
import { bin, max } from "d3-array";
import { scaleLinear, scaleUtc } from "d3-scale";
import { select as pick } from "d3-selection";
import { utcDay, utcMonth, utcYear } from "d3-time";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { day, type Data, type Meeting } from "./data";
import type { State } from "./state";

const HEIGHT = 74;
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
  const days = (+data.last - +data.first) / 86400000;
  const step = days > 6000 ? utcYear : days > 120 ? utcMonth : utcDay;
  const x = useMemo(
    () => scaleUtc([step.floor(data.first), step.offset(step.floor(data.last), 1)], [8, width - 8]),
    [data, width],
  );
  const dated = useMemo(() => candidates.filter((m) => m.start).map((m) => day(m.start!)), [candidates]);
  const bins = useMemo(() => {
    const [from, to] = x.domain() as [Date, Date];
    return bin<Date, Date>().domain([from, to]).thresholds(step.range(from, to))(dated);
  }, [dated, x]);
  const y = scaleLinear([0, max(bins, (b) => b.length) || 1], [HEIGHT - 22, 6]);

  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(280, entry!.contentRect.width)));
    watch.observe(svg.current!.parentElement!);
    return () => watch.disconnect();
  }, []);

  const brush = useRef<SVGGElement>(null);
  useEffect(() => {
    const behaviour = brushX<unknown>()
      .extent([[8, 2], [width - 8, HEIGHT - 20]])
      .on("end", (event: D3BrushEvent<unknown>) => {
        if (!event.sourceEvent) return;
        if (!event.selection) return change({ from: "", to: "" });
        const [a, b] = event.selection as [number, number];
        change({ from: iso(utcDay.round(x.invert(a))), to: iso(utcDay.offset(utcDay.round(x.invert(b)), -1)) });
      });
    const group = pick(brush.current!);
    group.call(behaviour);
    const range = state.from || state.to ? [x(state.from ? day(state.from) : data.first), x(utcDay.offset(state.to ? day(state.to) : data.last, 1))] : null;
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
      const from = now.from ? jump.offset(day(now.from), 1) : jump.floor(data.first);
      const length = now.from && now.to ? +day(now.to) - +day(now.from) : (jump === utcDay ? 3 : jump === utcMonth ? 60 : 700) * 86400000;
      if (from > data.last) {
        setRunning(false);
        change({ from: "", to: "" });
      } else change({ from: iso(from), to: iso(new Date(+from + length)) });
    }, 700);
    return () => clearInterval(timer);
  }, [running]);

  const undated = candidates.length - dated.length;
  return (
    <section class="strip" aria-label="Time">
      <button class="play" aria-label={running ? "Stop" : "Let the time run"} onClick={() => setRunning(!running)}>{running ? "❚❚" : "▶"}</button>
      <div class="grow">
        <svg ref={svg} width={width} height={HEIGHT} role="img" aria-label="Meetings over time">
          {bins.map((b, i) => (
            <rect key={i} class="bar" x={x(b.x0!) + 0.5} width={Math.max(0.8, x(b.x1!) - x(b.x0!) - 1)} y={y(b.length)} height={y(0) - y(b.length)}>
              <title>{`${iso(b.x0!)}: ${b.length}`}</title>
            </rect>
          ))}
          <g ref={axis} class="axis" transform={`translate(0,${HEIGHT - 22})`} />
          <g ref={brush} class="brush" />
        </svg>
      </div>
      <div class="dates">
        <label>from <input type="date" value={state.from} onChange={(e) => change({ from: e.currentTarget.value })} /></label>
        <label>to <input type="date" value={state.to} onChange={(e) => change({ to: e.currentTarget.value })} /></label>
        {undated > 0 && (state.from || state.to) && <small>{undated} without a known day are left out</small>}
      </div>
    </section>
  );
}
