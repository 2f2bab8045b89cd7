// Draws the network on a canvas, without a graphics card too. What does not change while one moves about is painted once
// beside the screen and copied; it is painted anew, a part at a time, when it no longer fits.
import { inside, same, type Camera } from "./camera";
import { ranked, type Counts, type Focus, type Graph } from "./graph";
import { Lettering } from "./lettering";
import { outline } from "./outline";
import { Room } from "./room";

export interface Look {
  page: string;
  text: string;
  soft: string;
  accent: string;
  edge: string;
  dark: boolean;
}

/** What is painted beside each side of the screen, in parts of the screen. */
const BESIDE = 0.25;
/** The strongest edges that are drawn at a time: more could not be told apart. */
const MOST_EDGES = 12_000;
const SKETCHED = 2_500;
/** So few nodes that no name needs to lie on one. */
const FEW = 300;
const EDGES_AT_ONCE = 1_500;
const NODES_AT_ONCE = 1_500;
/** Steps of size by which nodes are ranked. */
const FINE = 1_000;
/** How much larger or smaller a copy may be than what was painted. */
const STRETCH = 1.7;

interface Painted {
  canvas: HTMLCanvasElement;
  camera: Camera;
}

export class Painter {
  points: Float32Array;
  counts: Counts;
  private sizes: Float32Array;
  look: Look;
  camera: Camera = { k: 1, x: 0, y: 0 };
  /** How much larger than fitted the network is seen. */
  nearness = 1;
  /** Whether colours tell kinds of actors instead of countries. */
  byKind = false;
  /** The nodes will still move: fewer edges will do. */
  sketchy = false;
  focus: Focus | null = null;
  private readonly screen: CanvasRenderingContext2D;
  private painted: Painted | null = null;
  private painting: Generator<void> | null = null;
  private fresh: Painted | null = null;
  private readonly lettering = new Lettering();
  private rising: Int32Array = new Int32Array();
  private strongest: Int32Array = new Int32Array();
  private width = 1;
  private height = 1;
  private ratio = 1;

  constructor(canvas: HTMLCanvasElement, readonly graph: Graph, counts: Counts, sizes: Float32Array, look: Look) {
    this.screen = canvas.getContext("2d", { alpha: false })!;
    this.points = new Float32Array(2 * graph.nodes.length);
    this.counts = counts;
    this.sizes = sizes;
    this.look = look;
    this.show(counts, sizes);
  }

  resize(width: number, height: number, ratio: number) {
    [this.width, this.height, this.ratio] = [width, height, Math.min(ratio, 2)];
    this.screen.canvas.width = Math.round(width * this.ratio);
    this.screen.canvas.height = Math.round(height * this.ratio);
    this.forget();
  }

  /** Show the nodes and edges that are counted, the nodes of these sizes. */
  show(counts: Counts, sizes: Float32Array) {
    this.counts = counts;
    this.sizes = sizes;
    this.rising = ranked(counts.nodes.map((count, n) => (count ? 1 + Math.round(FINE * sizes[n]!) : 0)));
    this.strongest = ranked(counts.edges).reverse();
    this.forget();
  }

  /** What was painted is no longer true: the next picture is painted anew. */
  forget() {
    this.painted = this.painting = this.fresh = null;
  }

  /** Draw the screen; whether there is still something to paint. `still`: nothing moves, so that it may take its time. */
  draw(still: boolean): boolean {
    const { camera } = this;
    if (!this.painted || (still && !same(this.painted.camera, camera))) this.paintAll();
    else if (!this.fits(this.painted.camera)) this.paintSome();
    this.copy(this.painted!);
    if (this.focus && (this.focus.centre < 0 || this.counts.nodes[this.focus.centre])) this.focused(this.focus);
    return this.painting !== null;
  }

  /** The node at a place of the screen, -1 for none. */
  at(x: number, y: number): number {
    const { camera, points } = this;
    let [found, nearest] = [-1, Infinity];
    for (const n of this.rising) {
      const distance = Math.hypot(camera.k * points[2 * n]! + camera.x - x, camera.k * points[2 * n + 1]! + camera.y - y) - this.radius(n);
      if (distance < 4 && distance <= nearest) [found, nearest] = [n, Math.max(distance, 0)];
    }
    return found;
  }

  private radius(n: number): number {
    const { shape } = this.graph.nodes[n]!;
    const many = this.counts.present > 2500 ? 0.42 : this.counts.present > 800 ? 0.55 : this.counts.present > 200 ? 0.75 : this.counts.present > 70 ? 1 : 1.35;
    const size = shape === "meeting" ? 3.2 : shape === "place" ? 4 : 3.5 + 2.4 * this.sizes[n]!;
    return size * many * Math.min(3, Math.max(0.6, Math.sqrt(this.nearness)));
  }

