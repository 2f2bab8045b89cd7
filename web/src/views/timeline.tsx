// The timeline: a lane for each of those who met most, a line for each meeting joining the lanes of who was there.
import { axisTop } from "d3-axis";
import { scaleUtc } from "d3-scale";
import { select as pick } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from "d3-zoom";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { STATUS_COLOURS, OTHER, type Colours } from "../colours";
import { day, type Data, type Meeting } from "../data";
import type { State } from "../state";
import { label, when } from "../words";

const LANE = 24;
const LEFT = 190;
const TOP = 30;
const MOST_LANES = 40;
const MOST_DRAWN = 4000;

interface Props {
  data: Data;
  shown: Meeting[];
  state: State;
  colours: Colours;
  select: (what: string) => void;
}

export function Timeline({ data, shown, state, colours, select }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(320, entry!.contentRect.width)));
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);

  const dated = useMemo(() => shown.filter((m) => m.start), [shown]);
  const lanes = useMemo(() => {
    const counts = new Map<string, number>();
    for (const meeting of dated) for (const p of meeting.participants) counts.set(p.id, (counts.get(p.id) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, MOST_LANES).map(([id]) => id);
  }, [dated]);
  const left = width < 600 ? 110 : LEFT;
  const height = TOP + lanes.length * LANE + 14;
  const domain = useMemo(() => {
    const first = state.from ? day(state.from) : dated[0]?.start ? day(dated[0].start) : data.first;
    const last = state.to ? day(state.to) : new Date(Math.max(...dated.map((m) => +day(m.end ?? m.start!)), +first));
    const margin = Math.max(86400000, (+last - +first) * 0.03);
    return [new Date(+first - margin), new Date(+last + margin)] as const;
  }, [dated, state.from, state.to]);
  const x = transform.rescaleX(scaleUtc(domain, [left, width - 16]));

  useEffect(() => {
    const behaviour = zoom<SVGSVGElement, unknown>()
      .scaleExtent([1, 400])
      .translateExtent([[left, 0], [width - 16, height]])
      .extent([[left, 0], [width - 16, height]])
      .filter((event: Event) => !(event.type === "wheel" && !(event as WheelEvent).ctrlKey && !(event as WheelEvent).shiftKey))
      .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => setTransform(event.transform));
    pick(svg.current!).call(behaviour);
  }, [width, height, left]);
  const axis = useRef<SVGGElement>(null);
  useEffect(() => {
    pick(axis.current!).call(axisTop(x).ticks(Math.max(3, Math.floor((width - left) / 110))).tickSizeInner(-(height - TOP)).tickSizeOuter(0));
  });

  if (!dated.length) return <p class="empty">No meeting with a known day here: loosen the filters.</p>;
  const row = new Map(lanes.map((id, i) => [id, TOP + i * LANE + LANE / 2]));
  const drawn = dated.filter((m) => m.participants.some((p) => row.has(p.id))).slice(0, MOST_DRAWN);
  return (
    <div ref={box} class="scroll timeline" role="region" aria-label="Timeline" tabIndex={0}>
      <svg ref={svg} width={width} height={height} aria-label="Timeline of meetings">
        <g ref={axis} class="axis" transform={`translate(0,${TOP})`} />
        <clipPath id="lanes"><rect x={left - 6} y={0} width={width - left} height={height} /></clipPath>
        {lanes.map((id) => {
          const actor = data.actor.get(id);
          const name = actor?.name ?? id;
          return (
            <g key={id} class="lane">
              <line x1={left} x2={width - 16} y1={row.get(id)} y2={row.get(id)} />
              <text x={left - 12} y={row.get(id)! + 4} text-anchor="end" tabIndex={0} role="button" onClick={() => select(`actor:${id}`)} onKeyDown={(e) => e.key === "Enter" && select(`actor:${id}`)}>
                {name.length > left / 7.5 ? `${name.slice(0, Math.floor(left / 7.5) - 1)}…` : name}
              </text>
            </g>
          );
        })}
        <g clip-path="url(#lanes)">
          {drawn.map((meeting) => {
            const rows = meeting.participants.flatMap((p) => (row.has(p.id) ? [{ y: row.get(p.id)!, p }] : []));
            const from = x(day(meeting.start!));
            const to = x(new Date(+day(meeting.end ?? meeting.start!) + 86400000));
            const middle = (from + to) / 2;
            const ys = rows.map((r) => r.y);
            const chosen = state.selected === `meeting:${meeting.id}`;
            const colour = STATUS_COLOURS[meeting.status] ?? OTHER;
            return (
              <g key={meeting.id} class={chosen ? "event chosen" : "event"} onClick={() => select(`meeting:${meeting.id}`)}>
                <title>{`${label(meeting)}\n${when(meeting)}${meeting.place ? `, ${meeting.place.name}` : ""}\n${meeting.status}`}</title>
                <line x1={middle} x2={middle} y1={Math.min(...ys)} y2={Math.max(...ys)} stroke={colour} />
                {rows.map(({ y, p }) =>
                  to - from > 9 ? (
                    <rect key={p.id} x={from} y={y - 4} width={to - from} height={8} rx={4} fill={meeting.status === "held" ? colours.country(p.country) : "transparent"} stroke={colour} />
                  ) : (
                    <circle key={p.id} cx={middle} cy={y} r={4.5} fill={meeting.status === "held" ? colours.country(p.country) : "var(--surface)"} stroke={colour} />
                  ),
                )}
              </g>
            );
          })}
        </g>
      </svg>
      <p class="note">
        Drag to move, Ctrl or Shift and wheel to zoom. Filled: held; hollow: not held or not yet.
        {shown.length > dated.length && ` ${shown.length - dated.length} meetings without a known day are not drawn.`}
        {dated.length > drawn.length && ` ${dated.length - drawn.length} more of others are in the table.`}
      </p>
    </div>
  );
}
