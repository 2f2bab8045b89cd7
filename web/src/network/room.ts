// Where on the screen there is room for names.

/** Which places are taken, in cells of some pixels. */
export class Room {
  private static readonly CELL = 4;
  private readonly columns: number;
  private readonly taken: Uint8Array;

  /** `beside`: how far within the left and right side the edges of the screen are, across which no name is to be written. */
  constructor(private readonly width: number, height: number, private readonly beside = 0) {
    this.columns = Math.ceil(width / Room.CELL) + 1;
    this.taken = new Uint8Array(this.columns * (Math.ceil(height / Room.CELL) + 1));
  }

  /** Take a rectangle, whatever is there. */
  fill(x: number, y: number, width: number, height: number) {
    const [left, right] = [Math.max(0, Math.floor(x / Room.CELL)), Math.min(this.columns - 1, Math.floor((x + width) / Room.CELL))];
    for (let row = Math.max(0, Math.floor(y / Room.CELL)); row <= Math.floor((y + height) / Room.CELL); row++)
      if (left <= right) this.taken.fill(1, row * this.columns + left, row * this.columns + right + 1);
  }

  /** Take a rectangle; false where a part of it is taken or outside. */
  take(x: number, y: number, width: number, height: number): boolean {
    if ([this.beside, this.width - this.beside].some((edge) => this.beside && x < edge && x + width > edge)) return false;
    const [left, right] = [Math.floor(x / Room.CELL), Math.floor((x + width) / Room.CELL)];
    const [top, bottom] = [Math.floor(y / Room.CELL), Math.floor((y + height) / Room.CELL)];
    if (left < 0 || top < 0 || right >= this.columns || (bottom + 1) * this.columns > this.taken.length) return false;
    for (let row = top; row <= bottom; row++) for (let c = left; c <= right; c++) if (this.taken[row * this.columns + c]) return false;
    for (let row = top; row <= bottom; row++) this.taken.fill(1, row * this.columns + left, row * this.columns + right + 1);
    return true;
  }
}
