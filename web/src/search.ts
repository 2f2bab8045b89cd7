// Search as you type: actors by any of their spellings, and places. The words of quotations are looked up in told.ts.
import MiniSearch from "minisearch";
import type { Data, Meeting } from "./data";
import { countryName, fold, label, when } from "./words";

export interface Hit {
  /** As in the address. */
  id: string;
  kind: "actor" | "place" | "meeting";
  title: string;
  detail: string;
  /** Words of the article, those looked for between "[" and "]". */
  snippet?: string;
}

interface Entry extends Hit {
  names: string;
  weight: number;
}

export class Search {
  private made: MiniSearch<Entry> | undefined;

  constructor(private readonly data: Data) {}

  /** The index, made when it is first wanted: the first view need not wait for it. */
  get index(): MiniSearch<Entry> {
    return (this.made ??= Search.of(this.data));
  }

  private static of(data: Data): MiniSearch<Entry> {
    const entries: Entry[] = [];
    const counted = (n: number) => `${n} ${n === 1 ? "meeting" : "meetings"}`;
    for (const actor of data.actors) {
      const count = data.of.get(actor.id)?.length ?? 0;
      if (!count) continue;
      entries.push({
        id: `actor:${actor.id}`,
        kind: "actor",
        title: actor.name,
        detail: [actor.kind, actor.country && actor.kind !== "state" ? countryName(actor.country) : "", counted(count)].filter(Boolean).join(", "),
        names: [actor.name, ...actor.forms].join(" "),
        weight: 2 + Math.log1p(count),
      });
    }
    const places = new Map<string, { name: string; country: string | null; count: number }>();
    for (const { place } of data.meetings)
      if (place) {
        const known = places.get(place.id) ?? { name: place.name, country: place.country, count: 0 };
        known.count += 1;
        places.set(place.id, known);
      }
    for (const [id, { name, country, count }] of places)
      entries.push({
        id: `place:${id}`,
        kind: "place",
        title: name,
        detail: ["place", country && countryName(country) !== name ? countryName(country) : "", counted(count)].filter(Boolean).join(", "),
        names: name,
        weight: 1.5 + Math.log1p(count),
      });
    const index = new MiniSearch<Entry>({
      fields: ["names"],
      storeFields: ["kind", "title", "detail", "weight"],
      processTerm: (term) => fold(term) || null,
      searchOptions: { prefix: true, fuzzy: (term) => (term.length > 4 ? 0.3 : term.length > 3 ? 0.2 : 0) },
    });
    index.addAll(entries);
    return index;
  }

  find(words: string, most = 8): Hit[] {
    if (!words.trim()) return [];
    return this.index
      .search(words, { boostDocument: (_id, _term, stored) => Number(stored?.["weight"] ?? 1), combineWith: "AND" })
      .slice(0, most)
      .map((hit) => ({ id: String(hit.id), kind: hit["kind"], title: hit["title"], detail: hit["detail"] }) as Hit);
  }
}

/** A meeting as a hit, with the words found in its quotations. */
export function asHit(meeting: Meeting, snippet: string): Hit {
  return {
    id: `meeting:${meeting.id}`,
    kind: "meeting",
    title: label(meeting),
    detail: [when(meeting), meeting.place?.name].filter(Boolean).join(", "),
    snippet,
  };
}
