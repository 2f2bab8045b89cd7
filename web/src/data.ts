// What the page shows: the records of kg (meetings, actors, articles), as they are written into the page or served.

export type Status = "held" | "planned" | "proposed" | "cancelled" | "postponed" | "refused";

export interface Party {
  id: string;
  name: string;
  aliases: string[];
  kind: "person" | "state" | "organization" | "group";
  country: string | null;
  role: string;
  post: string | null;
  confidence: number;
}

export interface Place {
  id: string | null;
  name: string;
  kind: string;
  country: string | null;
  latitude: number | null;
  longitude: number | null;
  venue: string | null;
}

export interface Evidence {
  document: string;
  field?: string;
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

export interface Time {
  start: string | null;
  end: string | null;
  expression: string | null;
  basis: string;
  approximate: boolean;
}

export interface Meeting extends Time {
  id: string;
  status: Status;
  kind: string;
  medium: string;
  participants: Party[];
  place: Place | null;
  topic: string | null;
  initiator: string | null;
  part_of: string | null;
  confidence: number;
  reports: string[];
  sources: string[];
  history: Claim[];
  other_places: Place[];
  other_times: Time[];
  copies: string[][];
  evidence: Evidence[];
}

export interface Post {
  title: string;
  country: string | null;
  first: string | null;
  last: string | null;
}

export interface Actor {
  id: string;
  name: string;
  kind: Party["kind"];
  country: string | null;
  aliases: string[];
  misspellings: string[];
  posts: Post[];
  wikidata: string | null;
}

export interface Article {
  id: string;
  title: string | null;
  url: string | null;
  source: string | null;
  published: string | null;
}

export interface Findings {
  meetings: Meeting[];
  actors: Actor[];
  articles: Article[];
  /** Where the served page asks for more (whole articles, exports); absent in a page that stands alone. */
  server?: string;
}

export class Data {
  readonly meetings: Meeting[];
  readonly meeting = new Map<string, Meeting>();
  readonly actor = new Map<string, Actor>();
  readonly article = new Map<string, Article>();
  readonly of = new Map<string, Meeting[]>();
  readonly server: string | undefined;
  readonly first: Date;
  readonly last: Date;

  constructor(findings: Findings) {
    this.server = findings.server;
    this.meetings = [...findings.meetings].sort((a, b) => (a.start ?? "9999").localeCompare(b.start ?? "9999"));
    for (const actor of findings.actors) this.actor.set(actor.id, actor);
    for (const article of findings.articles) this.article.set(article.id, article);
    for (const meeting of this.meetings) {
      this.meeting.set(meeting.id, meeting);
      for (const party of meeting.participants) {
        const list = this.of.get(party.id);
        if (list) list.push(meeting);
        else this.of.set(party.id, [meeting]);
      }
    }
    const starts = this.meetings.flatMap((m) => (m.start ? [m.start] : [])).sort();
    const ends = this.meetings.flatMap((m) => (m.end ? [m.end] : [])).sort();
    this.first = day(starts[0] ?? "2000-01-01");
    this.last = day(ends[ends.length - 1] ?? "2000-12-31");
  }

  parts(meeting: Meeting): Meeting[] {
    return this.meetings.filter((m) => m.part_of === meeting.id);
  }
}

export function day(iso: string): Date {
  return new Date(`${iso}T00:00:00Z`);
}

export async function load(): Promise<Data> {
  const inside = document.getElementById("findings");
  if (inside?.textContent?.trim()) return new Data(JSON.parse(inside.textContent) as Findings);
  const answer = await fetch("api/findings");
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return new Data((await answer.json()) as Findings);
}
