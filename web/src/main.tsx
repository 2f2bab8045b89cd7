// The page: one state, kept in the address; every view shows the same meetings.
import { render } from "preact";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { TimeBrush } from "./brush";
import { Colours } from "./colours";
import { load, type Data } from "./data";
import { Download } from "./download";
import { Filters } from "./filters";
import { ActorPanel, PairPanel, PlacePanel } from "./panels/lists";
import { MeetingPanel } from "./panels/meeting";
import { SearchBox } from "./searchbox";
import { filtering, fromAddress, INITIAL, looks, matches, meetingsAround, toAddress, type State, type View } from "./state";
import "./style.css";
import { WorldMap } from "./views/map";
import { Review } from "./views/review";
import { Network } from "./views/network";
import { Sparql } from "./views/sparql";
import { Table } from "./views/table";
import { Timeline } from "./views/timeline";

const REVIEWING = document.querySelector("meta[name=reviewing]") !== null;
const VIEWS: [View, string][] = [["network", "Network"], ["timeline", "Timeline"], ["map", "Map"], ["table", "Table"]];
const SERVED = document.getElementById("overview") === null;
if (SERVED) VIEWS.push(["sparql", "SPARQL"]);
if (REVIEWING) VIEWS.push(["review", "Review"]);

function useTheme(): [boolean, () => void] {
  const system = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const kept = (() => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  })();
  const [dark, setDark] = useState(kept ? kept === "dark" : system);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light"; // before the views ask for the colours
  const toggle = () => {
    try {
      localStorage.setItem("theme", dark ? "light" : "dark");
    } catch {
      // a page opened from a file may not keep anything: the choice holds for now
    }
    setDark(!dark);
  };
  return [dark, toggle];
}

