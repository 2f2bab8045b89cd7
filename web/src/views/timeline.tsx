// The timeline: a lane for each of those who met most, a line for each meeting joining the lanes of who was there.
import { axisTop } from "d3-axis";
import { scaleUtc } from "d3-scale";
import { select as pick } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from "d3-zoom";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { STATUS_COLOURS, OTHER, type Colours } from "../colours";
import { day, type Data, type Meeting } from "../data";
import { period } from "../period";
import type { State } from "../state";
import { label, when } from "../words";

const LANE = 24;
const LEFT = 190;
const TOP = 30;
const MOST_LANES = 40;
const MOST_DRAWN = 8000;
/** Meetings in sight above which lanes are not joined and dots are small. */
const DENSE = 250;

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
    const { first, last } = period(dated, state);
    const margin = Math.max(+last - +first < 6 * 86400000 ? 4 * 86400000 : 86400000, (+last - +first) * 0.03);
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
  const [begin, finish] = (x.domain() as [Date, Date]).map((date) => date.toISOString().slice(0, 10)) as [string, string];
  const inSight = dated.filter((m) => m.start! <= finish && (m.end ?? m.start!) >= begin && m.participants.some((p) => row.has(p.id)));
  const drawn = inSight.slice(-MOST_DRAWN);
  const dense = drawn.length > DENSE;
  const chosen = drawn.find((m) => state.selected === `meeting:${m.id}`);
  const marks: Mark[] = drawn.flatMap((meeting) => {
    const [from, to] = [x(day(meeting.start!)), x(new Date(+day(meeting.end ?? meeting.start!) + 86400000))];
    return meeting.participants.flatMap((p) => {
      const y = row.get(p.id);
      return y === undefined ? [] : [{ meeting, key: p.id, from, to, y, fill: meeting.status === "held" ? colours.country(p.country) : "", stroke: STATUS_COLOURS[meeting.status] ?? OTHER }];
    });
  });
  const pickNearest = (event: MouseEvent) => {
    const box = svg.current!.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    const distance = (m: Mark) => Math.max(m.from - px, px - m.to, 0) + Math.abs(m.y - py);
    const nearest = marks.reduce<Mark | null>((best, m) => (distance(m) < (best ? distance(best) : 9) ? m : best), null);
    if (nearest) select(`meeting:${nearest.meeting.id}`);
  };
  return (
    <div ref={box} class="scroll timeline" role="region" aria-label="Timeline" tabIndex={0}>
      <svg ref={svg} width={width} height={height} aria-label="Timeline of meetings" onClick={dense ? pickNearest : undefined}>
        <g ref={axis} class="axis" transform={`translate(0,${TOP})`} />
        <clipPath id="lanes"><rect x={left - 6} y={0} width={width - left} height={height} /></clipPath>
        {lanes.map((id) => {
          const actor = data.actor.get(id);
          const name = actor?.name ?? id;
          return (
            <g key={id} class={state.selected === `actor:${id}` ? "lane chosen" : "lane"}>
              <line x1={left} x2={width - 16} y1={row.get(id)} y2={row.get(id)} />
              <text x={left - 12} y={row.get(id)! + 4} text-anchor="end" tabindex={0} role="button" onClick={() => select(`actor:${id}`)} onKeyDown={(e) => e.key === "Enter" && select(`actor:${id}`)}>
                {shortened(name, Math.floor((left - 20) / 7.3))}
              </text>
            </g>
          );
        })}
        <g clip-path="url(#lanes)">
          {dense ? <Dots marks={marks} /> : drawn.map((meeting) => <Joined key={meeting.id} meeting={meeting} marks={marks.filter((m) => m.meeting === meeting)} chosen={state.selected === `meeting:${meeting.id}`} select={select} />)}
          {dense && chosen && <Joined meeting={chosen} marks={marks.filter((m) => m.meeting === chosen)} chosen select={select} />}
        </g>
      </svg>
      <p class="note">
        Drag to move, Ctrl or Shift and wheel to zoom. Filled: held; hollow: not held or not yet; faint: somewhen in these months.
        {dense && " Zoom in to see who was there together."}
        {shown.length > dated.length && ` ${shown.length - dated.length} meetings without a known day are not drawn.`}
        {inSight.length > drawn.length && ` The latest ${drawn.length} of ${inSight.length} are drawn.`}
      </p>
    </div>
  );
}

