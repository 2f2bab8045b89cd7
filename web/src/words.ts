// How things are called on the page.
import type { Meeting, Party, Time } from "./data";
import type { TimeTold } from "./told";

const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

export function countryName(code: string | null): string {
  if (!code) return "no country";
  if (code === "NATO") return "NATO";
  try {
    return regions.of(code) ?? code;
  } catch {
    return code;
  }
}

const dates = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

const months = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

const DAY = 86_400_000;

/** The first day of the year or month after. */
function next(date: Date, what: "year" | "month"): Date {
  return new Date(what === "year" ? Date.UTC(date.getUTCFullYear() + 1, 0, 1) : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
}

/** Days, or the month or year where they are all of its days. */
export function when(time: Time): string {
  if (!time.start) return time.expression ? `day unknown (“${time.expression}”)` : "day unknown";
  const about = time.approximate ? "about " : "";
  const [from, to] = [new Date(`${time.start}T00:00:00Z`), new Date(`${time.end ?? time.start}T00:00:00Z`)];
  if (+from === +to) return about + dates.format(from);
  if (time.start.endsWith("-01-01") && +next(from, "year") === +to + DAY) return about + time.start.slice(0, 4);
  if (time.start.endsWith("-01") && +next(from, "month") === +to + DAY) return about + months.format(from);
  return about + dates.formatRange(from, to);
}

const BASES: Record<string, string> = {
  stated: "as stated in the text",
  publication: "counted from the day of publication",
  news: "told as the day’s news, without a word of time",
  meeting: "counted from another meeting",
  unresolved: "not resolvable from the text",
};

export function basis(time: TimeTold): string {
  return BASES[time.basis] ?? time.basis;
}

export const KINDS = ["meeting", "visit", "summit", "negotiation", "call"];
export const MEDIA = ["in_person", "phone", "video", "unknown"];
export const STATUSES = ["held", "planned", "proposed", "cancelled", "postponed", "refused"] as const;

export function plain(word: string): string {
  return word.replace(/_/g, " ");
}

export function names(parties: Party[], most = 4): string {
  const shown = parties.slice(0, most).map((p) => p.name);
  const more = parties.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Some of the words, and how many more there are. */
export function some(words: string[], most = 4): string {
  return words.slice(0, most).join(", ") + (words.length > most ? ` and ${words.length - most} more` : "");
}

export function label(meeting: Meeting): string {
  const kind = meeting.kind[0]!.toUpperCase() + meeting.kind.slice(1);
  return `${kind} of ${names(meeting.participants, 3)}`;
}

/** Folded for comparison: no accents, no case. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
