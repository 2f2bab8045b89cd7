// The map, drawn offline: a circle where meetings were, as large as they were many.
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { select as pick } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior, type ZoomTransform } from "d3-zoom";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json";
import type { Meeting } from "../data";
import type { State } from "../state";

const WIDTH = 980;
const HEIGHT = 500;
const topology = atlas as unknown as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
/** Without the ice of the south. */
const SEEN = { type: "MultiPoint" as const, coordinates: [[-180, 0], [180, 0], [0, 80], [0, -54]] };
const projection = geoNaturalEarth1().fitExtent([[4, 4], [WIDTH - 40, HEIGHT - 4]], SEEN);
const path = geoPath(projection);
const { countries } = topology.objects;
const ANTARCTICA = "010"; // nobody meets there, and it takes a fifth of the height
let drawn: { land: string; borders: string } | undefined;

/** Land and borders, made when the map is first looked at. */
function world(): { land: string; borders: string } {
  return (drawn ??= {
    land: path(feature(topology, { type: "GeometryCollection", geometries: countries.geometries.filter(({ id }) => id !== ANTARCTICA) })) ?? "",
    borders: path(mesh(topology, countries, (a, b) => a !== b)) ?? "",
  });
}

/** The spots whose names have room, the most important first. */
function named(spots: Spot[], radius: (spot: Spot) => number, k: number): Set<string> {
  const found = new Set<string>();
  const taken: [number, number, number, number][] = [];
  for (const spot of spots.slice(0, 400)) {
    const [left, top] = [spot.x + radius(spot) + 2 / k, spot.y - 7 / k];
    const [right, bottom] = [left + (spot.name.length * 7 + 4) / k, top + 14 / k];
    if (taken.some(([l, t, r, b]) => left < r && right > l && top < b && bottom > t)) continue;
    taken.push([left, top, right, bottom]);
    found.add(spot.id);
    if (found.size >= 90) break;
  }
  return found;
}

/** The mean place, each meeting counted. */
function middle(spots: Spot[]): [number, number] {
  const count = spots.reduce((sum, spot) => sum + spot.count, 0);
  const mean = (of: (spot: Spot) => number) => spots.reduce((sum, spot) => sum + of(spot) * spot.count, 0) / count;
  return [mean((spot) => spot.x), mean((spot) => spot.y)];
}

interface Spot {
  id: string;
  name: string;
  x: number;
  y: number;
  count: number;
  /** A country, where no city is told. */
  wide: boolean;
}

export function WorldMap({ shown, state, select }: { shown: Meeting[]; state: State; select: (what: string) => void }) {
  const svg = useRef<SVGSVGElement>(null);
  const behaviour = useRef<ZoomBehavior<SVGSVGElement, unknown> | null>(null);
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  const [unit, setUnit] = useState(1); // of the map, for a pixel of the screen
  const { spots, placeless } = useMemo(() => {
    const found = new Map<string, Spot>();
    let placeless = 0;
    for (const { place } of shown) {
      const at = place?.latitude != null && place.longitude != null ? projection([place.longitude, place.latitude]) : null;
      if (!place || !at) {
        placeless += 1;
        continue;
      }
      const { id } = place;
      const spot = found.get(id) ?? { id, name: place.name, x: at[0], y: at[1], count: 0, wide: place.kind === "country" || place.kind === "region" };
      spot.count += 1;
      found.set(id, spot);
    }
    return { spots: [...found.values()].sort((a, b) => b.count - a.count), placeless };
  }, [shown]);

  useEffect(() => {
    behaviour.current = zoom<SVGSVGElement, unknown>()
      .scaleExtent([1, 24])
      .translateExtent([[0, 0], [WIDTH, HEIGHT]])
      .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => setTransform(event.transform));
    pick(svg.current!).call(behaviour.current);
    const watch = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setUnit(Math.max(WIDTH / Math.max(width, 1), HEIGHT / Math.max(height, 1)));
    });
    watch.observe(svg.current!);
    const { width, height } = svg.current!.getBoundingClientRect();
    const closer = Math.min(3, (0.8 * height * WIDTH) / Math.max(width * HEIGHT, 1));
    if (closer > 1.4 && spots.length) {
      // on a phone: as high as the screen, with what there is most of in the middle
      const [x, y] = middle(spots);
      behaviour.current.transform(pick(svg.current!), zoomIdentity.translate(WIDTH / 2, HEIGHT / 2).scale(closer).translate(-x, -y));
    }
    return () => watch.disconnect();
  }, []);
  const by = (factor: number) => behaviour.current?.scaleBy(pick(svg.current!), factor);
  const k = transform.k;
  const { land, borders } = world();
  const most = Math.max(1, ...spots.map((s) => s.count));
  const radius = (spot: Spot) => ((2.5 + 17 * Math.sqrt(spot.count / Math.max(most, 20))) * Math.min(unit, 1.6)) / Math.sqrt(k);
  const pixel = unit / k;
  const names = useMemo(() => named(spots, radius, 1 / pixel), [spots, pixel]);
  return (
    <div class="canvas">
      <svg ref={svg} class="fill map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label="Map of meetings">
        <g transform={transform.toString()}>
          <path class="land" d={land} />
          <path class="borders" d={borders} style={{ strokeWidth: 0.6 / k }} />
          {spots.map((spot) => {
            const chosen = state.selected === `place:${spot.id}`;
            return (
              <g key={spot.id} class={`spot ${chosen ? "chosen" : ""} ${spot.wide ? "wide" : ""}`} tabindex={0} role="button" aria-label={`${spot.name}: ${spot.count} ${spot.count === 1 ? "meeting" : "meetings"}`}
                onClick={() => select(`place:${spot.id}`)} onKeyDown={(e) => e.key === "Enter" && select(`place:${spot.id}`)}>
                <title>{`${spot.name}: ${spot.count}`}</title>
                <circle cx={spot.x} cy={spot.y} r={radius(spot)} style={{ strokeWidth: 1.2 * pixel }} />
              </g>
            );
          })}
          {spots.filter((s) => names.has(s.id) || state.selected === `place:${s.id}`).map((spot) => (
            <text key={spot.id} class="town" x={spot.x + radius(spot) + 2 * pixel} y={spot.y + 4 * pixel} style={{ fontSize: `${12 * pixel}px`, strokeWidth: 2.5 * pixel }}>{spot.name}</text>
          ))}
        </g>
      </svg>
      <div class="tools" role="group" aria-label="Zoom">
        <button onClick={() => by(1.6)} aria-label="Zoom in">+</button>
        <button onClick={() => by(1 / 1.6)} aria-label="Zoom out">−</button>
      </div>
      {<p class="note corner">Filled: a city; hollow: a country, where no city is told. {placeless.toLocaleString("en")} meetings have no place in the text (calls never do).</p>}
    </div>
  );
}
