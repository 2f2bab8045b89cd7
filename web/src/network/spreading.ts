// Makes use of the room: the forces put many nodes into a small middle and the unconnected ones far away.

/** How far towards an even density. */
const EVEN = 0.75;
/** Distances of neighbours, in steps of which collisions are looked for. */
const ROUNDS = 12;

/** The points within a circle of which every part is used, each still in the direction of the middle it was in; then a
 * little apart from each other, and stretched to the shape of the screen (`aspect`: width to height). */
export function spread(points: Float32Array, aspect: number): Float32Array {
  const order = points.length / 2;
  let [mx, my] = [0, 0];
  for (let n = 0; n < order; n++) {
    mx += points[2 * n]! / order;
    my += points[2 * n + 1]! / order;
  }
  const radius = Float32Array.from({ length: order }, (_, n) => Math.hypot(points[2 * n]! - mx, points[2 * n + 1]! - my));
  const ranked = Uint32Array.from(radius.keys()).sort((a, b) => radius[a]! - radius[b]! || a - b);
  const farthest = radius[ranked[order - 1] ?? 0] || 1;
  const wide = 12 * Math.sqrt(order);
  const spread = new Float32Array(points.length);
  ranked.forEach((n, rank) => {
    const even = Math.sqrt((rank + 0.5) / order);
    const factor = radius[n] ? (wide * (EVEN * even + (1 - EVEN) * (radius[n]! / farthest))) / radius[n]! : 0;
    spread[2 * n] = (points[2 * n]! - mx) * factor;
    spread[2 * n + 1] = (points[2 * n + 1]! - my) * factor;
  });
  if (order > 2 && order < 3000) apart(spread, 13);
  const stretch = Math.sqrt(Math.min(1.9, Math.max(0.6, aspect)));
  for (let n = 0; n < order; n++) {
    spread[2 * n]! *= stretch;
    spread[2 * n + 1]! /= stretch;
  }
  return spread;
}

/** Push those nearer to each other than `gap` apart. */
function apart(points: Float32Array, gap: number) {
  const order = points.length / 2;
  for (let round = 0; round < ROUNDS; round++) {
    const cells = new Map<number, number[]>();
    const cell = (x: number, y: number) => Math.floor(x / gap) * 65_536 + Math.floor(y / gap);
    for (let n = 0; n < order; n++) {
      const key = cell(points[2 * n]!, points[2 * n + 1]!);
      const there = cells.get(key);
      if (there) there.push(n);
      else cells.set(key, [n]);
    }
    let moved = false;
    for (let n = 0; n < order; n++)
      for (const dx of [-gap, 0, gap])
        for (const dy of [-gap, 0, gap])
          for (const m of cells.get(cell(points[2 * n]! + dx, points[2 * n + 1]! + dy)) ?? []) {
            if (m <= n) continue;
            let [x, y] = [points[2 * m]! - points[2 * n]!, points[2 * m + 1]! - points[2 * n + 1]!];
            let distance = Math.hypot(x, y);
            if (distance >= gap) continue;
            if (distance < 0.01) [x, y, distance] = [Math.cos(m), Math.sin(m), 1];
            const push = (gap - Math.min(distance, gap - 0.1)) / 2 / distance;
            points[2 * m]! += x * push;
            points[2 * m + 1]! += y * push;
            points[2 * n]! -= x * push;
            points[2 * n + 1]! -= y * push;
            moved = true;
          }
    if (!moved) return;
  }
}
