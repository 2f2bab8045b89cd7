// The names on the canvas.
import type { Look } from "./painter";

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
const SIZE = 12; // pixels
const LONGEST = 40; // letters

export class Lettering {
  private readonly widths = new Map<string, number>();

  /** How wide a name is, in pixels. */
  width(to: CanvasRenderingContext2D, name: string): number {
    let width = this.widths.get(name);
    if (width === undefined) {
      to.font = `${SIZE}px ${FONT}`;
      this.widths.set(name, (width = to.measureText(shortened(name)).width));
    }
    return width;
  }

  /** Write a name from a point in the middle of its left side, with a rim that lifts it off what is below. */
  write(to: CanvasRenderingContext2D, name: string, x: number, y: number, look: Look, heavy = false) {
    to.font = `${heavy ? "600 " : ""}${SIZE}px ${FONT}`;
    to.textBaseline = "middle";
    to.lineJoin = "round";
    to.lineWidth = 3.5;
    to.strokeStyle = look.page;
    to.strokeText(shortened(name), x, y);
    to.fillStyle = look.text;
    to.fillText(shortened(name), x, y);
  }
}

function shortened(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}