function shortened(name: string, letters: number): string {
  return name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
}

/** A meeting in somebody's lane. */
interface Mark {
  meeting: Meeting;
  key: string;
  from: number;
  to: number;
  y: number;
  /** "": hollow. */
  fill: string;
  stroke: string;
}

const LONG = 9; // pixels
/** Days; somewhen within longer ones is all that is known, which is not to look like weeks of talks. */
const VAGUE = 45;

/** Many marks, a path for each colour, the vague ones below. */
function Dots({ marks }: { marks: Mark[] }) {
  const paths = new Map<string, { fill: string; stroke: string; vague: boolean; d: string[] }>();
  for (const { meeting, from, to, y, fill, stroke } of marks) {
    const vague = isVague(meeting);
    const key = `${fill} ${stroke} ${vague}`;
    const path = paths.get(key) ?? { fill, stroke, vague, d: [] };
    if (!paths.has(key)) paths.set(key, path);
    const middle = (from + to) / 2;
    if (vague) path.d.push(`M${from.toFixed(1)} ${y}H${to.toFixed(1)}`);
    else if (to - from > LONG) path.d.push(`M${from.toFixed(1)} ${y - 2}H${to.toFixed(1)}v4H${from.toFixed(1)}z`);
    else path.d.push(`M${(middle - 3).toFixed(1)} ${y}a3 3 0 1 1 6 0a3 3 0 1 1 -6 0`);
  }
  const ordered = [...paths].sort(([, a], [, b]) => Number(b.vague) - Number(a.vague));
  return <>{ordered.map(([key, { fill, stroke, vague, d }]) => <path key={key} class={vague ? "dots vague" : "dots"} d={d.join("")} fill={vague ? "none" : fill || "none"} stroke={vague ? fill || stroke : fill ? "none" : stroke} />)}</>;
}

function isVague({ start, end }: Meeting): boolean {
  return +day(end ?? start!) - +day(start!) > VAGUE * 86400000;
}

/** A meeting with a line that joins the lanes of who was there. (In SVG it is `tabindex`: names are not folded there.) */
function Joined({ meeting, marks, chosen, select }: { meeting: Meeting; marks: Mark[]; chosen: boolean; select: (what: string) => void }) {
  if (!marks.length) return null;
  const { from, to, stroke } = marks[0]!;
  const middle = (from + to) / 2;
  const ys = marks.map((m) => m.y);
  return (
    <g class={`event ${chosen ? "chosen" : ""} ${isVague(meeting) ? "vague" : ""}`} tabindex={0} role="button" onClick={() => select(`meeting:${meeting.id}`)} onKeyDown={(e) => e.key === "Enter" && select(`meeting:${meeting.id}`)}>
      <title>{`${label(meeting)}\n${when(meeting)}${meeting.place ? `, ${meeting.place.name}` : ""}\n${meeting.status}`}</title>
      {marks.length > 1 && <line x1={middle} x2={middle} y1={Math.min(...ys)} y2={Math.max(...ys)} stroke={stroke} />}
      {marks.map(({ key, y, fill }) =>
        to - from > LONG ? (
          <rect key={key} x={from} y={y - 4} width={to - from} height={8} rx={4} fill={fill || "transparent"} stroke={stroke} />
        ) : (
          <circle key={key} cx={middle} cy={y} r={4.5} fill={fill || "var(--surface)"} stroke={stroke} />
        ),
      )}
    </g>
  );
}
