// The filters that all views share.
import { useMemo } from "preact/hooks";
import { STATUS_COLOURS, type Colours } from "./colours";
import type { Data, Meeting } from "./data";
import { matches, type State } from "./state";
import { countryName, KINDS, MEDIA, plain, STATUSES } from "./words";

interface Props {
  data: Data;
  /** Those that are counted: all, or those around somebody. */
  meetings: Meeting[];
  state: State;
  colours: Colours;
  open: boolean;
  change: (part: Partial<State>) => void;
}

type Listed = "country" | "kind" | "medium" | "status";

export function Filters({ data, meetings, state, colours, open, change }: Props) {
  const toggle = (key: Listed, value: string) =>
    change({ [key]: state[key].includes(value) ? state[key].filter((v) => v !== value) : [...state[key], value] });
  const counts = useMemo(() => {
    const count = (key: Listed, of: (m: Meeting) => string[]) => {
      const found = new Map<string, number>();
      // a country narrows what is left: two countries mean meetings of both
      const others = key === "country" ? state : { ...state, [key]: [] };
      for (const meeting of meetings)
        if (matches(meeting, others)) for (const value of new Set(of(meeting))) found.set(value, (found.get(value) ?? 0) + 1);
      return found;
    };
    return {
      kind: count("kind", (m) => [m.kind]),
      medium: count("medium", (m) => [m.medium]),
      status: count("status", (m) => [m.status]),
      country: count("country", (m) => m.participants.flatMap((p) => (p.country ? [p.country] : []))),
    };
  }, [meetings, state]);
  const check = (key: Listed, values: readonly string[], colour?: (v: string) => string) => (
    <ul>
      {values
        .filter((value) => counts[key].get(value) || state[key].includes(value))
        .map((value) => (
          <li key={value}>
            <label>
              <input type="checkbox" checked={state[key].includes(value)} onChange={() => toggle(key, value)} />
              {colour && <i class="swatch" style={{ background: colour(value) }} />}
              <span>{key === "country" ? countryName(value) : plain(value)}</span>
              <small>{counts[key].get(value) ?? 0}</small>
            </label>
          </li>
        ))}
    </ul>
  );
  const countries = [...colours.shown].sort((a, b) => Number(state.country.includes(b)) - Number(state.country.includes(a)) || (counts.country.get(b) ?? 0) - (counts.country.get(a) ?? 0));
  return (
    <div class={open ? "filters open" : "filters"} role="group" aria-label="Filters">
      {state.actor && (
        <p class="chosen-actor">{data.actor.get(state.actor)?.name ?? state.actor} <button class="link" onClick={() => change({ actor: "" })}>remove</button></p>
      )}
      <h2>Standing</h2>
      {check("status", STATUSES, (s) => STATUS_COLOURS[s]!)}
      <h2>Kind</h2>
      {check("kind", KINDS)}
      <h2>Medium</h2>
      {check("medium", MEDIA)}
      <h2>Countries <small>all of those ticked took part</small></h2>
      {state.country.length === 2 && <p><button class="link" onClick={() => change({ selected: `pair:${[...state.country].sort().join("~")}` })}>All contacts of {state.country.map(countryName).join(" and ")}</button></p>}
      <div class="long" tabIndex={0} role="group" aria-label="Countries">{check("country", countries, (c) => colours.country(c))}</div>
      <h2><label for="sources">At least this many sources</label></h2>
      <p class="slider"><input id="sources" type="range" min={0} max={5} value={state.sources} onInput={(e) => change({ sources: Number(e.currentTarget.value) })} /><output>{state.sources || "any"}</output></p>
      <h2><label for="confidence">Sureness at least</label></h2>
      <p class="slider"><input id="confidence" type="range" min={0} max={0.95} step={0.05} value={state.confidence} onInput={(e) => change({ confidence: Number(e.currentTarget.value) })} /><output>{state.confidence ? state.confidence.toFixed(2) : "any"}</output></p>
    </div>
  );
}
