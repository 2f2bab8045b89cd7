// The network: who met whom (actors), or actors, meetings and places (meetings).
import { select as pick } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior, type ZoomTransform } from "d3-zoom";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { STATUS_COLOURS, type Colours } from "../colours";
import type { Data, Meeting } from "../data";
import { fitted, zoomed, type Camera } from "../network/camera";
import { around, build, count, present, within, type Counts, type Focus, type Graph } from "../network/graph";
import { MEASURES, sizes, type Measure } from "../network/measures";
import { settle } from "../network/layout";
import { Painter, type Look } from "../network/painter";
import { spread } from "../network/spreading";
import { expanded, type State } from "../state";
import { countryName } from "../words";

/** Milliseconds without movement after which the picture is painted anew. */
const REST = 120;

interface Props {
  data: Data;
  shown: Meeting[];
  state: State;
  colours: Colours;
  dark: boolean;
  select: (what: string) => void;
  change: (part: Partial<State>) => void;
}

function look(dark: boolean): Look {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return { page: of("--page"), text: of("--text"), soft: of("--soft"), accent: of("--accent"), edge: of("--edge"), dark };
}

/** The picture and what moves it: the only thing here that changes without Preact. */
class Stage {
  readonly painter: Painter;
  readonly behaviour: ZoomBehavior<HTMLCanvasElement, unknown>;
  private fit: Camera = { k: 1, x: 0, y: 0 };
  private by: ZoomTransform = zoomIdentity;
  private frame = 0;
  private rest = 0;
  private moving = false;
  private size = { width: 1, height: 1 };
  private points = new Float32Array();

  constructor(readonly canvas: HTMLCanvasElement, graph: Graph, counts: Counts, large: Float32Array, dark: boolean) {
    this.painter = new Painter(canvas, graph, counts, large, look(dark));
    this.behaviour = zoom<HTMLCanvasElement, unknown>()
      .scaleExtent([0.4, 80])
      .clickDistance(5)
      .on("zoom", (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => this.zoom(event.transform));
    pick(canvas).call(this.behaviour).on("dblclick.zoom", null);
  }

  private zoom(by: ZoomTransform) {
    this.by = by;
    this.moving = true;
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => {
      this.moving = false;
      this.draw();
    }, REST);
    this.draw();
  }

  resize(width: number, height: number) {
    this.size = { width, height };
    this.behaviour.extent([[0, 0], [width, height]]);
    this.painter.resize(width, height, window.devicePixelRatio || 1);
    if (this.points.length) this.place(this.points, true);
    this.paint();
  }

  /** Where the layout has put the nodes so far. */
  place(points: Float32Array<ArrayBuffer>, settled: boolean) {
    this.points = points;
    this.painter.points = spread(points, this.size.width / this.size.height);
    this.painter.sketchy = !settled;
    this.painter.forget();
    this.refit();
    this.draw();
  }

  /** See everything that is there, unless the user looks at something closer. */
  refit() {
    if (this.by !== zoomIdentity && (this.by.k !== 1 || this.by.x || this.by.y)) return;
    this.fit = fitted(this.painter.points, this.painter.counts, this.size.width, this.size.height);
  }

  draw() {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.painter.camera = zoomed(this.fit, this.by);
    this.painter.nearness = this.by.k;
    if (this.painter.draw(!this.moving)) this.draw();
  }

  change(change: (painter: Painter) => void) {
    change(this.painter);
    this.draw();
  }

  zoomBy(factor: number) {
    this.behaviour.scaleBy(pick(this.canvas), factor);
  }

  moveBy(x: number, y: number) {
    this.behaviour.translateBy(pick(this.canvas), x / this.by.k, y / this.by.k);
  }

  showAll() {
    this.by = zoomIdentity;
    this.refit();
    this.behaviour.transform(pick(this.canvas), zoomIdentity);
  }

  end() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    pick(this.canvas).on(".zoom", null);
  }
}

