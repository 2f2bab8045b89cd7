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
const projection = geoNaturalEarth1().fitSize([WIDTH, HEIGHT], { type: "Sphere" });
const path = geoPath(projection);
let drawn: { land: string; borders: string } | undefined;

/** Land and borders, made when the map is first looked at. */
function world(): { land: string; borders: string } {
  return (drawn ??= {
    land: path(feature(topology, topology.objects.land)) ?? "",
    borders: path(mesh(topology, topology.objects.countries, (a, b) => a !== b)) ?? "",
  });
}

interface Spot {
  id: string;
  name: string;
  x: number;
  y: number;
  count: number;
}

export function WorldMap({ shown, state, select }: { shown: Meeting[]; state: State; select: (what: string) => void }) {
  const svg = useRef<SVGSVGElement>(null);
  const behaviour = useRef<ZoomBehavior<SVGSVGElement, unknown> | null>(null);
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
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
      const spot = found.get(id) ?? { id, name: place.name, x: at[0], y: at[1], count: 0 };
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
  }, []);
  const by = (factor: number) => behaviour.current?.scaleBy(pick(svg.current!), factor);
  const k = transform.k;
  const { land, borders } = world();
  return (
    <div class="canvas">
      <svg ref={svg} class="fill map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label="Map of meetings">
        <g transform={transform.toString()}>
          <path class="land" d={land} />
          <path class="borders" d={borders} style={{ strokeWidth: 0.6 / k }} />
          {spots.map((spot, i) => {
            const radius = (3 + 2.2 * Math.sqrt(spot.count)) / Math.sqrt(k);
            const chosen = state.selected === `place:${spot.id}`;
            return (
              <g key={spot.id} class={chosen ? "spot chosen" : "spot"} tabIndex={0} role="button" aria-label={`${spot.name}: ${spot.count} meetings`}
                onClick={() => select(`place:${spot.id}`)} onKeyDown={(e) => e.key === "Enter" && select(`place:${spot.id}`)}>
                <title>{`${spot.name}: ${spot.count}`}</title>
                <circle cx={spot.x} cy={spot.y} r={radius} style={{ strokeWidth: 1.2 / k }} />
                {(i < 12 * k || chosen) && <text x={spot.x + radius + 2 / k} y={spot.y + 3 / k} style={{ fontSize: `${11 / k}px`, strokeWidth: 2.5 / k }}>{spot.name}</text>}
              </g>
            );
          })}
        </g>
      </svg>
      <div class="tools" role="group" aria-label="Zoom">
        <button onClick={() => by(1.6)} aria-label="Zoom in">+</button>
        <button onClick={() => by(1 / 1.6)} aria-label="Zoom out">−</button>
      </div>
      {placeless > 0 && <p class="note corner">{placeless} meetings have no place in the text (calls never do).</p>}
    </div>
  );
}
