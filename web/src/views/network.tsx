// The network: who met whom (actors), or actors, meetings and places (meetings). Drawn with WebGL by sigma.
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import Sigma from "sigma";
import { OTHER, STATUS_COLOURS, type Colours } from "../colours";
import type { Data, Meeting } from "../data";
import type { State } from "../state";
import { label } from "../words";

interface Props {
  data: Data;
  shown: Meeting[];
  state: State;
  colours: Colours;
  dark: boolean;
  select: (what: string) => void;
}

interface Drawn {
  graph: Graph;
  /** By meeting id: the nodes and edges that are there because of it. */
  parts: Map<string, { nodes: string[]; edges: string[] }>;
}

/** A place to start from that depends on nothing but the id, so that the same graph looks the same. */
function seed(id: string): { x: number; y: number } {
  let hash = 2166136261;
  for (const letter of id) hash = Math.imul(hash ^ letter.codePointAt(0)!, 16777619) >>> 0;
  const angle = ((hash & 0xffff) / 0xffff) * 2 * Math.PI;
  const radius = 10 + 90 * Math.sqrt((hash >>> 16) / 0xffff);
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}

function build(data: Data, projection: State["projection"], colours: Colours): Drawn {
  const graph = new Graph({ type: "undirected", multi: false });
  const parts: Drawn["parts"] = new Map();
  const actor = (id: string, name: string, country: string | null) => {
    if (!graph.hasNode(id)) graph.addNode(id, { ...seed(id), label: name, color: colours.country(country), kind: "actor" });
    return id;
  };
  for (const meeting of data.meetings) {
    const nodes = meeting.participants.map((p) => actor(p.id, p.name, p.country));
    const edges: string[] = [];
    const join = (one: string, other: string, weight: number) => {
      if (one === other) return;
      const key = [one, other].sort().join("\u0000");
      if (graph.hasEdge(key)) graph.updateEdgeAttribute(key, "weight", (w: number | undefined) => (w ?? 0) + weight);
      else graph.addEdgeWithKey(key, one, other, { weight });
      edges.push(key);
    };
    if (projection === "actors") {
      // held meetings by default: a plan joins nobody yet
      if (meeting.status === "held") {
        const weight = 1 / Math.max(1, nodes.length - 1);
        nodes.forEach((one, i) => nodes.slice(i + 1).forEach((other) => join(one, other, weight)));
      }
    } else {
      const id = `meeting:${meeting.id}`;
      graph.addNode(id, { ...seed(id), label: label(meeting), color: STATUS_COLOURS[meeting.status] ?? OTHER, kind: "meeting" });
      for (const node of nodes) join(id, node, 1);
      nodes.push(id);
      if (meeting.place) {
        const place = `place:${meeting.place.id ?? meeting.place.name}`;
        if (!graph.hasNode(place)) graph.addNode(place, { ...seed(place), label: meeting.place.name, color: "#a8a29e", kind: "place" });
        join(id, place, 0.5);
        nodes.push(place);
      }
    }
    parts.set(meeting.id, { nodes: [...new Set(nodes)], edges });
  }
  return { graph, parts };
}

function iterations(order: number): number {
  return order < 300 ? 400 : order < 1500 ? 180 : order < 4000 ? 90 : 50;
}

