// A meeting: who, where and when with their basis, what each source says, and the words it says it in.
import { useEffect, useState } from "preact/hooks";
import { STATUS_COLOURS } from "../colours";
import { compare, type Data, type Meeting } from "../data";
import { ask, useTold, type Article, type Claim, type Evidence, type MeetingTold } from "../told";
import { basis, countryName, label, plain, some, when } from "../words";

interface Props {
  data: Data;
  meeting: Meeting;
  select: (what: string) => void;
}

export function MeetingPanel({ data, meeting, select }: Props) {
  const told = useTold<MeetingTold>(data, "meetings", meeting);
  return (
    <article aria-label="Meeting">
      <h2>{label(meeting)}</h2>
      <p class="facts">
        <span class="pill" style={{ "--pill": STATUS_COLOURS[meeting.status] }}>{meeting.status}</span>
        <span class="pill plain">{plain(meeting.kind)}</span>
        {meeting.medium !== "unknown" && <span class="pill plain">{plain(meeting.medium)}</span>}
        <span class="pill plain" title="How sure the program is that the articles say this">{Math.round(meeting.confidence * 100)} % sure</span>
      </p>
      {typeof told === "string" && <p class="differs" role="alert">{told}</p>}
      {told && typeof told !== "string" && <Told data={data} meeting={meeting} told={told} select={select} />}
    </article>
  );
}

function Told({ data, meeting, told, select }: Props & { told: MeetingTold }) {
  const documents = [...new Set(told.history.map((claim) => claim.document))];
  return (
    <>
      <Facts data={data} meeting={meeting} told={told} select={select} />
      <Sides told={told} select={select} />
      <Parts data={data} meeting={meeting} select={select} />
      <History told={told} />
      <h3>{documents.length === 1 ? "What the source says" : `What ${documents.length} articles say`}</h3>
      <div class="sources">
      {documents.map((id) => (
        <Source key={id} data={data} article={told.articles.find((a) => a.id === id)} claims={told.history.filter((c) => c.document === id)} evidence={told.evidence.filter((e) => e.document === id)} />
      ))}
      </div>
      {told.links.length > 0 && <Why told={told} />}
    </>
  );
}

function Facts({ data, meeting, told, select }: Props & { told: MeetingTold }) {
  const whole = meeting.part_of ? data.meeting.get(meeting.part_of) : undefined;
  const initiator = told.initiator ? data.actor.get(told.initiator) : undefined;
  const { place } = told;
  return (
    <dl>
      <dt>When</dt>
      <dd>
        {when(told)}
        <small>{basis(told)}{told.expression && told.start ? `: “${told.expression}”` : ""}</small>
        {told.other_times.map((t, i) => <small key={i} class="differs">{teller(told, "time", `${t.start}/${t.end}`)}: {when(t)}</small>)}
      </dd>
      <dt>Where</dt>
      <dd>
        {place && meeting.place ? (
          <button class="link" onClick={() => select(`place:${meeting.place!.id}`)}>{place.venue ? `${place.venue}, ` : ""}{place.name}</button>
        ) : "not told"}
        {place?.country && place.kind !== "country" && <small>{countryName(place.country)}</small>}
        {told.other_places.map((p) => <small key={p.id} class="differs">{teller(told, "place", p.id)}: {p.name}</small>)}
      </dd>
      {told.topic && (<><dt>About</dt><dd>{told.topic}</dd></>)}
      {initiator && (<><dt>At the request of</dt><dd>{initiator.name}</dd></>)}
      {whole && (<><dt>Part of</dt><dd><button class="link" onClick={() => select(`meeting:${whole.id}`)}>{label(whole)}</button></dd></>)}
    </dl>
  );
}

/** Who says so, where others say otherwise. */
function teller(told: MeetingTold, fact: string, value: string): string {
  const account = told.accounts.find((a) => a.fact === fact && a.value === value);
  return account?.sources.length ? some(account.sources, 2) : "another source";
}