function Page({ data }: { data: Data }) {
  const [state, setState] = useState<State>(() => fromAddress(location.hash));
  const [dark, toggleTheme] = useTheme();
  const [filtersOpen, setFiltersOpen] = useState(false);
  const colours = useMemo(() => new Colours(data), [data]);
  const change = useCallback((part: Partial<State>) => setState((old) => ({ ...old, ...part })), []);
  const select = useCallback((what: string) => change({ selected: what }), []);

  const before = useRef(state);
  const arrived = useRef(new WeakSet<State>()); // states that came from the address, and need not go there
  // With the view, before it is painted: who copies the address or goes back at once must not get the one before.
  useLayoutEffect(() => {
    const address = toAddress(state);
    const moved = state.view !== before.current.view || state.selected !== before.current.selected; // what "back" goes back to
    before.current = state;
    if (arrived.current.has(state) || address === toAddress(fromAddress(location.hash))) return;
    history[moved ? "pushState" : "replaceState"](null, "", address ? `#${address}` : location.pathname + location.search);
  }, [state]);
  useEffect(() => {
    const back = () => {
      const there = fromAddress(location.hash);
      arrived.current.add(there);
      setState(there);
    };
    const keys = (event: KeyboardEvent) => {
      if (event.key === "Escape") select("");
      if (event.key === "/" && !(event.target instanceof HTMLInputElement)) {
        event.preventDefault();
        document.getElementById("search")?.focus();
      }
    };
    window.addEventListener("hashchange", back);
    window.addEventListener("popstate", back);
    window.addEventListener("keydown", keys);
    return () => {
      window.removeEventListener("hashchange", back);
      window.removeEventListener("popstate", back);
      window.removeEventListener("keydown", keys);
    };
  }, []);

  const among = useMemo(() => meetingsAround(data, state.around), [data, state.around.join()]);
  const candidates = useMemo(() => among.filter((m) => matches(m, state, false)), [among, state]);
  const shown = useMemo(() => candidates.filter((m) => matches(m, state)), [candidates, state.from, state.to]);
  const actors = useMemo(() => new Set(shown.flatMap((m) => m.participants.map((p) => p.id))).size, [shown]);

  const alone = state.view === "sparql" || state.view === "review"; // neither filters nor time change what they show

  return (
    <>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.getElementById("main")?.focus(); }}>To the meetings</a>
      <header>
        <h1>Who met whom</h1>
        <SearchBox data={data} select={select} />
        <nav aria-label="Views">
          {VIEWS.map(([view, title]) => (
            <button key={view} aria-pressed={state.view === view} onClick={() => change({ view })}>{title}</button>
          ))}
        </nav>
        {!alone && <button class="ghost narrow" aria-expanded={filtersOpen} onClick={() => setFiltersOpen(!filtersOpen)}>Filters</button>}
        <Download data={data} shown={shown} state={state} />
        <button class="ghost" aria-label={dark ? "Light colours" : "Dark colours"} onClick={toggleTheme}>{dark ? "☀" : "☾"}</button>
      </header>
      <div class={`body ${state.selected ? (state.wide ? "with-panel wide" : "with-panel") : ""} ${alone ? "alone" : ""}`}>
        {!alone && <Filters data={data} meetings={among} state={state} colours={colours} open={filtersOpen} change={change} />}
        <main id="main" tabIndex={-1}>
          {!alone && <p class="summary" role="status">
            <span><strong>{shown.length.toLocaleString("en")}</strong> {shown.length === 1 ? "meeting" : "meetings"} of <strong>{actors.toLocaleString("en")}</strong> {actors === 1 ? "actor" : "actors"}</span>
            {filtering(state) && <button class="link" onClick={() => setState({ ...INITIAL, ...looks(state) })}>clear filters</button>}
            {state.around.length > 0 && (
              <span>around {state.around.map((id, i) => <>{i > 0 && ", "}<button class="link" onClick={() => select(`actor:${id}`)}>{data.actor.get(id)?.name ?? id}</button></>)} <button class="link" onClick={() => change({ around: [] })}>show all meetings</button></span>
            )}
            {state.view === "network" && (
              <span class="switch" role="group" aria-label="What is a node">
                <button aria-pressed={state.projection === "actors"} onClick={() => change({ projection: "actors" })}>who met whom</button>
                <button aria-pressed={state.projection === "meetings"} onClick={() => change({ projection: "meetings" })}>with meetings and places</button>
              </span>
            )}
          </p>}
          {state.view === "network" && <Network data={data} shown={shown} state={state} colours={colours} dark={dark} select={select} change={change} />}
          {state.view === "timeline" && <Timeline data={data} shown={shown} state={state} colours={colours} select={select} />}
          {state.view === "map" && <WorldMap shown={shown} state={state} select={select} />}
          {state.view === "table" && <Table shown={shown} state={state} select={select} />}
          {state.view === "sparql" && SERVED && <Sparql data={data} colours={colours} dark={dark} select={select} />}
          {state.view === "review" && REVIEWING && <Review data={data} select={select} />}
        </main>
        {state.selected && (
          <aside aria-label="Details">
            <span class="corner-buttons">
              <button class="widen" aria-pressed={state.wide} aria-label="As a page" title="As a page" onClick={() => change({ wide: !state.wide })}>⤢</button>
              <button class="close" aria-label="Close" onClick={() => select("")}>×</button>
            </span>
            <Details data={data} shown={shown} state={state} select={select} change={change} />
          </aside>
        )}
      </div>
      {!alone && <TimeBrush data={data} candidates={candidates} state={state} change={change} />}
    </>
  );
}

function Details(props: { data: Data; shown: Data["meetings"]; state: State; select: (what: string) => void; change: (part: Partial<State>) => void }) {
  const { data, state } = props;
  const cut = state.selected.indexOf(":");
  const [what, id] = [state.selected.slice(0, cut), state.selected.slice(cut + 1)];
  if (what === "actor") return <ActorPanel {...props} id={id} />;
  if (what === "place") return <PlacePanel {...props} id={id} />;
  if (what === "pair") return <PairPanel {...props} pair={id} />;
  const meeting = data.meeting.get(id);
  return meeting ? <MeetingPanel data={data} meeting={meeting} select={props.select} /> : <p>There is no such meeting here.</p>;
}

/** What is shown of an archive without meetings. */
function Empty() {
  useTheme();
  return (
    <>
      <header><h1>Who met whom</h1></header>
      <main id="main" class="empty">
        <h2>No meetings yet</h2>
        {SERVED ? <p>None of the articles in this archive tells of a meeting. Add some with <code>kg add ARTICLES --archive FILE</code> and load this page again.</p> : <p>Nothing that was read tells of a meeting that fits what was asked for.</p>}
      </main>
    </>
  );
}

const root = document.getElementById("page")!;
load()
  .then((data) => {
    if (data.meetings.length) render(<Page data={data} />, root);
    else render(<Empty />, root);
  })
  .catch((error: unknown) => {
    root.innerHTML = "<p class='empty' role='alert'></p>";
    root.firstElementChild!.textContent = `The meetings could not be read: ${error instanceof Error ? error.message : String(error)}`;
  });