  private fits(painted: Camera): boolean {
    const { camera, width, height } = this;
    const stretch = camera.k / painted.k;
    if (stretch > STRETCH || stretch < 1 / STRETCH) return false;
    const left = camera.x - stretch * (painted.x + BESIDE * width);
    const top = camera.y - stretch * (painted.y + BESIDE * height);
    const side = 1 + 2 * BESIDE;
    return left <= 0 && top <= 0 && left + stretch * side * width >= width && top + stretch * side * height >= height;
  }

  private paintAll() {
    this.begin();
    while (!this.painting!.next().done);
    this.take();
  }

  /** A part of the next picture; the one before is copied until it is there. */
  private paintSome() {
    if (!this.painting) this.begin();
    if (this.painting!.next().done) this.take();
    else this.screen.drawImage(this.fresh!.canvas, 0, 0, 1, 1, 0, 0, 1, 1); // or it would all be drawn at the end
  }

  private begin() {
    const spare = this.fresh?.canvas ?? document.createElement("canvas");
    spare.width = Math.round(this.width * this.ratio * (1 + 2 * BESIDE));
    spare.height = Math.round(this.height * this.ratio * (1 + 2 * BESIDE));
    this.fresh = { canvas: spare, camera: { ...this.camera } };
    this.painting = this.paint(this.fresh);
  }

  private take() {
    const before = this.painted;
    this.painted = this.fresh;
    this.fresh = before;
    this.painting = null;
  }

