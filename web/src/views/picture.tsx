// A network on a canvas: drawn, moved, looked at by mouse, finger and keys.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { around, type Counts, type Focus, type Graph } from "../network/graph";
import { settle } from "../network/layout";
import { look, Stage } from "../network/stage";

interface Props {
  graph: Graph;
  counts: Counts;
  /** How large each node is, as in network/measures.ts. */
  large: Float32Array;
  focus: Focus | null;
  dark: boolean;
  byKind?: boolean;
  /** What it tells those who do not see it. */
  label: string;
  /** Called with the id of a node, or "" for none. */
  select: (id: string) => void;
  expand?: (id: string) => void;
  children?: ComponentChildren;
}

export function Picture({ graph, counts, large, focus, dark, byKind = false, label, select, expand, children }: Props) {
  const box = useRef<HTMLCanvasElement>(null);
  const stage = useRef<Stage | null>(null);
  const [settling, setSettling] = useState(true);
  const hovered = useRef(-1);
  const clicked = useRef("");

  useEffect(() => {
    const made = new Stage(box.current!, graph, counts, large, dark);
    stage.current = made;
    hovered.current = -1;
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
    painter.byKind = byKind;
    painter.forget();
  }), [graph, dark, byKind]);
  useEffect(() => stage.current?.change((painter) => (painter.focus = focus)), [graph, focus]);

  const hover = (n: number) => {
    if (n === hovered.current) return;
    hovered.current = n;
    box.current!.style.cursor = n >= 0 ? "pointer" : "";
    stage.current?.change((painter) => (painter.focus = n >= 0 ? around(graph, counts, n) : focus));
  };
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
    };
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    step();
  };
  return (
    <div class="canvas">
      <canvas ref={box} class="fill network" tabIndex={0} role="img" data-settled={!settling}
        aria-label={`Network of ${counts.present} nodes, the largest ${largest(graph, counts, large)}; ${label}. Arrows move it, plus and minus zoom, 0 shows all.`}
        onPointerMove={(e) => e.pointerType === "mouse" && !e.buttons && hover(at(e))} onPointerLeave={() => hover(-1)}
        onClick={(e) => {
          if (e.detail > 1) return; // the details that the first click opened have moved what lies below the second
          clicked.current = graph.nodes[at(e)]?.id ?? "";
          select(clicked.current);
        }}
        onDblClick={() => clicked.current && expand?.(clicked.current)} onKeyDown={keys} />
      {counts.present === 0 && <p class="empty">Nothing to show here: loosen the filters.</p>}
      {settling && <p class="busy" role="status">Arranging {counts.present.toLocaleString("en")} nodes …</p>}
      <div class="tools" role="group" aria-label="Zoom">
        <button onClick={() => stage.current?.zoomBy(1.6)} aria-label="Zoom in">+</button>
        <button onClick={() => stage.current?.zoomBy(1 / 1.6)} aria-label="Zoom out">−</button>
        <button onClick={() => stage.current?.showAll()} aria-label="Show all" title="Show all">⤢</button>
      </div>
      {children}
    </div>
  );
}

const NAMED = 3;

/** The names of the largest nodes. */
function largest(graph: Graph, counts: Counts, large: Float32Array): string {
  const there = [...graph.nodes.keys()].filter((n) => counts.nodes[n]);
  return there.sort((a, b) => large[b]! - large[a]! || a - b).slice(0, NAMED).map((n) => graph.nodes[n]!.label).join(", ") || "none";
}
