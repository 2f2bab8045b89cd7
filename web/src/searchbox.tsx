// The search field with what it finds: actors and places at once, quotations a moment later.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Data } from "./data";
import { asHit, Search, type Hit } from "./search";
import { quoted } from "./told";

const PAUSE = 150; // milliseconds after the last letter before texts are searched

export function SearchBox({ data, select }: { data: Data; select: (what: string) => void }) {
  const search = useMemo(() => new Search(data), [data]);
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const [inTexts, setInTexts] = useState<Hit[]>([]);
  const named = useMemo(() => search.find(words), [words, search]);
  const hits = [...named, ...inTexts];
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setInTexts([]);
    if (words.trim().length < 3) return;
    let wanted = true;
    const pause = setTimeout(() => {
      quoted(data, words.trim()).then(
        (found) => wanted && setInTexts(found.map(({ meeting, snippet }) => asHit(meeting, snippet))),
        () => undefined, // what is named stays found
      );
    }, PAUSE);
    return () => {
      wanted = false;
      clearTimeout(pause);
    };
  }, [words]);
  const take = (hit: Hit | undefined) => {
    if (!hit) return;
    select(hit.id);
    setOpen(false);
    input.current?.blur();
  };
  return (
    <div class="search" role="search">
      <input id="search" ref={input} type="search" placeholder="Search people, places, words …  ( / )" aria-label="Search people, places, words" autocomplete="off"
        role="combobox" aria-expanded={open && hits.length > 0} aria-controls="hits" aria-activedescendant={open && hits[at] ? `hit-${at}` : undefined} value={words}
        onInput={(e) => { setWords(e.currentTarget.value); setAt(0); setOpen(true); }}
        onFocus={() => { setOpen(true); setTimeout(() => search.index); }} onBlur={() => setTimeout(() => setOpen(false), 150)}
        onKeyDown={(e) => {
          if (e.key === "ArrowDown") setAt(Math.min(hits.length - 1, at + 1));
          else if (e.key === "ArrowUp") setAt(Math.max(0, at - 1));
          else if (e.key === "Enter") take(hits[at]);
          else if (e.key === "Escape") setOpen(false);
          else return;
          e.preventDefault();
        }} />
      {open && words.trim() && (
        <ul id="hits" role="listbox" aria-label="Found">
          {hits.map((hit, i) => (
            <li key={hit.id} id={`hit-${i}`} role="option" aria-selected={i === at} onMouseDown={(e) => { e.preventDefault(); take(hit); }} onMouseEnter={() => setAt(i)}>
              <strong>{hit.title}</strong><small>{hit.detail}</small>
              {hit.snippet && <span class="snippet"><Snippet text={hit.snippet} /></span>}
            </li>
          ))}
          {!hits.length && <li class="none" role="option" aria-selected={false}>Nothing like “{words}” here.</li>}
        </ul>
      )}
    </div>
  );
}

/** Words between "[" and "]" are marked. */
function Snippet({ text }: { text: string }) {
  return <>{text.split(/(\[[^\]]*\])/).map((part) => (/^\[.*\]$/.test(part) ? <mark>{part.slice(1, -1)}</mark> : part))}</>;
}
