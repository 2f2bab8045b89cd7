// The network as numbers: who met whom (actors), or actors, meetings and places (meetings).
import { KIND_COLOURS, OTHER, STATUS_COLOURS, type Colours } from "../colours";
import type { Actor, Data, Meeting } from "../data";
import type { State } from "../state";
import { label } from "../words";

export type Shape = "person" | "body" | "meeting" | "place";

export interface Node {
  /** As in the address: "actor:ID", "meeting:ID", "place:ID". */
  id: string;
  label: string;
  colour: string;
  /** Its colour where colours tell kinds of actors. */
  byKind?: string;
  shape: Shape;
}

export interface Graph {
  nodes: Node[];
  number: Map<string, number>;
  /** The ends of each edge, and how strongly it binds. */
  from: Int32Array;
  to: Int32Array;
  weight: Float32Array;
  /** The edges of each node: those from `first[n]` to `first[n + 1]` in `edges`. */
  first: Int32Array;
  edges: Int32Array;
  /** By the meeting's row: the nodes and edges that are there because of it. */
  parts: { nodes: number[]; edges: number[] }[];
}

/** A network while it is put together. */
export class Making {
  readonly nodes: Node[] = [];
  private readonly number = new Map<string, number>();
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly weight: number[] = [];
  private readonly known = new Map<number, number>();
  private readonly parts: Graph["parts"] = [];

  /** The number of a node, which is made where it is new. */
  node(id: string, make: () => Omit<Node, "id">): number {
    let n = this.number.get(id);
    if (n === undefined) this.number.set(id, (n = this.nodes.push({ id, ...make() }) - 1));
    return n;
  }

  /** The number of the edge between two, which binds them more each time. */
  join(one: number, other: number, pull: number): number {
    const key = Math.min(one, other) * MOST_NODES + Math.max(one, other);
    const edge = this.known.get(key) ?? this.from.push(one) - 1;
    this.known.set(key, edge);
    this.to[edge] ??= other;
    this.weight[edge] = (this.weight[edge] ?? 0) + pull;
    return edge;
  }

  /** What is there because of a meeting. */
  part(row: number, nodes: number[], edges: number[]) {
    this.parts[row] = { nodes, edges };
  }

  done(): Graph {
    const { nodes, number, from, to, weight, parts } = this;
    return { nodes, number, from: Int32Array.from(from), to: Int32Array.from(to), weight: Float32Array.from(weight), ...neighbours(nodes.length, from, to), parts };
  }
}

const MOST_NODES = 2 ** 26;

export function build(data: Data, projection: State["projection"], colours: Colours): Graph {
  const making = new Making();
  for (const actor of data.actors) making.node(`actor:${actor.id}`, () => drawn(actor, colours));
  for (const meeting of data.meetings) {
    const here = [...new Set(meeting.participants.map((p) => data.actor.get(p.id)!.row))];
    const edges: number[] = [];
    if (projection === "actors") {
      // held meetings: a plan joins nobody yet
      if (meeting.status === "held") {
        const pull = 1 / Math.max(1, here.length - 1);
        here.forEach((one, i) => here.slice(i + 1).forEach((other) => edges.push(making.join(one, other, pull))));
      }
    } else {
      const self = making.node(`meeting:${meeting.id}`, () => ({ label: label(meeting), colour: STATUS_COLOURS[meeting.status] ?? OTHER, shape: "meeting" }));
      for (const party of here) edges.push(making.join(self, party, 1));
      here.push(self);
      const { place } = meeting;
      if (place) {
        const there = making.node(`place:${place.id}`, () => ({ label: place.name, colour: "#a8a29e", shape: "place" }));
        edges.push(making.join(self, there, 0.5));
        here.push(there);
      }
    }
    making.part(meeting.row, here, edges);
  }
  return making.done();
}

/** How an actor is drawn. */
export function drawn(actor: Actor, colours: Colours): Omit<Node, "id"> {
  return { label: actor.name, colour: colours.country(actor.country), byKind: KIND_COLOURS[actor.kind], shape: actor.kind === "person" ? "person" : "body" };
}

/** The part of the network around some nodes: with those they are joined to, through meetings where these are nodes;
 * the whole where none of them is there. */
