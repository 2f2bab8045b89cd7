// How large a node is drawn: by what it is measured.
import type { Counts, Graph } from "./graph";

export type Measure = "meetings" | "met" | "between";
export const MEASURES: Record<Measure, string> = { meetings: "meetings", met: "others met", between: "standing between others" };

/** Nodes above which betweenness is estimated, and the nodes whose shortest ways are followed for it, as in kg/graph/measures.py. */
const SAMPLED_ABOVE = 1000;
const SAMPLE = 200;

/** The size of each node that is there, as a logarithm: 0 for one that is not. */
export function sizes(graph: Graph, counts: Counts, measure: Measure): Float32Array {
  if (measure === "meetings") return Float32Array.from(counts.nodes, (count) => Math.log2(1 + count));
  const met = Float32Array.from(counts.nodes, (count, n) => (count ? Math.log2(1 + degree(graph, counts, n)) : 0));
  if (measure === "met") return met;
  const between = betweenness(graph, counts);
  const [most, largest] = [Math.max(...between), met.reduce((a, b) => Math.max(a, b), 1)];
  return Float32Array.from(between, (value) => (most ? largest * Math.sqrt(value / most) : 0));
}

function degree(graph: Graph, counts: Counts, n: number): number {
  let found = 0;
  for (let at = graph.first[n]!; at < graph.first[n + 1]!; at++) if (counts.edges[graph.edges[at]!]!) found += 1;
  return found;
}

/** How much of the shortest ways between others leads through each node (Brandes 2001). */
function betweenness(graph: Graph, counts: Counts): Float64Array {
  const order = graph.nodes.length;
  const there = [...counts.nodes.keys()].filter((n) => counts.nodes[n]);
  const step = there.length > SAMPLED_ABOVE ? there.length / SAMPLE : 1;
  const found = new Float64Array(order);
  const [far, ways, share] = [new Int32Array(order), new Float64Array(order), new Float64Array(order)];
  const queue = new Int32Array(order);
  const each = (n: number, visit: (other: number) => void) => {
    for (let at = graph.first[n]!; at < graph.first[n + 1]!; at++) {
      const e = graph.edges[at]!;
      if (counts.edges[e]) visit(graph.from[e] === n ? graph.to[e]! : graph.from[e]!);
    }
  };
  for (let from = 0; from < there.length; from += step) {
    const source = there[Math.floor(from)]!;
    far.fill(-1);
    ways.fill(0);
    share.fill(0);
    [far[source], ways[source], queue[0]] = [0, 1, source];
    let last = 1;
    for (let at = 0; at < last; at++) {
      const n = queue[at]!;
      each(n, (other) => {
        if (far[other]! < 0) {
          far[other] = far[n]! + 1;
          queue[last++] = other;
        }
        if (far[other] === far[n]! + 1) ways[other]! += ways[n]!;
      });
    }
    for (let at = last - 1; at > 0; at--) {
      const n = queue[at]!;
      each(n, (other) => {
        if (far[other] === far[n]! - 1) share[other]! += (ways[other]! / ways[n]!) * (1 + share[n]!);
      });
      found[n]! += share[n]!;
    }
  }
  return found;
}
