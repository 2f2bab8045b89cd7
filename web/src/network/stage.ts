// The picture of a network and what moves it: the only thing here that changes without Preact.
import { select as pick } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior, type ZoomTransform } from "d3-zoom";
import { fitted, zoomed, type Camera } from "./camera";
import type { Counts, Graph } from "./graph";
import { Painter, type Look } from "./painter";
import { spread } from "./spreading";

/** Milliseconds without movement after which the picture is painted anew. */
const REST = 120;

export function look(dark: boolean): Look {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return { page: of("--page"), text: of("--text"), soft: of("--soft"), accent: of("--accent"), edge: of("--edge"), dark };
}

export class Stage {
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
