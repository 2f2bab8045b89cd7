// Search as you type: actors by any of their spellings, places, and the words of the evidence.
import MiniSearch from "minisearch";
import type { Data } from "./data";
import { countryName, fold, label, when } from "./words";

export interface Hit {
  id: string;
  kind: "actor" | "place" | "meeting";
  title: string;
  detail: string;
}

interface Entry extends Hit {
  names: string;
  text: string;
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
    for (const actor of data.actor.values()) {
      const count = data.of.get(actor.id)?.length ?? 0;
      const forms = new Set([actor.name, ...actor.aliases, ...actor.misspellings]);
      for (const meeting of data.of.get(actor.id) ?? [])
        for (const party of meeting.participants) if (party.id === actor.id) party.aliases.forEach((a) => forms.add(a));
      entries.push({
        id: `actor:${actor.id}`,
        kind: "actor",
        title: actor.name,
        detail: [actor.kind, actor.country && actor.kind !== "state" ? countryName(actor.country) : "", `${count} meetings`].filter(Boolean).join(", "),
        names: [...forms].join(" "),
        text: "",
        weight: 2 + Math.log1p(count),
      });
    }
    const places = new Map<string, { name: string; country: string | null; count: number }>();
    for (const { place } of data.meetings)
      if (place) {
        const known = places.get(place.id ?? place.name) ?? { name: place.name, country: place.country, count: 0 };
        known.count += 1;
        places.set(place.id ?? place.name, known);
      }
    for (const [id, { name, country, count }] of places)
      entries.push({
        id: `place:${id}`,
        kind: "place",
        title: name,
        detail: `place, ${countryName(country)}, ${count} meetings`,
        names: name,
        text: "",
        weight: 1.5 + Math.log1p(count),
      });
    for (const meeting of data.meetings)
      entries.push({
        id: `meeting:${meeting.id}`,
        kind: "meeting",
        title: label(meeting),
        detail: [when(meeting), meeting.place?.name].filter(Boolean).join(", "),
        names: "",
        text: [meeting.topic ?? "", ...meeting.evidence.map((e) => e.quote)].join(" "),
        weight: 1,
      });
    const index = new MiniSearch<Entry>({
      fields: ["names", "text"],
      storeFields: ["kind", "title", "detail", "weight"],
      processTerm: (term) => fold(term) || null,
      searchOptions: { boost: { names: 4 }, prefix: true, fuzzy: (term) => (term.length > 4 ? 0.3 : term.length > 3 ? 0.2 : 0) },
    });
    index.addAll(entries);
    return index;
  }

  find(words: string, most = 12): Hit[] {
    if (!words.trim()) return [];
    return this.index
      .search(words, { boostDocument: (_id, _term, stored) => Number(stored?.["weight"] ?? 1), combineWith: "AND" })
      .slice(0, most)
      .map((hit) => ({ id: String(hit.id), kind: hit["kind"], title: hit["title"], detail: hit["detail"] }) as Hit);
  }
}
