// An actor, a pair of countries, a place: their meetings, company and months.
import { useState } from "preact/hooks";
import type { Actor, Data, Meeting } from "../data";
import { expanded, type State } from "../state";
import { useTold, type ActorTold } from "../told";
import { countryName, names, plain, some, when } from "../words";
import { STATUS_COLOURS } from "../colours";

interface Shared {
  data: Data;
  shown: Meeting[];
  select: (what: string) => void;
  change: (part: Partial<State>) => void;
}

export function ActorPanel({ data, shown, id, select, change, state }: Shared & { id: string; state: State }) {
  const actor = data.actor.get(id);
  if (!actor) return <p>Nobody has the id {id}.</p>;
  const all = data.of.get(id) ?? [];
  const here = shown.filter((m) => m.participants.some((p) => p.id === id));
  const company = new Map<string, { name: string; count: number; last: string }>();
  for (const meeting of all)
    if (meeting.status === "held")
      for (const p of meeting.participants)
        if (p.id !== id) {
          const known = company.get(p.id) ?? { name: p.name, count: 0, last: "" };
          known.count += 1;
          if ((meeting.start ?? "") > known.last) known.last = meeting.start ?? "";
          company.set(p.id, known);
        }
  const dated = all.filter((m) => m.start && m.status === "held");
  return (
    <article aria-label="Actor">
      <h2>{actor.name}</h2>
      <p class="facts">
        <span class="pill plain">{actor.kind}</span>
        {actor.country && <span class="pill plain">{countryName(actor.country)}</span>}
      </p>
      <p class="decide"><button class="more" onClick={() => change({ actor: state.actor === id ? "" : id })}>{state.actor === id ? "Show everybody again" : "Only this actor’s meetings"}</button>
        <button class="more" aria-pressed={state.around.includes(id)} onClick={() => change({ around: expanded(state.around, id) })}>{state.around.includes(id) ? "No longer around this actor" : state.around.length ? "Expand around this actor too" : "Around this actor"}</button>
      </p>
      <Months meetings={all} />
      {dated.length > 0 && (
        <dl>
          <dt>First contact</dt><dd>{when(dated[0]!)}</dd>
          <dt>Last contact</dt><dd>{when(dated[dated.length - 1]!)}</dd>
        </dl>
      )}
      <Known data={data} actor={actor} />
      <h3>Met</h3>
      <ul class="plain">
        {[...company].sort((a, b) => b[1].count - a[1].count || a[0].localeCompare(b[0])).slice(0, 25).map(([other, { name, count, last }]) => (
          <li key={other}><button class="link" onClick={() => select(`actor:${other}`)}>{name}</button><small>{count} {count === 1 ? "time" : "times"}{last ? `, last ${last}` : ""}</small></li>
        ))}
      </ul>
      <h3>Meetings shown: {here.length} of {all.length}</h3>
      <MeetingList meetings={here} select={select} />
    </article>
  );
}

/** What is known besides meetings. */
function Known({ data, actor }: { data: Data; actor: Actor }) {
  const told = useTold<ActorTold>(data, "actors", actor);
  if (!told) return null;
  if (typeof told === "string") return <p class="differs" role="alert">{told}</p>;
  const spelt = Object.entries(told.spelt);
  return (
    <>
      {told.wikidata && <p><a href={`https://www.wikidata.org/wiki/${encodeURIComponent(told.wikidata)}`} rel="noopener noreferrer" target="_blank">Wikidata {told.wikidata}</a></p>}
      {told.posts.length > 0 && (
        <>
          <h3>Posts</h3>
          <ul class="plain">{[...told.posts].reverse().map((p, i) => <li key={i}>{p.title}{p.country && p.country !== actor.country ? `, ${countryName(p.country)}` : ""}<small>{p.first ?? "?"} – {p.last ?? "today"}</small></li>)}</ul>
        </>
      )}
      {spelt.length > 0 && (
        <>
          <details class="spelt"><summary>Spelt in the articles as {spelt.length === 1 ? "" : `(${spelt.length})`}</summary>
          <ul class="plain">{spelt.map(([form, sources]) => <li key={form}>“{form}”<small>{some(sources.map((s) => s || "unnamed source"))}</small></li>)}</ul></details>
        </>
      )}
    </>
  );
}

