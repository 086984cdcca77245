import type { ProvenanceEdge, ProvenanceNode, ProvenanceView } from '../../../claims/queries/provenance.views.js';
import type { OriginNature } from '../../../verification/policy.js';
import { SAYING } from '../acts/saying.js';

type EntryNode = Extract<ProvenanceNode, { readonly type: 'entry' }>;

/** An entry, or a source that has none here. */
export interface OriginNode {
  /** Its type and id. */
  readonly key: string;
  readonly type: ProvenanceNode['type'];
  readonly id: string;
  /** Of an entry: what kind of act it is, and whose. */
  readonly event?: EntryNode['event'];
  readonly by?: readonly string[];
  /** Of a source without an entry. */
  readonly name?: string;
  /** Of an origin. */
  readonly nature?: OriginNature;
  /** Whether a scenario leaves it out. */
  readonly isLeftOut?: true;
  /** Whether it rests on nothing under a scenario. */
  readonly isGroundless?: true;
}

/** What an entry cites or reads the claim into, or is published in. */
export interface OriginEdge extends Pick<ProvenanceEdge, 'relation' | 'use' | 'translated'> {
  /** The key of the entry. */
  readonly from: string;
  /** The key of what it cites. */
  readonly to: string;
}

/** Who relies on whom, as it is drawn and listed. */
export interface OriginGraph {
  /** Origins first, then what relies on them, step by step. */
  readonly nodes: readonly OriginNode[];
  readonly edges: readonly OriginEdge[];
  /** How many nodes, and acts that the ledger didn't send, are left out. */
  readonly omitted: number;
}

interface Extent {
  /** How many nodes at most. */
  readonly most: number;
  /** Also what speaks against the claim, and the documents in which entries are published. */
  readonly whole?: boolean;
}

export const keyOf = ({ type, id }: Pick<ProvenanceNode, 'type' | 'id'>): string => `${type}:${id}`;

/** Makes the graph of those who say so, and of those on whose word they do. */
export function originGraph(provenance: ProvenanceView, { most, whole = false }: Extent): OriginGraph {
  const { ends, omitted = 0 } = provenance;
  const edges = edgesOf(provenance, whole);
  const found = new Map(provenance.nodes.map((node) => [keyOf(node), node]));
  const natures = new Map<string, OriginNature>();
  // Circles come last: they lead nowhere.
  const isCircle = ({ nature }: (typeof ends)[number]) => nature === 'circular';
  for (const { nature, actors, entries } of ends.toSorted((a, b) => Number(isCircle(a)) - Number(isCircle(b)))) {
    const keys =
      entries.length > 0
        ? entries.map((id) => keyOf({ type: 'entry', id }))
        : actors.map((id) => keyOf({ type: 'actor', id }));
    for (const key of keys) natures.set(key, nature);
  }
  const starts = provenance.nodes.filter((node) => node.type === 'entry' && (whole || SAYING.has(node.event)));
  const reached = reachedFrom([...starts.map(keyOf), ...natures.keys()], stepsOver(edges, 'to'));
  const kept = edges.filter(({ from }) => reached.has(from));
  const origins = [...natures.keys()];
  const keys = [...new Set([...reachedFrom(origins, stepsOver(kept, 'from')), ...reached])].filter((key) =>
    found.has(key),
  );
  const drawn = new Set((keys.length <= most ? keys : inFamilies(origins, kept, keys)).slice(0, most));
  return {
    nodes: keys.flatMap((key) => {
      const node = found.get(key);
      return node && drawn.has(key) ? [nodeOf(node, natures.get(key))] : [];
    }),
    edges: kept.filter(({ from, to }) => drawn.has(from) && drawn.has(to)),
    omitted: omitted + keys.length - drawn.size,
  };
}

/** Each origin with all that relies on it, the largest family first; then the others. */
function inFamilies(origins: readonly string[], edges: readonly OriginEdge[], keys: readonly string[]): string[] {
  const steps = stepsOver(edges, 'from');
  const families = origins.map((origin) => [...reachedFrom([origin], steps)]);
  const isKnown = new Set(keys);
  return [...new Set([...families.sort((a, b) => b.length - a.length).flat(), ...keys])].filter((key) =>
    isKnown.has(key),
  );
}

/** An actor who is cited is drawn by its own entry, if it has one here. */
function edgesOf({ nodes, edges }: ProvenanceView, whole: boolean): OriginEdge[] {
  const entriesBy = new Map<string, string>();
  for (const node of nodes) {
    if (node.type !== 'entry' || !SAYING.has(node.event)) continue;
    for (const actor of node.by) if (!entriesBy.has(actor)) entriesBy.set(actor, node.id);
  }
  const known = new Map<string, OriginEdge>();
  for (const { source, target, relation, use, translated } of edges) {
    if (relation === 'published-in' && !whole) continue;
    const own = target.type === 'actor' ? entriesBy.get(target.id) : undefined;
    const to = own !== undefined && own !== source ? keyOf({ type: 'entry', id: own }) : keyOf(target);
    const from = keyOf({ type: 'entry', id: source });
    known.set(`${from} ${to} ${relation} ${use ?? ''}`, {
      from,
      to,
      relation,
      ...(use !== undefined && { use }),
      ...(translated !== undefined && { translated }),
    });
  }
  return [...known.values()];
}

type Steps = ReadonlyMap<string, readonly string[]>;

/** Where edges lead from each key, in one direction. */
function stepsOver(edges: readonly OriginEdge[], direction: 'from' | 'to'): Steps {
  const next = new Map<string, string[]>();
  for (const edge of edges) {
    const [start, end] = direction === 'to' ? [edge.from, edge.to] : [edge.to, edge.from];
    const ends = next.get(start);
    if (ends) ends.push(end);
    else next.set(start, [end]);
  }
  return next;
}

/** The keys that are reached, nearest first. */
function reachedFrom(starts: readonly string[], steps: Steps): Set<string> {
  const reached = new Set(starts);
  for (const key of reached) for (const end of steps.get(key) ?? []) reached.add(end);
  return reached;
}

function nodeOf(node: ProvenanceNode, nature: OriginNature | undefined): OriginNode {
  const name = node.type === 'actor' ? node.name : node.type === 'document' ? (node.title ?? node.url) : undefined;
  return {
    key: keyOf(node),
    type: node.type,
    id: node.id,
    ...(node.type === 'entry' && { event: node.event, by: node.by }),
    ...(name !== undefined && { name }),
    ...(nature && { nature }),
    ...(node.excluded && { isLeftOut: true }),
  };
}
