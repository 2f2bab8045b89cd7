// What a node looks like: a circle for a person, a square for a state or organization, a diamond for a meeting, a
// triangle for a place.
import type { Shape } from "./graph";

/** The outline of a node, to be filled and stroked. */
export function outline(to: CanvasRenderingContext2D, shape: Shape, x: number, y: number, radius: number) {
  to.beginPath();
  if (shape === "person") to.arc(x, y, radius, 0, 2 * Math.PI);
  else if (shape === "place") corners(to, [[x, y - 1.3 * radius], [x + 1.2 * radius, y + 0.9 * radius], [x - 1.2 * radius, y + 0.9 * radius]]);
  else if (shape === "meeting") corners(to, [[x, y - 1.25 * radius], [x + 1.25 * radius, y], [x, y + 1.25 * radius], [x - 1.25 * radius, y]]);
  else to.roundRect(x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius, 0.35 * radius);
}

function corners(to: CanvasRenderingContext2D, points: [number, number][]) {
  points.forEach(([x, y], i) => (i ? to.lineTo(x, y) : to.moveTo(x, y)));
  to.closePath();
}
