// Where the nodes lie. The work is done in another thread where there can be one.
import program from "worker:./worker.ts";
import type { Graph } from "./graph";
import { Settling, type Unsettled } from "./settling";

/** Told where the nodes are so far; `done` when they stay there. */
export type Moved = (points: Float32Array<ArrayBuffer>, done: boolean) => void;

/** A place to start from that depends on nothing but the id, so that the same network looks the same. */
function seed(id: string, wide: number): [number, number] {
  let hash = 2166136261;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 16777619) >>> 0;
  const angle = ((hash & 0xffff) / 0xffff) * 2 * Math.PI;
  const radius = wide * (0.1 + 0.9 * Math.sqrt((hash >>> 16) / 0xffff));
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function unsettled(graph: Graph): Unsettled {
  const order = graph.nodes.length;
  const nodes = new Float32Array(10 * order);
  const wide = 12 * Math.sqrt(order);
  for (let n = 0, at = 0; n < order; n++, at += 10) {
    [nodes[at], nodes[at + 1]] = seed(graph.nodes[n]!.id, wide);
    nodes[at + 6] = nodes[at + 7] = nodes[at + 8] = 1; // mass, convergence, size
  }
  const edges = new Float32Array(3 * graph.from.length);
  for (let e = 0; e < graph.from.length; e++) {
    const [from, to, weight] = [graph.from[e]! * 10, graph.to[e]! * 10, graph.weight[e]!];
    edges[3 * e] = from;
    edges[3 * e + 1] = to;
    edges[3 * e + 2] = weight;
    nodes[from + 6]! += weight;
    nodes[to + 6]! += weight;
  }
  return { nodes, edges, steps: order < 300 ? 400 : order < 1500 ? 250 : order < 4000 ? 160 : 110 };
}

/** Lay the network out; gives a function that stops it. */
export function settle(graph: Graph, moved: Moved): () => void {
  const given = unsettled(graph);
  const settling = new Settling(given);
  if (graph.nodes.length < 300) {
    while (!settling.done) settling.step();
    moved(settling.points, true);
    return () => undefined;
  }
  moved(settling.points, false);
  let stop: () => void;
  const withoutThread = () => (stop = inTurns(new Settling(unsettled(graph)), moved));
  try {
    const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
    const worker = new Worker(address);
    URL.revokeObjectURL(address);
    worker.onmessage = ({ data }: MessageEvent<{ points: Float32Array<ArrayBuffer>; done: boolean }>) => moved(data.points, data.done);
    worker.onerror = withoutThread; // a browser may refuse it late
    worker.postMessage(given);
    stop = () => worker.terminate();
  } catch {
    withoutThread();
  }
  return () => stop();
}

/** The same in the page's own thread, a step at a time. */
function inTurns(settling: Settling, moved: Moved): () => void {
  let frame = 0;
  const turn = () => {
    settling.step();
    moved(settling.points, settling.done);
    if (!settling.done) frame = requestAnimationFrame(turn);
  };
  frame = requestAnimationFrame(turn);
  return () => cancelAnimationFrame(frame);
}