export function PairPanel({ data, shown, pair, select, change }: Shared & { pair: string }) {
  const codes = pair.split("~");
  const of = (list: Meeting[]) => list.filter((m) => codes.every((c) => m.participants.some((p) => p.country === c)));
  const all = of(data.meetings);
  const held = all.filter((m) => m.start && m.status === "held");
  return (
    <article aria-label="Pair of countries">
      <h2>{codes.map(countryName).join(" and ")}</h2>
      <p><button class="more" onClick={() => change({ country: codes })}>Only meetings of both</button></p>
      <Months meetings={all} />
      {held.length > 0 && (<dl><dt>First contact</dt><dd>{when(held[0]!)}</dd><dt>Last contact</dt><dd>{when(held[held.length - 1]!)}</dd></dl>)}
      <h3>Meetings shown: {of(shown).length} of {all.length}</h3>
      <MeetingList meetings={of(shown)} select={select} />
    </article>
  );
}

export function PlacePanel({ data, shown, id, select }: Omit<Shared, "change"> & { id: string }) {
  const of = (list: Meeting[]) => list.filter((m) => m.place?.id === id);
  const all = of(data.meetings);
  const place = all[0]?.place;
  return (
    <article aria-label="Place">
      <h2>{place?.name ?? id}</h2>
      <p class="facts">{place?.country && <span class="pill plain">{countryName(place.country)}</span>}</p>
      <Months meetings={all} />
      <h3>Meetings shown: {of(shown).length} of {all.length}</h3>
      <MeetingList meetings={of(shown)} select={select} />
    </article>
  );
}

/** Those without a day last. */
function latestFirst(meetings: Meeting[]): Meeting[] {
  return [...meetings.filter((m) => m.start).reverse(), ...meetings.filter((m) => !m.start)];
}

function MeetingList({ meetings, select }: { meetings: Meeting[]; select: (what: string) => void }) {
  const [most, setMost] = useState(50);
  return (
    <>
      <ul class="plain meetings">
        {latestFirst(meetings).slice(0, most).map((m) => (
          <li key={m.id}>
            <button class="link" onClick={() => select(`meeting:${m.id}`)}>{names(m.participants)}</button>
            <small>{[when(m), m.place?.name, plain(m.kind)].filter(Boolean).join(", ")} <span class="dot" style={{ background: STATUS_COLOURS[m.status] }} /> {m.status}</small>
          </li>
        ))}
      </ul>
      {meetings.length > most && <button class="more" onClick={() => setMost(most + 200)}>Show more of {meetings.length}</button>}
    </>
  );
}

/** Meetings by month, or by year where they are many years, as bars. */
function Months({ meetings }: { meetings: Meeting[] }) {
  const dated = meetings.flatMap((m) => (m.start ? [m.start] : [])).sort();
  if (dated.length < 2) return null;
  const byYear = Number(dated[dated.length - 1]!.slice(0, 4)) - Number(dated[0]!.slice(0, 4)) > 8;
  const counts = new Map<string, number>();
  for (const start of dated) counts.set(start.slice(0, byYear ? 4 : 7), (counts.get(start.slice(0, byYear ? 4 : 7)) ?? 0) + 1);
  const keys = [...counts.keys()];
  if (keys.length < 2) return null;
  const index = (key: string) => (byYear ? Number(key) : Number(key.slice(0, 4)) * 12 + Number(key.slice(5)) - 1);
  const [first, last] = [keys[0]!, keys[keys.length - 1]!];
  const span = index(last) - index(first) + 1;
  const most = Math.max(...counts.values());
  const by = byYear ? "year" : "month";
  return (
    <figure class="months">
      <svg viewBox={`0 0 ${span * 4} 40`} preserveAspectRatio="none" role="img" aria-label={`Meetings by ${by}, ${first} to ${last}, at most ${most} a ${by}`}>
        {keys.map((k) => {
          const height = (36 * counts.get(k)!) / most + 2;
          return <rect key={k} x={(index(k) - index(first)) * 4} y={40 - height} width={3.4} height={height}><title>{`${k}: ${counts.get(k)}`}</title></rect>;
        })}
      </svg>
      <figcaption><span>{first}</span><span>meetings by {by}</span><span>{last}</span></figcaption>
    </figure>
  );
}