export function within(graph: Graph, centres: string[]): Graph {
  const kept = new Set<number>();
  const reach = (n: number): number[] => [...graph.edges.subarray(graph.first[n]!, graph.first[n + 1]!)].map((e) => (graph.from[e] === n ? graph.to[e]! : graph.from[e]!));
  for (const id of centres) {
    const centre = graph.number.get(id);
    if (centre === undefined) continue;
    kept.add(centre);
    for (const near of reach(centre)) {
      kept.add(near);
      if (graph.nodes[near]!.shape === "meeting") for (const beyond of reach(near)) kept.add(beyond);
    }
  }
  if (!kept.size) return graph;
  const renumbered = new Map([...kept].sort((a, b) => a - b).map((old, n) => [old, n]));
  const edges = [...graph.from.keys()].filter((e) => kept.has(graph.from[e]!) && kept.has(graph.to[e]!));
  const edge = new Map(edges.map((old, e) => [old, e]));
  const nodes = [...renumbered.keys()].map((n) => graph.nodes[n]!);
  const [from, to] = [graph.from, graph.to].map((ends) => edges.map((e) => renumbered.get(ends[e]!)!)) as [number[], number[]];
  return {
    nodes,
    number: new Map(nodes.map(({ id }, n) => [id, n])),
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    weight: Float32Array.from(edges, (e) => graph.weight[e]!),
    ...neighbours(nodes.length, from, to),
    parts: graph.parts.map((part) => ({ nodes: known(part.nodes, renumbered), edges: known(part.edges, edge) })),
  };
}

function known(numbers: number[], renumbered: Map<number, number>): number[] {
  return numbers.flatMap((n) => renumbered.get(n) ?? []);
}

function neighbours(order: number, from: number[], to: number[]): Pick<Graph, "first" | "edges"> {
  const first = new Int32Array(order + 1);
  for (const ends of [from, to]) for (const end of ends) first[end + 1]! += 1;
  for (let n = 0; n < order; n++) first[n + 1]! += first[n]!;
  const next = first.slice();
  const edges = new Int32Array(2 * from.length);
  for (let e = 0; e < from.length; e++) for (const end of [from[e]!, to[e]!]) edges[next[end]!++] = e;
  return { first, edges };
}

/** How many of the meetings each node and edge is there for. */
export interface Counts {
  nodes: Int32Array;
  edges: Int32Array;
  /** Nodes that are there. */
  present: number;
}

export function count(graph: Graph, shown: Pick<Meeting, "row">[]): Counts {
  const nodes = new Int32Array(graph.nodes.length);
  const edges = new Int32Array(graph.from.length);
  let present = 0;
  for (const { row } of shown) {
    const part = graph.parts[row]!;
    for (const n of part.nodes) if (nodes[n]!++ === 0) present += 1;
    for (const e of part.edges) edges[e]! += 1;
  }
  return { nodes, edges, present };
}

/** What is looked at while all else fades: nodes and what joins them; `centre` is the one they are all joined to, -1 for none. */
export interface Focus {
  centre: number;
  nodes: number[];
  edges: number[];
}

/** A node with its neighbours. */
export function around(graph: Graph, counts: Counts, centre: number): Focus {
  const edges = [...graph.edges.subarray(graph.first[centre]!, graph.first[centre + 1]!)].filter((e) => counts.edges[e]! > 0);
  return { centre, edges, nodes: edges.map((e) => (graph.from[e] === centre ? graph.to[e]! : graph.from[e]!)) };
}

/** Those who were at some meetings. */
export function present(graph: Graph, meetings: Meeting[]): Focus {
  const parts = meetings.map(({ row }) => graph.parts[row]!);
  const edges = new Set(parts.flatMap((part) => part.edges));
  return { centre: -1, nodes: [...new Set(parts.flatMap((part) => part.nodes))], edges: [...edges] };
}

/** The numbers of what is there, by how often or how large. */
export function ranked(counts: Int32Array): Int32Array {
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const next = new Int32Array(most + 2);
  for (const count of counts) if (count) next[count + 1]! += 1;
  for (let count = 1; count <= most; count++) next[count + 1]! += next[count]!;
  const sorted = new Int32Array(next[most + 1]!);
  counts.forEach((count, n) => count && (sorted[next[count]!++] = n));
  return sorted;
}
