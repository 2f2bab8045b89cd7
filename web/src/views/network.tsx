// The network: who met whom (actors), or actors, meetings and places (meetings).
import { useEffect, useMemo } from "preact/hooks";
import { KIND_COLOURS, STATUS_COLOURS, type Colours } from "../colours";
import type { Data, Meeting } from "../data";
import { around, build, count, present, within, type Counts, type Focus, type Graph } from "../network/graph";
import { MEASURES, sizes, type Measure } from "../network/measures";
import { COLOURED, expanded, type State } from "../state";
import { countryName } from "../words";
import { Picture } from "./picture";

interface Props {
  data: Data;
  shown: Meeting[];
  state: State;
  colours: Colours;
  dark: boolean;
  select: (what: string) => void;
  change: (part: Partial<State>) => void;
}

export function Network({ data, shown, state, colours, dark, select, change }: Props) {
  const whole = useMemo(() => build(data, state.projection, colours), [data, state.projection]);
  const graph = useMemo(() => within(whole, state.around.map((id) => `actor:${id}`)), [whole, state.around.join()]);
  const counts = useMemo(() => count(graph, shown), [graph, shown]);
  const large = useMemo(() => sizes(graph, counts, state.size), [graph, counts, state.size]);
  const focus = useMemo(() => focused(data, shown, state.selected, graph, counts), [state.selected, graph, counts]);
  const expand = (id: string) => id.startsWith("actor:") && change({ around: expanded(state.around, id.slice("actor:".length)) });
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const writing = event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey;
      if (event.key === "e" && !writing) expand(state.selected);
    };
    window.addEventListener("keydown", keys);
    return () => window.removeEventListener("keydown", keys);
  }, [whole, state.selected, state.around]);
  return (
    <Picture graph={graph} counts={counts} large={large} focus={focus} dark={dark} byKind={state.colour === "kind"} select={select} expand={expand}
      label="the table shows the same meetings as text; E expands around the actor who is selected">
      <p class="looks">
        <label>Colour <select value={state.colour} onChange={(e) => change({ colour: e.currentTarget.value as State["colour"] })}>
          {COLOURED.map((by) => <option key={by} value={by}>{by}</option>)}
        </select></label>
        <label>Size <select value={state.size} onChange={(e) => change({ size: e.currentTarget.value as Measure })}>
          {Object.entries(MEASURES).map(([measure, title]) => <option key={measure} value={measure}>{title}</option>)}
        </select></label>
      </p>
      {state.projection === "actors" && shown.length > 0 && !shown.some((m) => m.status === "held") && (
        <p class="note plans">None of these is known to have been held, and only that joins people here: <button class="link" onClick={() => change({ projection: "meetings" })}>look with meetings and places</button>.</p>
      )}
      <Legend colours={colours} state={state} />
    </Picture>
  );
}

/** What of the network belongs to what is selected; null where that is all of it. */
function focused(data: Data, shown: Meeting[], selected: string, graph: Graph, counts: Counts): Focus | null {
  const node = graph.number.get(selected);
  if (node !== undefined) return around(graph, counts, node);
  const found = taking(data, shown, selected, graph);
  return found && found.nodes.filter((n) => counts.nodes[n]).length < counts.present ? found : null;
}

/** Who was at the meetings that are selected. */
function taking(data: Data, shown: Meeting[], selected: string, graph: Graph): Focus | null {
  const cut = selected.indexOf(":");
  const [what, id] = [selected.slice(0, cut), selected.slice(cut + 1)];
  if (what === "meeting" && data.meeting.has(id)) return present(graph, [data.meeting.get(id)!]);
  if (what === "place") return present(graph, shown.filter((m) => m.place?.id === id));
  if (what === "pair") return present(graph, shown.filter((m) => id.split("~").every((code) => m.participants.some((p) => p.country === code))));
  return null;
}

function Legend({ colours, state: { colour, projection } }: { colours: Colours; state: State }) {
  return (
    <div class="legend" aria-label="Colours and shapes">
      {colour === "country" ? (
        <>
          {colours.shown.slice(0, 8).map((code) => (
            <span key={code} title={countryName(code)}><i style={{ background: colours.country(code) }} />{countryName(code)}</span>
          ))}
          <span><i class="hollow" />person</span>
          <span><i class="hollow square" />state, organization</span>
        </>
      ) : (
        Object.entries(KIND_COLOURS).map(([kind, of]) => <span key={kind}><i class={kind === "person" ? "" : "square"} style={{ background: of }} />{kind}</span>)
      )}
      {projection === "meetings" &&
        ["held", "planned", "cancelled"].map((s) => (
          <span key={s}><i class="diamond" style={{ background: STATUS_COLOURS[s] }} />{s}</span>
        ))}
    </div>
  );
}
