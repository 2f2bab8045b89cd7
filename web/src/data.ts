// What the page shows: rows of who met whom where and when, as kg/page/overview.py writes them, and what single meetings
// and actors tell (kg/page/told.py), which is read when somebody opens them.

import { ask } from "./told";

export type Status = "held" | "planned" | "proposed" | "cancelled" | "postponed" | "refused";
export type Kind = "person" | "state" | "organization" | "group";

export interface Actor {
  id: string;
  /** Its place in the list. */
  row: number;
  name: string;
  kind: Kind;
  country: string | null;
  /** Other forms of the name, misspellings too. */
  forms: string[];
}

export interface Place {
  id: string;
  name: string;
  kind: string;
  country: string | null;
  latitude: number | null;
  longitude: number | null;
}

export interface Party {
  id: string;
  name: string;
  /** For which it acts. */
  country: string | null;
}

export interface Time {
  start: string | null;
  end: string | null;
  expression: string | null;
  approximate: boolean;
}

export interface Meeting extends Time {
  id: string;
  row: number;
  status: Status;
  kind: string;
  medium: string;
  participants: Party[];
  place: Place | null;
  sources: string[];
  reports: number;
  /** Sources that tell of it independently. */
  witnesses: number;
  confidence: number;
  part_of: string | null;
}

type MeetingRow = [
  id: string, status: Status, kind: string, medium: string, start: string | null, end: string | null, approximate: boolean,
  expression: string | null, place: number | null, parties: [number, string | null][], sources: number[], reports: number,
  witnesses: number, confidence: number, part_of: string | null,
];
type ActorRow = [id: string, name: string, kind: Kind, country: string | null, forms: string[]];
type PlaceRow = [id: string, name: string, kind: string, country: string | null, latitude: number | null, longitude: number | null];

interface Overview {
  meetings: MeetingRow[];
  actors: ActorRow[];
  places: PlaceRow[];
  sources: string[];
  /** Where the served page asks for more; absent in a page that stands alone. */
  server?: string;
}

export class Data {
  /** By day, those without one last. */
  readonly meetings: Meeting[];
  readonly actors: Actor[];
  readonly meeting = new Map<string, Meeting>();
  readonly actor = new Map<string, Actor>();
  readonly of = new Map<string, Meeting[]>();
  readonly parts = new Map<string, Meeting[]>();
  readonly server: string | undefined;
  readonly first: Date;
  readonly last: Date;

  constructor(overview: Overview) {
    this.server = overview.server;
    const places: Place[] = overview.places.map(([id, name, kind, country, latitude, longitude]) => ({ id, name, kind, country, latitude, longitude }));
    this.actors = overview.actors.map(([id, name, kind, country, forms], row) => ({ id, row, name, kind, country, forms }));
    for (const actor of this.actors) this.actor.set(actor.id, actor);
    this.meetings = overview.meetings.map((row, number) => {
      const [id, status, kind, medium, start, end, approximate, expression, place, parties, sources, reports, witnesses, confidence, part_of] = row;
      return {
        id, row: number, status, kind, medium, start, end, approximate, expression, reports, witnesses, confidence, part_of,
        place: place === null ? null : places[place]!,
        participants: parties.map(([actor, country]) => ({ id: this.actors[actor]!.id, name: this.actors[actor]!.name, country })),
        sources: sources.map((source) => overview.sources[source]!),
      };
    });
    this.meetings.sort((a, b) => compare(a.start ?? "9999", b.start ?? "9999"));
    let [first, last] = ["9999", ""];
    for (const meeting of this.meetings) {
      this.meeting.set(meeting.id, meeting);
      for (const party of meeting.participants) append(this.of, party.id, meeting);
      if (meeting.part_of) append(this.parts, meeting.part_of, meeting);
      if (meeting.start && meeting.start < first) first = meeting.start;
      if (meeting.end && meeting.end > last) last = meeting.end;
    }
    this.first = day(first === "9999" ? "2000-01-01" : first);
    this.last = day(last || "2000-12-31");
  }
}

export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function append<T>(lists: Map<string, T[]>, key: string, item: T) {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

export function day(iso: string): Date {
  return new Date(`${iso}T00:00:00Z`);
}

export async function load(): Promise<Data> {
  const inside = document.getElementById("overview");
  if (inside) return new Data(JSON.parse(inside.textContent!) as Overview);
  return new Data(await ask<Overview>("api/page/overview")); // the document has asked for it ahead
}
