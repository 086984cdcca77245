import type { Database } from 'better-sqlite3';
import { VersionTable } from '../../read-model/version-table.js';
import type { ActorRegistered } from '../../actors/actor.events.js';
import type { DocumentRegistered } from '../../documents/document.events.js';
import type { Citation, JudgedEntry } from '../../domain/entries.js';
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
    const shown = new Set(acts.map(refOf));
    const members = new Set(group);
    const edges = acts
      .flatMap((act) => edgesOf(act, (ref) => resolve(ref, act.claim, members, voids)))
      .filter(({ target }) => target.type !== 'entry' || shown.has(target.id));
    const nodes = [...acts.map(nodeOf), ...this.nodesAt(edges, acts, origins, at)];
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

/** The target of a reference, with replacements followed; undefined for a voided entry without a replacement. */
function resolve(ref: string, claim: string, members: ReadonlySet<string>, voids: VoidedEntries): Target | undefined {
  const full = ref.includes('/') ? ref : `${claim}/${ref}`;
  if (!members.has(full.slice(0, full.indexOf('/')))) return { type: 'other-claim', id: full };
  const id = voids.resolve(full);
  return id === undefined ? undefined : { type: 'entry', id };
}

function edgesOf(act: ActEntry, follow: (ref: string) => Target | undefined): ProvenanceEdge[] {
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

function citedTarget(citation: Citation, follow: (ref: string) => Target | undefined): Target | undefined {
  if ('entry' in citation) return follow(citation.entry);
  return 'actor' in citation ? { type: 'actor', id: citation.actor } : { type: 'document', id: citation.document };
}
