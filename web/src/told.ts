// What single meetings and actors tell, read when it is wanted: from the server, or from the lines inside the page.
import { useEffect, useState } from "preact/hooks";
import type { Actor, Data, Kind, Meeting, Place, Status, Time } from "./data";
import { fold } from "./words";

export interface TimeTold extends Time {
  basis: string;
}

export interface PartyTold {
  id: string;
  name: string;
  aliases: string[];
  kind: Kind;
  country: string | null;
  role: string;
  post: string | null;
}

export interface Evidence {
  document: string;
  field: string;
  start: number;
  end: number;
  quote: string;
  before?: string;
  after?: string;
}

export interface Claim {
  status: Status;
  report: string;
  document: string;
  source: string | null;
  published: string | null;
  attributed_to: string | null;
}

export interface Article {
  id: string;
  title: string | null;
  url: string | null;
  source: string | null;
  published: string | null;
}

/** Who gives which value of a fact, where not all give the same. */
export interface Account {
  fact: string;
  value: string;
  sources: string[];
  tellings: number;
}

/** Why two reports are taken to tell of the same meeting. */
export interface Link {
  reports: string[];
  score: number;
  reasons: string[];
}

export interface MeetingTold extends TimeTold {
  participants: PartyTold[];
  place: (Place & { venue: string | null }) | null;
  topic: string | null;
  initiator: string | null;
  history: Claim[];
  other_places: Place[];
  other_times: TimeTold[];
  accounts: Account[];
  links: Link[];
  evidence: Evidence[];
  articles: Article[];
}

export interface ActorTold {
  posts: { title: string; country: string | null; first: string | null; last: string | null }[];
  wikidata: string | null;
  /** Forms of the name with the sources that write them. */
  spelt: Record<string, string[]>;
}

const GONE = "The server does not answer: is kg explore still running?";

/** Asks the server. Throws an Error with a message for people. */
export async function ask<T>(address: string, sent?: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(address, sent);
  } catch {
    throw new Error(GONE);
  }
  const content = (await answer.json().catch(() => ({}))) as T & { error?: string };
  if (!answer.ok) throw new Error(content.error ?? `The server answers ${answer.status} ${answer.statusText}.`);
  return content;
}

/** The lines of a block of the page. */
const lines = new Map<string, string[]>();
function line(block: string, row: number): string {
  if (!lines.has(block)) lines.set(block, (document.getElementById(block)?.textContent ?? "").split("\n"));
  return lines.get(block)![row]!;
}

async function told<T>(data: Data, what: "meetings" | "actors", { id, row }: Meeting | Actor): Promise<T> {
  if (data.server) return ask<T>(`${data.server}page/${what}/${encodeURIComponent(id)}`);
  return JSON.parse(line(what, row)) as T;
}

/** What is told, once it is there; an error's message when it cannot be had. */
export function useTold<T>(data: Data, what: "meetings" | "actors", item: Meeting | Actor): T | string | null {
  const [found, setFound] = useState<{ id: string; content: T | string } | null>(null);
  useEffect(() => {
    let wanted = true;
    told<T>(data, what, item).then(
      (content) => wanted && setFound({ id: item.id, content }),
      (error: Error) => wanted && setFound({ id: item.id, content: error.message }),
    );
    return () => void (wanted = false);
  }, [item.id]);
  return found?.id === item.id ? found.content : null;
}

/** The record of a meeting as a line of meetings.jsonl, from the page itself. */
export function record(meeting: Meeting): string {
  return line("meetings", meeting.row);
}

export interface Quoted {
  meeting: Meeting;
  snippet: string;
}

let texts: { meeting: Meeting; quotes: string[]; folded: string }[] | undefined;

/** The meetings whose quotations have all the words; the words found are between "[" and "]". */
export async function quoted(data: Data, words: string, most = 6): Promise<Quoted[]> {
  if (data.server) {
    interface Found { where: string; meeting: string | null; snippet: string }
    const { found } = await ask<{ found: Found[] }>(`${data.server}search?limit=${4 * most}&words=${encodeURIComponent(`${words}*`)}`);
    const hits = new Map<string, Quoted>();
    for (const { meeting, snippet } of found) {
      const known = meeting && data.meeting.get(meeting);
      if (known && !hits.has(known.id)) hits.set(known.id, { meeting: known, snippet });
    }
    return [...hits.values()].slice(0, most);
  }
  texts ??= data.meetings.map((meeting) => {
    const { evidence, topic } = JSON.parse(record(meeting)) as MeetingTold;
    const quotes = [...evidence.map((e) => e.quote), topic ?? ""];
    return { meeting, quotes, folded: fold(quotes.join("\n")) };
  });
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  return texts
    .filter(({ folded }) => wanted.every((word) => folded.includes(word)))
    .slice(0, most)
    .map(({ meeting, quotes }) => ({ meeting, snippet: marked(quotes.find((q) => fold(q).includes(wanted[0]!)) ?? quotes[0]!, wanted[0]!) }));
}

/** A text with the first place of a (folded) word between brackets, cut to what is around it. */
function marked(text: string, word: string): string {
  const at = fold(text).length === text.length ? fold(text).indexOf(word) : -1;
  if (at < 0) return text.slice(0, 120);
  const from = Math.max(0, at - 50);
  return `${from ? "…" : ""}${text.slice(from, at)}[${text.slice(at, at + word.length)}]${text.slice(at + word.length, at + 70)}`;
}