function Sides({ told, select }: { told: MeetingTold; select: (what: string) => void }) {
  const sides = new Map<string, MeetingTold["participants"]>();
  for (const party of told.participants) sides.set(party.country ?? "", [...(sides.get(party.country ?? "") ?? []), party]);
  return (
    <>
      <h3>Who</h3>
      <ul class="sides">
        {[...sides].map(([code, parties]) => (
          <li key={code}>
            <h4>{code ? countryName(code) : "Others"}</h4>
            <ul>
              {parties.map((p) => {
                const standing = [p.post, p.role === "participant" ? "" : p.role].filter(Boolean).join(", ");
                const forms = p.aliases.filter((a) => a !== p.name);
                return (
                  <li key={p.id}>
                    <button class="link" onClick={() => select(`actor:${p.id}`)}>{p.name}</button>
                    {(standing || forms.length > 0) && <small>{standing}{forms.length > 0 && <span class="forms"> {standing ? "– " : ""}as “{forms.join("”, “")}”</span>}</small>}
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ul>
      {sides.size === 2 && [...sides.keys()].every(Boolean) && (
        <p><button class="link" onClick={() => select(`pair:${[...sides.keys()].sort().join("~")}`)}>All contacts of {[...sides.keys()].map(countryName).join(" and ")}</button></p>
      )}
    </>
  );
}

/** How its standing changed from article to article, where it did: the first to say each thing in turn. */
function History({ told }: { told: MeetingTold }) {
  const dated = [...told.history].sort((a, b) => compare(a.published ?? "9999", b.published ?? "9999"));
  const turns = dated.filter((claim, i) => claim.status !== dated[i - 1]?.status);
  if (turns.length < 2) return null;
  return (
    <>
      <h3>History</h3>
      <ol class="history">
        {turns.map(({ report, status, published, source, attributed_to }) => (
          <li key={report}><time>{published ?? "no date"}</time> <span class="pill" style={{ "--pill": STATUS_COLOURS[status] }}>{status}</span> <small>{[source, attributed_to && `according to ${attributed_to}`].filter(Boolean).join(", ")}</small></li>
        ))}
      </ol>
    </>
  );
}

function Parts({ data, meeting, select }: Props) {
  const parts = data.parts.get(meeting.id) ?? [];
  if (!parts.length) return null;
  return (
    <>
      <h3>Parts</h3>
      <ul class="plain">{parts.map((m) => <li key={m.id}><button class="link" onClick={() => select(`meeting:${m.id}`)}>{label(m)}</button><small>{when(m)}</small></li>)}</ul>
    </>
  );
}

const MOST_LINKS = 12;
/** Letters before and behind a quotation, as in kg/page/told.py. */
const CONTEXT = 160;

/** Why the reports are taken to be of one meeting, the strongest reasons first. */
function Why({ told }: { told: MeetingTold }) {
  const document = new Map(told.history.map((claim) => [claim.report, claim.document]));
  const title = (report: string) => {
    const article = told.articles.find((a) => a.id === document.get(report));
    return article?.title || document.get(report) || report;
  };
  const links = [...told.links].sort((a, b) => b.score - a.score);
  return (
    <details class="spelt">
      <summary>Why these are taken for one meeting</summary>
      <ul class="plain">
        {links.slice(0, MOST_LINKS).map(({ reports, score, reasons }) => (
          <li key={reports.join(" ")}>
            {reports.map((report) => `“${title(report)}”`).join(" and ")}: {score.toFixed(2)}
            <small>{reasons.join("; ")}</small>
          </li>
        ))}
      </ul>
      {links.length > MOST_LINKS && <p class="note">The strongest {MOST_LINKS} of {links.length} pairs.</p>}
    </details>
  );
}

/** What stands before a quotation, from a whole word on. */
function begun(text: string): string {
  return [...text].length < CONTEXT ? text : `… ${text.replace(/^\S*\s+/, "")}`;
}

/** What stands behind it, to a whole word. */
function ended(text: string): string {
  return [...text].length < CONTEXT ? text : `${text.replace(/\s+\S*$/, "")} …`;
}

interface SourceProps {
  data: Data;
  article: Article | undefined;
  claims: Claim[];
  evidence: Evidence[];
}

function Source({ data, article, claims, evidence }: SourceProps) {
  const [open, setOpen] = useState(false);
  const link = article?.url && /^https?:/i.test(article.url) ? article.url : undefined;
  const { document, source, published } = claims[0]!;
  const attributed = [...new Set(claims.flatMap((c) => (c.attributed_to ? [c.attributed_to] : [])))];
  return (
    <section class="source">
      <h4>
        {source ?? article?.source ?? "Unnamed source"}
        <small>{[published ? `published ${published}` : "no date", attributed.length ? `according to ${attributed.join(", ")}` : ""].filter(Boolean).join(", ")}</small>
        {[...new Set(claims.map((c) => c.status))].map((status) => <span key={status} class="pill" style={{ "--pill": STATUS_COLOURS[status] }}>{status}</span>)}
      </h4>
      <p class="title">{link ? <a href={link} rel="noopener noreferrer nofollow" target="_blank">{article?.title || link}</a> : article?.title || document}</p>
      {evidence.map((e, i) => (
        <blockquote key={i}><span>{begun(e.before ?? "")}</span><mark>{e.quote}</mark><span>{ended(e.after ?? "")}</span></blockquote>
      ))}
      {data.server && <button class="link" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? "Close the article" : "Read the whole article"}</button>}
      {open && data.server && <Whole server={data.server} id={document} evidence={evidence} />}
    </section>
  );
}

/** The whole article, the quotations marked in it. */
function Whole({ server, id, evidence }: { server: string; id: string; evidence: Evidence[] }) {
  const [text, setText] = useState<string | null>(null);
  const [error, setError] = useState("");
  useEffect(() => {
    ask<{ text: string }>(`${server}articles/${encodeURIComponent(id)}`).then((found) => setText(found.text), (wrong: Error) => setError(wrong.message));
  }, [id]);
  if (error) return <p class="differs" role="alert">{error}</p>;
  if (text === null) return <p class="note">Reading …</p>;
  const letters = [...text]; // offsets count code points
  const marks = evidence.filter((e) => e.field !== "title").sort((a, b) => a.start - b.start);
  const pieces = [];
  let at = 0;
  for (const { start, end } of marks) {
    if (start < at) continue;
    pieces.push(letters.slice(at, start).join(""), <mark key={start}>{letters.slice(start, end).join("")}</mark>);
    at = end;
  }
  pieces.push(letters.slice(at).join(""));
  return <div class="whole" tabIndex={0} role="region" aria-label="The article">{pieces}</div>;
}
