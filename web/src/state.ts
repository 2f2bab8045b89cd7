// What is looked at: all of it is kept in the address, so that a view can be sent to a colleague.
import type { Data, Meeting, Party } from "./data";
import { MEASURES, type Measure } from "./network/measures";

export type View = "network" | "timeline" | "map" | "table" | "sparql" | "review";

export const COLOURED = ["country", "kind"] as const;

export interface State {
  view: View;
  projection: "actors" | "meetings";
  /** What the colour of an actor tells. */
  colour: (typeof COLOURED)[number];
  /** What makes a node large. */
  size: Measure;
  /** "meeting:ID", "actor:ID", "place:ID", "pair:COUNTRY~COUNTRY" or "" */
  selected: string;
  /** Whether what is selected is told as wide as there is room. */
  wide: boolean;
  actor: string;
  /** Actors: one of them was there, or two of those whom one of them met; the network shows only these people. */
  around: string[];
  country: string[];
  kind: string[];
  medium: string[];
  status: string[];
  from: string;
  to: string;
  sources: number;
  confidence: number;
}

export const INITIAL: State = {
  view: "network",
  projection: "actors",
  colour: "country",
  size: "meetings",
  selected: "",
  wide: false,
  actor: "",
  around: [],
  country: [],
  kind: [],
  medium: [],
  status: [],
  from: "",
  to: "",
  sources: 0,
  confidence: 0,
};

export function toAddress(state: State): string {
  const address = new URLSearchParams();
  for (const [key, initial] of Object.entries(INITIAL)) {
    const value = state[key as keyof State];
    if (Array.isArray(value)) {
      if (value.length) address.set(key, value.join(","));
    } else if (value !== initial) {
      address.set(key, String(value));
    }
  }
  return address.toString();
}

export function fromAddress(hash: string): State {
  const address = new URLSearchParams(hash.replace(/^#/, ""));
  const list = (key: string) => (address.get(key) ?? "").split(",").filter(Boolean);
  const number = (key: string) => Math.max(0, Number(address.get(key) ?? 0) || 0);
  const day = (key: string) => (/^\d{4}-\d{2}-\d{2}$/.test(address.get(key) ?? "") ? address.get(key)! : "");
  const view = address.get("view") as View;
  return {
    view: ["network", "timeline", "map", "table", "sparql", "review"].includes(view) ? view : "network",
    projection: address.get("projection") === "meetings" ? "meetings" : "actors",
    colour: address.get("colour") === "kind" ? "kind" : "country",
    size: Object.hasOwn(MEASURES, address.get("size") ?? "") ? (address.get("size") as Measure) : "meetings",
    around: list("around"),
    selected: address.get("selected") ?? "",
    wide: address.get("wide") === "true",
    actor: address.get("actor") ?? "",
    country: list("country"),
    kind: list("kind"),
    medium: list("medium"),
    status: list("status"),
    from: day("from"),
    to: day("to"),
    sources: number("sources"),
    confidence: Math.min(1, number("confidence")),
  };
}

/** The organizations that parties act for as for a country; the same as in kg/archive/deriving.py. */
const SUPRANATIONAL: Record<string, string> = { EU: "org:eu", UN: "org:un", NATO: "org:nato" };

/** Whether somebody is there, or acts for it: a person's meetings count for the state he acts for. */
function there(party: Party, actor: string): boolean {
  const acting = party.country && (SUPRANATIONAL[party.country] ?? `state:${party.country.toLowerCase()}`);
  return party.id === actor || acting === actor;
}

/** Whether a meeting is among what is looked at, as kg/query/wanted.py decides it. `byTime: false` leaves the time window out. */
export function matches(meeting: Meeting, state: State, byTime = true): boolean {
  const { actor, country, kind, medium, status, sources, confidence } = state;
  if (actor && !meeting.participants.some((p) => there(p, actor))) return false;
  if (country.length && !country.every((c) => meeting.participants.some((p) => p.country === c))) return false;
  if (kind.length && !kind.includes(meeting.kind)) return false;
  if (medium.length && !medium.includes(meeting.medium)) return false;
  if (status.length && !status.includes(meeting.status)) return false;
  if (sources && meeting.witnesses < sources) return false;
  if (confidence && meeting.confidence < confidence) return false;
  if (!byTime || (!state.from && !state.to)) return true;
  if (!meeting.start) return false;
  return (!state.to || meeting.start <= state.to) && (!state.from || (meeting.end ?? meeting.start) >= state.from);
}

/** How it is looked at: all that is no filter. */
export function looks({ view, projection, colour, size, selected, wide }: State): Partial<State> {
  return { view, projection, colour, size, selected, wide };
}

/** The meetings around some actors, as kg/query/wanted.py finds them; all of them where there are none. */
export function meetingsAround(data: Data, actors: string[]): Meeting[] {
  if (!actors.length) return data.meetings;
  const centre = (p: Party) => actors.includes(p.id);
  const met = new Set(actors);
  for (const { status, participants } of data.meetings) if (status === "held" && participants.some(centre)) for (const p of participants) met.add(p.id);
  return data.meetings.filter(({ participants }) => participants.some(centre) || participants.filter((p) => met.has(p.id)).length > 1);
}

/** Those it is expanded around once an actor is one of them too, or no longer is. */
export function expanded(around: string[], id: string): string[] {
  return around.includes(id) ? around.filter((each) => each !== id) : [...around, id];
}

export function filtering(state: State): boolean {
  return toAddress({ ...state, ...looks(INITIAL) }) !== "";
}