  private copy({ canvas, camera: painted }: Painted) {
    const { screen, camera, ratio, width, height } = this;
    const stretch = camera.k / painted.k;
    const side = 1 + 2 * BESIDE;
    screen.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!this.fits(painted)) {
      screen.fillStyle = this.look.page;
      screen.fillRect(0, 0, width, height);
    }
    const [left, top] = [camera.x - stretch * (painted.x + BESIDE * width), camera.y - stretch * (painted.y + BESIDE * height)];
    if (stretch === 1) {
      screen.setTransform(1, 0, 0, 1, 0, 0);
      screen.drawImage(canvas, Math.round(left * ratio), Math.round(top * ratio));
      screen.setTransform(ratio, 0, 0, ratio, 0, 0);
    } else screen.drawImage(canvas, left, top, stretch * side * width, stretch * side * height);
  }

  private *paint({ canvas, camera }: Painted): Generator<void> {
    const at = { k: camera.k, x: camera.x + BESIDE * this.width, y: camera.y + BESIDE * this.height };
    const [wide, high] = [canvas.width / this.ratio, canvas.height / this.ratio];
    const to = canvas.getContext("2d", { alpha: false })!;
    to.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    to.fillStyle = this.look.page;
    to.fillRect(0, 0, wide, high);
    yield* this.edges(to, at, wide, high);
    const seen = this.rising.filter((n) => inside(this.points, n, at, wide, high));
    for (let begin = 0; begin < seen.length; begin += NODES_AT_ONCE) {
      for (const n of seen.subarray(begin, begin + NODES_AT_ONCE)) this.node(to, n, at);
      yield;
    }
    this.labels(to, seen.slice().reverse(), at, wide, high);
  }

  private *edges(to: CanvasRenderingContext2D, at: Camera, wide: number, high: number): Generator<void> {
    const { graph, points, counts } = this;
    const drawn: number[] = [];
    for (const e of this.strongest) {
      const [a, b] = [graph.from[e]!, graph.to[e]!];
      const [ax, ay] = [at.k * points[2 * a]! + at.x, at.k * points[2 * a + 1]! + at.y];
      const [bx, by] = [at.k * points[2 * b]! + at.x, at.k * points[2 * b + 1]! + at.y];
      if ((ax < 0 && bx < 0) || (ay < 0 && by < 0) || (ax > wide && bx > wide) || (ay > high && by > high)) continue;
      if (drawn.push(e) >= (this.sketchy ? SKETCHED : MOST_EDGES)) break;
    }
    const many = drawn.length;
    to.strokeStyle = this.look.edge;
    to.lineCap = "round";
    const faint = many > 6000 ? 0.2 : many > 2000 ? 0.32 : many > 500 ? 0.5 : 0.75;
    for (let begin = many; begin > 0; ) {
      const strength = Math.floor(Math.log2(counts.edges[drawn[begin - 1]!]!));
      const until = Math.max(0, begin - EDGES_AT_ONCE);
      to.beginPath();
      while (begin > until && Math.floor(Math.log2(counts.edges[drawn[begin - 1]!]!)) === strength) this.line(to, drawn[--begin]!, at);
      to.globalAlpha = Math.min(0.9, faint * (1 + 0.5 * strength));
      to.lineWidth = Math.min(6, 1 + 0.9 * strength) * (many > 2000 ? 0.7 : 1);
      to.stroke();
      if (begin === until) yield;
    }
    to.globalAlpha = 1;
  }

  private line(to: CanvasRenderingContext2D, edge: number, at: Camera) {
    const { graph, points } = this;
    const [a, b] = [graph.from[edge]!, graph.to[edge]!];
    to.moveTo(at.k * points[2 * a]! + at.x, at.k * points[2 * a + 1]! + at.y);
    to.lineTo(at.k * points[2 * b]! + at.x, at.k * points[2 * b + 1]! + at.y);
  }

  private node(to: CanvasRenderingContext2D, n: number, at: Camera) {
    const { colour, byKind, shape } = this.graph.nodes[n]!;
    const radius = this.radius(n);
    outline(to, shape, at.k * this.points[2 * n]! + at.x, at.k * this.points[2 * n + 1]! + at.y, radius);
    to.fillStyle = (this.byKind && byKind) || colour;
    to.fill();
    if (radius < 2.2) return;
    to.lineWidth = radius > 6 ? 1.6 : 1;
    to.strokeStyle = this.look.page;
    to.stroke();
  }

  /** Names of the most important first, where there is room. */
  private labels(to: CanvasRenderingContext2D, ranked: Int32Array, at: Camera, wide: number, high: number) {
    const room = new Room(wide, high, BESIDE * this.width);
    if (ranked.length <= FEW) for (const n of ranked) room.fill(...this.square(n, at));
    const most = Math.ceil((wide * high) / 9000);
    let [written, tried] = [0, 0];
    for (const n of ranked) {
      if (written >= most || ++tried > 6 * most) break;
      const radius = this.radius(n);
      if (this.graph.nodes[n]!.shape === "meeting" && this.nearness < 2.5 && this.counts.present > 60) continue;
      if (radius < 2.6 && this.nearness < 6) continue;
      if (this.named(to, n, at, room)) written += 1;
    }
  }

  /** Write a name beside its node, where there is room: at the right, the left, below or above; false where there is none. */
  private named(to: CanvasRenderingContext2D, n: number, at: Camera, room: Room): boolean {
    const [x, y] = [at.k * this.points[2 * n]! + at.x, at.k * this.points[2 * n + 1]! + at.y];
    const [radius, width] = [this.radius(n), this.lettering.width(to, this.graph.nodes[n]!.label)];
    for (const [left, middle] of [[x + radius + 4, y], [x - radius - 4 - width, y], [x - width / 2, y + radius + 10], [x - width / 2, y - radius - 10]] as const)
      if (room.take(left - 1, middle - 8, width + 4, 16)) {
        this.lettering.write(to, this.graph.nodes[n]!.label, left, middle, this.look);
        return true;
      }
    return false;
  }

  /** The room a node takes at least: from the left and top, width and height. */
  private square(n: number, at: Camera): [number, number, number, number] {
    const radius = 0.7 * this.radius(n);
    return [at.k * this.points[2 * n]! + at.x - radius, at.k * this.points[2 * n + 1]! + at.y - radius, 2 * radius, 2 * radius];
  }

  /** What is looked at, all else behind a veil. */
  private focused({ centre, nodes, edges }: Focus) {
    const { screen: to, graph, counts, camera: at, look } = this;
    to.globalAlpha = 0.93; // or the names below would be read beside those above
    to.fillStyle = look.page;
    to.fillRect(0, 0, this.width, this.height);
    to.strokeStyle = look.accent;
    to.globalAlpha = edges.length > 150 ? 0.22 : 0.6;
    for (const e of edges) {
      to.lineWidth = Math.min(6, 1 + 0.9 * Math.log2(Math.max(1, counts.edges[e]!)));
      to.beginPath();
      this.line(to, e, at);
      to.stroke();
    }
    to.globalAlpha = 1;
    const near = nodes.filter((n) => n !== centre && counts.nodes[n]).sort((a, b) => counts.nodes[a]! - counts.nodes[b]! || a - b);
    for (const n of near) this.node(to, n, at);
    const room = new Room(this.width, this.height);
    const spot = (n: number) => [at.k * this.points[2 * n]! + at.x, at.k * this.points[2 * n + 1]! + at.y] as const;
    if (centre >= 0) {
      const [x, y] = spot(centre);
      const radius = this.radius(centre);
      this.node(to, centre, at);
      to.beginPath();
      to.arc(x, y, radius + 3, 0, 2 * Math.PI);
      [to.strokeStyle, to.lineWidth] = [look.accent, 2];
      to.stroke();
      room.take(x - radius, y - 10, radius * 2 + this.lettering.width(to, graph.nodes[centre]!.label) * 1.1 + 14, 20);
    }
    if (near.length <= FEW) for (const n of near) room.fill(...this.square(n, at));
    for (const n of near.reverse()) this.named(to, n, at, room);
    if (centre >= 0) this.lettering.write(to, graph.nodes[centre]!.label, spot(centre)[0] + this.radius(centre) + 6, spot(centre)[1], look, true);
  }
}
