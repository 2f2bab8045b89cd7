// What a SPARQL query gives, as a network: each row's first term joined to its others, or the statements of a graph.
import { OTHER, STATUS_COLOURS, type Colours } from "../colours";
import type { Data } from "../data";
import { label } from "../words";
import { drawn, Making, type Graph, type Node } from "./graph";

export interface Term {
  type: string;
  value: string;
}

export interface Answer {
  variables: string[];
  rows: (Term | null)[][];
  truth: boolean | null;
  triples: string[] | null;
  more: boolean;
}

const STATEMENT = /^<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"\S*) \.$/;
const NAMING = /[#/](?:prefLabel|label|name)$/;
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/** The actor or meeting of the archive that an IRI names, as in the address. */
export function known(data: Data, iri: string): string | null {
  const found = iri.match(/\/(meeting|actor)\/([^/]+)$/);
  const id = found ? decodeURIComponent(found[2]!) : "";
  return found && (found[1] === "meeting" ? data.meeting.has(id) : data.actor.has(id)) ? `${found[1]}:${id}` : null;
}

export function network(answer: Answer, data: Data, colours: Colours): Graph {
  const making = new Making();
  const links = answer.triples ? stated(answer.triples) : told(answer);
  const names = new Map(links.flatMap(({ one, name }) => (name === undefined ? [] : [[one.value, name]])));
  const node = (term: Term) => making.node(known(data, term.value) ?? `${term.type}:${term.value}`, () => shown(term, data, colours, names));
  const rows = new Map<number, { nodes: Set<number>; edges: number[] }>();
  for (const { row, one, other } of links) {
    const part = rows.get(row) ?? { nodes: new Set<number>(), edges: [] };
    rows.set(row, part);
    const from = node(one);
    part.nodes.add(from);
    if (!other) continue;
    const to = node(other);
    part.nodes.add(to);
    if (from !== to) part.edges.push(making.join(from, to, 1));
  }
  for (const [row, { nodes, edges }] of rows) making.part(row, [...nodes], edges);
  return making.done();
}

/** Of one row: a term joined to another, or called by a name, or there by itself. */
interface Link {
  row: number;
  one: Term;
  other?: Term;
  name?: string;
}

function told({ variables, rows }: Answer): Link[] {
  return rows.flatMap((terms, row) => {
    const at = terms.findIndex(Boolean);
    const one = terms[at];
    if (!one) return [];
    const links: Link[] = [{ row, one }];
    terms.forEach((other, column) => {
      if (column <= at || !other) return;
      const naming = one.type === "uri" && /^(label|name)$/i.test(variables[column]!);
      links.push(naming ? { row, one, name: other.value } : { row, one, other });
    });
    return links;
  });
}

function stated(triples: string[]): Link[] {
  return triples.flatMap((triple, row): Link[] => {
    const [, subject, predicate, iri, text] = triple.match(STATEMENT) ?? [];
    if (!subject || !predicate || predicate === TYPE) return [];
    const one = { type: "uri", value: subject };
    if (iri !== undefined) return [{ row, one, other: { type: "uri", value: iri } }];
    const said = text!.replace(/\\u([0-9A-Fa-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/\\(.)/g, "$1");
    return NAMING.test(predicate) ? [{ row, one, name: said }] : [{ row, one, other: { type: "literal", value: said } }];
  });
}

function shown(term: Term, data: Data, colours: Colours, names: Map<string, string>): Omit<Node, "id"> {
  const [what, id] = (known(data, term.value) ?? ":").split(/:(.*)/s) as [string, string];
  const [actor, meeting] = [what === "actor" && data.actor.get(id), what === "meeting" && data.meeting.get(id)];
  if (actor) return drawn(actor, colours);
  if (meeting) return { label: label(meeting), colour: STATUS_COLOURS[meeting.status] ?? OTHER, shape: "meeting" };
  const last = decodeURIComponent(term.value.replace(/[#/]$/, "").split(/[#/]/).pop() ?? "");
  return { label: names.get(term.value) ?? (term.type === "uri" ? last : term.value), colour: term.type === "uri" ? "#a8a29e" : OTHER, shape: term.type === "uri" ? "body" : "place" };
}