export function Network({ data, shown, state, colours, dark, select }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const sigma = useRef<Sigma | null>(null);
  const hovered = useRef<string | null>(null);
  const drawn = useMemo(() => build(data, state.projection, colours), [data, state.projection]);
  const [settling, setSettling] = useState(true);

  const visible = useMemo(() => {
    const nodes = new Map<string, number>();
    const edges = new Map<string, number>();
    for (const meeting of shown) {
      const part = drawn.parts.get(meeting.id);
      part?.nodes.forEach((n) => nodes.set(n, (nodes.get(n) ?? 0) + 1));
      part?.edges.forEach((e) => edges.set(e, (edges.get(e) ?? 0) + 1));
    }
    return { nodes, edges };
  }, [drawn, shown]);
  const focus = state.selected.startsWith("actor:")
    ? state.selected.slice(6)
    : drawn.graph.hasNode(state.selected)
      ? state.selected
      : "";
  const now = useRef({ visible, focus, dark });
  now.current = { visible, focus, dark };

  useEffect(() => {
    if (!box.current || !drawn.graph.order) return;
    const { graph } = drawn;
    const scale = graph.order > 800 ? 0.5 : graph.order > 200 ? 0.75 : 1; // many are drawn smaller
    const near = (node: string, centre: string) => node === centre || graph.areNeighbors(node, centre);
    const renderer = new Sigma(graph, box.current, {
      allowInvalidContainer: true,
      labelDensity: graph.order < 120 ? 4 : 0.7,
      labelRenderedSizeThreshold: graph.order < 120 ? 0 : 7,
      labelFont: "system-ui, sans-serif",
      labelSize: 12,
      zIndex: true,
      hideEdgesOnMove: graph.size > 4000, // so that panning stays smooth without a graphics card
      hideLabelsOnMove: graph.size > 4000,
      defaultDrawNodeHover: (context, node, settings) => {
        const size = settings.labelSize;
        context.font = `600 ${size}px ${settings.labelFont}`;
        const width = context.measureText(node.label ?? "").width + 10;
        context.fillStyle = now.current.dark ? "#0f172a" : "#ffffff";
        context.strokeStyle = node.color;
        context.beginPath();
        context.roundRect(node.x + node.size + 2, node.y - size / 2 - 5, width, size + 10, 5);
        context.fill();
        context.stroke();
        context.fillStyle = now.current.dark ? "#f8fafc" : "#0f172a";
        context.fillText(node.label ?? "", node.x + node.size + 7, node.y + size / 3);
      },
      nodeReducer: (node, attributes) => {
        const { visible, focus } = now.current;
        const count = visible.nodes.get(node) ?? 0;
        const centre = hovered.current ?? focus;
        if (!count) return { ...attributes, hidden: true };
        const faded = centre && graph.hasNode(centre) && !near(node, centre);
        const base = attributes["kind"] === "meeting" ? 3 : attributes["kind"] === "place" ? 4 : 3.5;
        return {
          ...attributes,
          size: scale * (base + (attributes["kind"] === "meeting" ? 0 : 2.6 * Math.log2(1 + count))),
          color: faded ? (now.current.dark ? "#273244" : "#e2e8f0") : attributes["color"],
          label: faded ? "" : attributes["label"],
          forceLabel: Boolean(centre && near(node, centre) && graph.degree(centre) < 30),
          highlighted: node === focus,
          zIndex: faded ? 0 : 1 + Math.min(count, 50),
        };
      },
      edgeReducer: (edge, attributes) => {
        const { visible, focus } = now.current;
        const count = visible.edges.get(edge) ?? 0;
        if (!count) return { ...attributes, hidden: true };
        const centre = hovered.current ?? focus;
        const touching = centre && graph.hasNode(centre) && graph.extremities(edge).includes(centre);
        const faint = now.current.dark ? "#3b4a63" : "#b6c2d3";
        return {
          ...attributes,
          size: Math.min(6, 0.9 + 0.9 * Math.log2(1 + count)),
          color: touching ? (now.current.dark ? "#93c5fd" : "#2563eb") : centre ? (now.current.dark ? "#1e293b" : "#eef2f7") : faint,
          zIndex: touching ? 1 : 0,
        };
      },
    });
    renderer.on("enterNode", ({ node }) => {
      hovered.current = node;
      box.current!.style.cursor = "pointer";
      renderer.refresh({ skipIndexation: true });
    });
    renderer.on("leaveNode", () => {
      hovered.current = null;
      box.current!.style.cursor = "";
      renderer.refresh({ skipIndexation: true });
    });
    renderer.on("clickNode", ({ node }) => select(/^(meeting|place):/.test(node) ? node : `actor:${node}`));
    renderer.on("clickStage", () => select(""));
    sigma.current = renderer;

    // The layout settles in small steps, so that the page answers while it does.
    const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: graph.order > 400, adjustSizes: false };
    let left = iterations(graph.order);
    let frame = 0;
    const step = () => {
      const part = Math.min(left, graph.order > 1500 ? 5 : 20);
      forceAtlas2.assign(graph, { iterations: part, settings, getEdgeWeight: "weight" });
      left -= part;
      if (left > 0) frame = requestAnimationFrame(step);
      else setSettling(false);
    };
    setSettling(true);
    frame = requestAnimationFrame(() => (frame = requestAnimationFrame(step))); // first show what there is
    return () => {
      cancelAnimationFrame(frame);
      sigma.current = null;
      renderer.kill();
    };
  }, [drawn]);

  useEffect(() => {
    const renderer = sigma.current;
    if (!renderer) return;
    renderer.setSetting("labelColor", { color: dark ? "#e2e8f0" : "#1e293b" });
    renderer.refresh({ skipIndexation: true });
  }, [visible, focus, dark, drawn]);

  const camera = (change: "in" | "out" | "all") => {
    const view = sigma.current?.getCamera();
    if (change === "in") void view?.animatedZoom({ duration: 200 });
    if (change === "out") void view?.animatedUnzoom({ duration: 200 });
    if (change === "all") void view?.animatedReset({ duration: 300 });
  };
  const people = visible.nodes.size;
  return (
    <div class="canvas">
      <div ref={box} class="fill" role="img" aria-label={`Network of ${people} nodes; the table shows the same meetings as text`} data-settled={!settling} />
      {people === 0 && <p class="empty">Nothing to show here: loosen the filters.</p>}
      <div class="tools" role="group" aria-label="Zoom">
        <button onClick={() => camera("in")} aria-label="Zoom in">+</button>
        <button onClick={() => camera("out")} aria-label="Zoom out">−</button>
        <button onClick={() => camera("all")} aria-label="Show all">⤢</button>
      </div>
      <Legend colours={colours} projection={state.projection} />
    </div>
  );
}

function Legend({ colours, projection }: { colours: Colours; projection: State["projection"] }) {
  return (
    <div class="legend" aria-label="Colours">
      {colours.shown.slice(0, 8).map((code) => (
        <span key={code}><i style={{ background: colours.country(code) }} />{code}</span>
      ))}
      {projection === "meetings" &&
        ["held", "planned", "cancelled"].map((s) => (
          <span key={s}><i class="square" style={{ background: STATUS_COLOURS[s] }} />{s}</span>
        ))}
    </div>
  );
}
