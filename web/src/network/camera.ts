// From where the layout puts things to where they are on the screen.
import type { ZoomTransform } from "d3-zoom";
import type { Counts } from "./graph";

/** screen = k * world + (x, y) */
export interface Camera {
  k: number;
  x: number;
  y: number;
}

const MARGIN = 40;
/** Room for the legend below. */
const LEGEND = 40;
/** Room for the names at the right, and for some at the left. */
const NAMES = [90, 50] as const;

/** The camera that sees all nodes that are there. */
export function fitted(points: Float32Array, counts: Counts, width: number, height: number): Camera {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let n = 0; n < counts.nodes.length; n++) {
    if (!counts.nodes[n]) continue;
    const [x, y] = [points[2 * n]!, points[2 * n + 1]!];
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  if (left > right) return { k: 1, x: width / 2, y: height / 2 };
  const [after, before] = width > 500 ? NAMES : [0, 0];
  const k = Math.min((width - after - before - 2 * MARGIN) / Math.max(right - left, 1), (height - LEGEND - 2 * MARGIN) / Math.max(bottom - top, 1), 8);
  return { k, x: (width - after + before) / 2 - (k * (left + right)) / 2, y: (height - LEGEND) / 2 - (k * (top + bottom)) / 2 };
}

/** What the user's zooming and moving makes of it. */
export function zoomed(camera: Camera, by: ZoomTransform): Camera {
  return { k: by.k * camera.k, x: by.k * camera.x + by.x, y: by.k * camera.y + by.y };
}

export function same(one: Camera, other: Camera): boolean {
  return one.k === other.k && one.x === other.x && one.y === other.y;
}

/** Whether a node is in sight, or nearly so. */
export function inside(points: Float32Array, n: number, at: Camera, wide: number, high: number): boolean {
  const [x, y] = [at.k * points[2 * n]! + at.x, at.k * points[2 * n + 1]! + at.y];
  return x > -40 && x < wide + 40 && y > -40 && y < high + 40;
}
