import type { Database } from 'better-sqlite3';
import { VersionTable } from '../../read-model/version-table.js';
import type { ActorRegistered } from '../../actors/actor.events.js';
import type { DocumentRegistered } from '../../documents/document.events.js';
import { type Citation, isExcludedCitation, type JudgedEntry } from '../../domain/entries.js';
import { VoidedEntries } from '../../verification/voids.js';
import { asOf } from '../projection/reference-data.js';
import type { ClaimReader } from '../projection/claim-reader.js';
import type { ProvenanceEdge, ProvenanceNode, ProvenanceView } from './provenance.views.js';
import type { VerificationView } from './views.js';

type ActEntry = Exclude<JudgedEntry, { readonly type: 'EntryVoided' }>;
type Target = ProvenanceEdge['target'];

/** Bounds the time for which a request blocks others. */
const MAX_ACTS = 2_000;

/** Builds the provenance graph of a claim: who relies on whom. */
export class ProvenanceQueries {
  private readonly actors: VersionTable<ActorRegistered>;
  private readonly documents: VersionTable<DocumentRegistered>;

  constructor(
    database: Database,
    private readonly reader: ClaimReader,
  ) {
    this.actors = new VersionTable(database, 'actor_versions');
    this.documents = new VersionTable(database, 'document_versions');
  }

  of(claim: string, group: readonly string[], { origins }: VerificationView, at: string): ProvenanceView {
    const entries = group.flatMap((id) => this.reader.fold(id, asOf(at))?.judged ?? []);
    const voids = new VoidedEntries(entries);
    const effective = entries.filter(
      (entry): entry is ActEntry => entry.type !== 'EntryVoided' && !voids.voided.has(refOf(entry)),
    );
    const acts = effective.slice(0, MAX_ACTS);
    const { excluded } = this.reader;
    const left = entries.filter(
      (entry): entry is ActEntry => entry.type !== 'EntryVoided' && excluded.has(refOf(entry)),
    );
    const shown = new Set([...acts, ...left].map(refOf));
    const members = new Set(group);
    const follow =
      (act: ActEntry): Follow =>
      (ref) =>
        resolve(ref, act.claim, { members, voids, excluded });
    const edges = acts
      .flatMap((act) => edgesOf(act, follow(act)))
      .filter(({ target }) => target.type !== 'entry' || shown.has(target.id));
    const targets = new Set(edges.map(({ target }) => keyOf(target)));
    const cited = [...acts, ...left.filter((act) => targets.has(keyOf(nodeOf(act))))];
    const gone = new Set([
      ...left.map((act) => keyOf(nodeOf(act))),
      ...acts.flatMap((act) => excludedTargets(act, follow(act))),
    ]);
    const nodes = [...cited.map(nodeOf), ...this.nodesAt(edges, acts, origins, at)].map((node) =>
      gone.has(keyOf(node)) ? { ...node, excluded: true as const } : node,
    );
    return {
      claim,
      nodes,
      edges,
      ends: origins,
      cycles: origins.filter(({ nature }) => nature === 'circular').map((cycle) => cycle.entries),
      ...(effective.length > acts.length && { omitted: effective.length - acts.length }),
    };
  }

  /** The targets of edges, the actors of acts, and the actors of ends. */
  private nodesAt(
    edges: readonly ProvenanceEdge[],
    acts: readonly ActEntry[],
    ends: ProvenanceView['ends'],
    at: string,
  ): ProvenanceNode[] {
    const targets = edges.map(({ target }) => target);
    const idsOf = (type: Target['type']) => targets.filter((target) => target.type === type).map(({ id }) => id);
    const actingActors = acts.flatMap(({ data }) => [...data.by, ...(data.onBehalfOf ?? [])]);
    const actors = new Set([...actingActors, ...idsOf('actor'), ...ends.flatMap((end) => end.actors)]);
    return [
      ...[...actors].sort().map((id) => this.actorNode(id, at)),
      ...[...new Set(idsOf('document'))].sort().map((id) => this.documentNode(id, at)),
      ...[...new Set(idsOf('other-claim'))].sort().map((id) => ({ id, type: 'other-claim' as const })),
    ];
  }

  private actorNode(id: string, at: string): ProvenanceNode {
    const actor = this.actors.at(id, at)?.attributes;
    return { id, type: 'actor', ...(actor && { name: actor.name, kind: actor.kind }) };
  }

  private documentNode(id: string, at: string): ProvenanceNode {
    const { title, url, publisher } = this.documents.at(id, at)?.attributes ?? {};
    return {
      id,
      type: 'document',
      ...(title !== undefined && { title }),
      ...(url !== undefined && { url }),
      ...(publisher !== undefined && { publisher }),
    };
  }
}

const refOf = ({ claim, data }: JudgedEntry): string => `${claim}/${data.id}`;

const nodeOf = (act: ActEntry): ProvenanceNode => ({
  id: refOf(act),
  type: 'entry',
  event: act.type,
  by: act.data.by,
  recordedAt: act.recordedAt,
});

const keyOf = ({ type, id }: Target): string => `${type} ${id}`;

/** The keys of what an act cites although a scenario excludes it. */
const excludedTargets = ({ data: { cites = [] } }: ActEntry, follow: Follow): readonly string[] =>
  cites.filter(isExcludedCitation).flatMap((citation) => {
    const target = citedTarget(citation, follow);
    return target ? keyOf(target) : [];
  });

/** What a reference leads to. */
type Follow = (ref: string) => Target | undefined;

interface Entries {
  readonly members: ReadonlySet<string>;
  readonly voids: VoidedEntries;
  readonly excluded: ReadonlySet<string>;
}

/**
 * The target of a reference, with replacements followed; undefined for a voided entry without a replacement. One that a
 * scenario excludes is kept.
 */
function resolve(ref: string, claim: string, { members, voids, excluded }: Entries): Target | undefined {
  const full = ref.includes('/') ? ref : `${claim}/${ref}`;
  if (!members.has(full.slice(0, full.indexOf('/')))) return { type: 'other-claim', id: full };
  if (excluded.has(full)) return { type: 'entry', id: full };
  const id = voids.resolve(full);
  return id === undefined ? undefined : { type: 'entry', id };
}

function edgesOf(act: ActEntry, follow: Follow): ProvenanceEdge[] {
  const source = refOf(act);
  const { cites = [], document } = act.data;
  const edges = cites.flatMap((citation): ProvenanceEdge[] => {
    const target = citedTarget(citation, follow);
    const { use, translated } = citation;
    return target ? [{ source, target, relation: 'cites', use, ...(translated !== undefined && { translated }) }] : [];
  });
  if (act.type === 'ClaimInterpreted') {
    const { interprets } = act.data;
    const target =
      'entry' in interprets ? follow(interprets.entry) : ({ type: 'document', id: interprets.document } as const);
    if (target) edges.push({ source, target, relation: 'interprets' });
  }
  if (document !== undefined) {
    edges.push({ source, target: { type: 'document', id: document }, relation: 'published-in' });
  }
  return edges;
}

function citedTarget(citation: Citation, follow: Follow): Target | undefined {
  if ('entry' in citation) return follow(citation.entry);
  return 'actor' in citation ? { type: 'actor', id: citation.actor } : { type: 'document', id: citation.document };
}