export function Network({ data, shown, state, colours, dark, select, change }: Props) {
  const box = useRef<HTMLCanvasElement>(null);
  const stage = useRef<Stage | null>(null);
  const whole = useMemo(() => build(data, state.projection, colours), [data, state.projection]);
  const graph = useMemo(() => within(whole, state.around), [whole, state.around.join()]);
  const counts = useMemo(() => count(graph, shown), [graph, shown]);
  const large = useMemo(() => sizes(graph, counts, state.size), [graph, counts, state.size]);
  const [settling, setSettling] = useState(true);
  const focus = useMemo(() => focused(data, shown, state.selected, graph, counts), [state.selected, graph, counts]);
  const hovered = useRef(-1);

  useEffect(() => {
    const made = new Stage(box.current!, graph, counts, large, dark);
    stage.current = made;
    setSettling(true);
    const stop = settle(graph, (points, done) => {
      made.place(points, done);
      if (done) setSettling(false);
    });
    const watch = new ResizeObserver(([entry]) => made.resize(Math.max(50, entry!.contentRect.width), Math.max(50, entry!.contentRect.height)));
    watch.observe(box.current!.parentElement!);
    return () => {
      stop();
      watch.disconnect();
      made.end();
    };
  }, [graph]);
  useEffect(() => stage.current?.change((painter) => {
    painter.show(counts, large);
    stage.current!.refit();
  }), [counts, large]);
  useEffect(() => stage.current?.change((painter) => {
    painter.look = look(dark);
    painter.forget();
  }), [dark]);
  useEffect(() => stage.current?.change((painter) => (painter.focus = focus)), [focus]);

  const hover = (n: number) => {
    if (n === hovered.current) return;
    hovered.current = n;
    box.current!.style.cursor = n >= 0 ? "pointer" : "";
    stage.current?.change((painter) => (painter.focus = n >= 0 ? around(graph, counts, n) : focus));
  };
  const expand = (id: string) => id && change({ around: expanded(state.around, id) });
  const clicked = useRef("");
  const at = (event: MouseEvent) => stage.current?.painter.at(event.offsetX, event.offsetY) ?? -1;
  const keys = (event: KeyboardEvent) => {
    const steps: Record<string, () => void> = {
      ArrowLeft: () => stage.current?.moveBy(60, 0),
      ArrowRight: () => stage.current?.moveBy(-60, 0),
      ArrowUp: () => stage.current?.moveBy(0, 60),
      ArrowDown: () => stage.current?.moveBy(0, -60),
      "+": () => stage.current?.zoomBy(1.4),
      "-": () => stage.current?.zoomBy(1 / 1.4),
      "0": () => stage.current?.showAll(),
      e: () => graph.number.has(state.selected) && expand(state.selected),
    };
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    step();
  };
  return (
    <div class="canvas">
      <canvas ref={box} class="fill network" tabIndex={0} role="img" data-settled={!settling}
        aria-label={`Network of ${counts.present} nodes, the largest ${largest(graph, counts, large)}; the table shows the same meetings as text. Arrows move it, plus and minus zoom, 0 shows all, E expands around what is selected.`}
        onPointerMove={(e) => e.pointerType === "mouse" && !e.buttons && hover(at(e))} onPointerLeave={() => hover(-1)}
        onClick={(e) => {
          if (e.detail > 1) return; // the details that the first click opened have moved what lies below the second
          clicked.current = graph.nodes[at(e)]?.id ?? "";
          select(clicked.current);
        }}
        onDblClick={() => expand(clicked.current)} onKeyDown={keys} />
      {counts.present === 0 && <p class="empty">Nothing to show here: loosen the filters.</p>}
      {settling && <p class="busy" role="status">Arranging {counts.present.toLocaleString("en")} nodes …</p>}
      <div class="tools" role="group" aria-label="Zoom">
        <button onClick={() => stage.current?.zoomBy(1.6)} aria-label="Zoom in">+</button>
        <button onClick={() => stage.current?.zoomBy(1 / 1.6)} aria-label="Zoom out">−</button>
        <button onClick={() => stage.current?.showAll()} aria-label="Show all" title="Show all">⤢</button>
      </div>
      <label class="sized">Size <select value={state.size} onChange={(e) => change({ size: e.currentTarget.value as Measure })}>
        {Object.entries(MEASURES).map(([measure, title]) => <option key={measure} value={measure}>{title}</option>)}
      </select></label>
      <Legend colours={colours} projection={state.projection} />
    </div>
  );
}

const NAMED = 3;

/** The names of the largest nodes. */
function largest(graph: Graph, counts: Counts, large: Float32Array): string {
  const there = [...graph.nodes.keys()].filter((n) => counts.nodes[n]);
  return there.sort((a, b) => large[b]! - large[a]! || a - b).slice(0, NAMED).map((n) => graph.nodes[n]!.label).join(", ") || "none";
}

/** What of the network belongs to what is selected. */
function focused(data: Data, shown: Meeting[], selected: string, graph: Graph, counts: Counts): Focus | null {
  const node = graph.number.get(selected);
  if (node !== undefined) return around(graph, counts, node);
  const cut = selected.indexOf(":");
  const [what, id] = [selected.slice(0, cut), selected.slice(cut + 1)];
  if (what === "meeting" && data.meeting.has(id)) return present(graph, [data.meeting.get(id)!]);
  if (what === "place") return present(graph, shown.filter((m) => m.place?.id === id));
  if (what === "pair") return present(graph, shown.filter((m) => id.split("~").every((code) => m.participants.some((p) => p.country === code))));
  return null;
}

function Legend({ colours, projection }: { colours: Colours; projection: State["projection"] }) {
  return (
    <div class="legend" aria-label="Colours and shapes">
      {colours.shown.slice(0, 8).map((code) => (
        <span key={code} title={countryName(code)}><i style={{ background: colours.country(code) }} />{countryName(code)}</span>
      ))}
      <span><i class="hollow" />person</span>
      <span><i class="hollow square" />state, organization</span>
      {projection === "meetings" &&
        ["held", "planned", "cancelled"].map((s) => (
          <span key={s}><i class="diamond" style={{ background: STATUS_COLOURS[s] }} />{s}</span>
        ))}
    </div>
  );
}
