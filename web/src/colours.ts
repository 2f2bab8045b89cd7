// One colour a country, the same in every view; the countries in the news most get the clearest ones.
import type { Data, Kind } from "./data";

const CLEAR = [
  "#3b82f6", "#ef4444", "#f59e0b", "#10b981", "#8b5cf6", "#ec4899", "#14b8a6", "#a16207", "#6366f1", "#84cc16",
  "#06b6d4", "#f97316", "#d946ef", "#22c55e",
];
export const OTHER = "#94a3b8";

export class Colours {
  private readonly of = new Map<string, string>();
  readonly shown: string[];

  constructor(data: Data) {
    const counts = new Map<string, number>();
    for (const meeting of data.meetings)
      for (const code of new Set(meeting.participants.map((p) => p.country)))
        if (code) counts.set(code, (counts.get(code) ?? 0) + 1);
    this.shown = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([code]) => code);
    this.shown.slice(0, CLEAR.length).forEach((code, i) => this.of.set(code, CLEAR[i]!));
    this.counts = counts;
  }

  readonly counts: Map<string, number>;

  country(code: string | null): string {
    return (code && this.of.get(code)) || OTHER;
  }
}

export const KIND_COLOURS: Record<Kind, string> = { person: CLEAR[0]!, state: CLEAR[3]!, organization: CLEAR[2]!, group: CLEAR[4]! };

export const STATUS_COLOURS: Record<string, string> = {
  held: "#10b981",
  planned: "#3b82f6",
  proposed: "#8b5cf6",
  postponed: "#f59e0b",
  cancelled: "#ef4444",
  refused: "#b91c1c",
};
