// A meeting: who, where and when with their basis, what each source says, and the words it says it in.
import { useEffect, useState } from "preact/hooks";
import { STATUS_COLOURS } from "../colours";
import type { Claim, Data, Evidence, Meeting } from "../data";
import { basis, countryName, label, plain, when } from "../words";

interface Props {
  data: Data;
  meeting: Meeting;
  select: (what: string) => void;
}

export function MeetingPanel({ data, meeting, select }: Props) {
  const whole = meeting.part_of ? data.meeting.get(meeting.part_of) : undefined;
  const parts = data.parts(meeting);
  const sides = new Map<string, typeof meeting.participants>();
  for (const party of meeting.participants) {
    const side = party.country ?? "";
    sides.set(side, [...(sides.get(side) ?? []), party]);
  }
  const initiator = meeting.initiator ? data.actor.get(meeting.initiator) : undefined;
  return (
    <article aria-label="Meeting">
      <h2>{label(meeting)}</h2>
      <p class="facts">
        <span class="pill" style={{ "--pill": STATUS_COLOURS[meeting.status] }}>{meeting.status}</span>
        <span class="pill plain">{plain(meeting.kind)}</span>
        {meeting.medium !== "unknown" && <span class="pill plain">{plain(meeting.medium)}</span>}
        <span class="pill plain" title="How sure the program is">{Math.round(meeting.confidence * 100)} %</span>
      </p>
      <dl>
        <dt>When</dt>
        <dd>
          {when(meeting)}
          <small>{basis(meeting)}{meeting.expression && meeting.start ? `: “${meeting.expression}”` : ""}</small>
          {meeting.other_times.map((t, i) => <small key={i} class="differs">another source: {when(t)}</small>)}
        </dd>
        <dt>Where</dt>
        <dd>
          {meeting.place ? (
            <button class="link" onClick={() => select(`place:${meeting.place!.id ?? meeting.place!.name}`)}>
              {meeting.place.venue ? `${meeting.place.venue}, ` : ""}{meeting.place.name}
            </button>
          ) : "not told"}
          {meeting.place?.country && meeting.place.kind !== "country" && <small>{countryName(meeting.place.country)}</small>}
          {meeting.other_places.map((p) => <small key={p.name} class="differs">another source: {p.name}</small>)}
        </dd>
        {meeting.topic && (<><dt>About</dt><dd>{meeting.topic}</dd></>)}
        {initiator && (<><dt>At the request of</dt><dd>{initiator.name}</dd></>)}
        {whole && (<><dt>Part of</dt><dd><button class="link" onClick={() => select(`meeting:${whole.id}`)}>{label(whole)}</button></dd></>)}
      </dl>
      <h3>Who</h3>
      <ul class="sides">
        {[...sides].map(([code, parties]) => (
          <li key={code}>
            <h4>{code ? countryName(code) : "Others"}</h4>
            <ul>
              {parties.map((p) => (
                <li key={p.id}>
                  <button class="link" onClick={() => select(`actor:${p.id}`)}>{p.name}</button>
                  <small>
                    {[p.post, p.role === "participant" ? "" : p.role].filter(Boolean).join(", ")}
                    {p.aliases.some((a) => a !== p.name) && <span class="forms"> as “{p.aliases.filter((a) => a !== p.name).join("”, “")}”</span>}
                  </small>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {sides.size === 2 && [...sides.keys()].every(Boolean) && (
        <p><button class="link" onClick={() => select(`pair:${[...sides.keys()].sort().join("~")}`)}>All contacts of {[...sides.keys()].map(countryName).join(" and ")}</button></p>
      )}
      {parts.length > 0 && (
        <>
          <h3>Parts</h3>
          <ul>{parts.map((m) => <li key={m.id}><button class="link" onClick={() => select(`meeting:${m.id}`)}>{label(m)}</button></li>)}</ul>
        </>
      )}
      <h3>{meeting.history.length === 1 ? "What the source says" : `What ${new Set(meeting.history.map((c) => c.document)).size} articles say`}</h3>
      {meeting.history.map((claim) => <Source key={claim.report} data={data} claim={claim} evidence={meeting.evidence.filter((e) => e.document === claim.document)} />)}
    </article>
  );
}

function Source({ data, claim, evidence }: { data: Data; claim: Claim; evidence: Evidence[] }) {
  const article = data.article.get(claim.document);
  const [open, setOpen] = useState(false);
  const link = article?.url && /^https?:/i.test(article.url) ? article.url : undefined;
  return (
    <section class="source">
      <h4>
        {claim.source ?? article?.source ?? "Unnamed source"}
        <small>{[claim.published ? `published ${claim.published}` : "no date", claim.attributed_to ? `according to ${claim.attributed_to}` : ""].filter(Boolean).join(", ")}</small>
        <span class="pill" style={{ "--pill": STATUS_COLOURS[claim.status] }}>{claim.status}</span>
      </h4>
      <p class="title">{link ? <a href={link} rel="noopener noreferrer nofollow" target="_blank">{article?.title || link}</a> : article?.title || claim.document}</p>
      {evidence.map((e, i) => (
        <blockquote key={i}>{e.before && <span>… {e.before}</span>}<mark>{e.quote}</mark>{e.after && <span>{e.after} …</span>}</blockquote>
      ))}
      {data.server && <button class="link" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? "Close the article" : "Read the whole article"}</button>}
      {open && data.server && <Whole server={data.server} id={claim.document} evidence={evidence} />}
    </section>
  );
}

/** The whole article, the quotations marked in it. */
function Whole({ server, id, evidence }: { server: string; id: string; evidence: Evidence[] }) {
  const [text, setText] = useState<string | null>(null);
  const [error, setError] = useState("");
  useEffect(() => {
    fetch(`${server}articles/${encodeURIComponent(id)}`)
      .then(async (answer) => (answer.ok ? setText(((await answer.json()) as { text: string }).text) : setError("The article is not in the archive.")))
      .catch(() => setError("The server does not answer: is kg explore still running?"));
  }, [id]);
  if (error) return <p class="differs">{error}</p>;
  if (text === null) return <p>Reading …</p>;
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
  return <div class="whole">{pieces}</div>;
}
