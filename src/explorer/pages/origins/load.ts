import type { ProvenanceNode, ProvenanceView } from '../../../claims/queries/provenance.views.js';
import type { ClaimView, VerificationView } from '../../../claims/queries/views.js';
import { path } from '../../api/path.js';
import { fetchNames, type Names, NO_NAMES } from '../../api/names.js';
import { type OriginGraph, type OriginNode, originGraph } from '../../components/origins/graph.js';
import { SAYING } from '../../components/acts/saying.js';
import type { PageRequest } from '../../page.js';
import { summaryText } from '../../summary/summary-text.js';
import type { Words } from '../../words/words.js';

interface State extends Pick<
  VerificationView,
  'status' | 'rating' | 'rule' | 'counts' | 'coverage' | 'withoutEffect' | 'totals'
> {
  /** In the language of the page. */
  readonly summary: string;
}

type Reason = VerificationView['withoutEffect'][number]['reason'];

export interface OriginsData {
  readonly claim: Pick<ClaimView, 'id' | 'text' | 'language'>;
  /** What is left out, as the API writes it: `actor:tass`. */
  readonly without: readonly string[];
  /** Its state with everything, and without what is left out; the same if nothing is. */
  readonly before: State;
  readonly after: State;
  /** The graph without what is left out. */
  readonly graph: OriginGraph;
  /** Entries without effect only because of what is left out, each with the reason. */
  readonly fallen: readonly { readonly node: OriginNode; readonly reason: Reason }[];
  /** How many of those aren't shown. */
  readonly moreFallen: number;
  /** What can be left out. */
  readonly choices: readonly OriginNode[];
  readonly moreChoices: number;
  readonly names: Names;
  /** The address of the same as JSON. */
  readonly json: string;
}

const MAX_NODES = 300;
const MAX_CHOICES = 300;

export async function loadOrigins({ api, params, query, words }: PageRequest): Promise<OriginsData> {
  const address = path`/v1/claims/${params['id'] ?? ''}`;
  const without = query.getAll('without').filter((each) => each !== '');
  const read = (left: readonly string[]) =>
    Promise.all([
      api.get<ClaimView>(address, { without: left }),
      api.get<ProvenanceView>(`${address}/provenance`, { without: left }),
    ]);
  const whole = read([]);
  const [[claim, provenance], [changed, remaining]] = await Promise.all([
    whole,
    without.length > 0 ? read(without) : whole,
  ]);
  const all = originGraph(provenance, { most: Infinity, whole: true }).nodes;
  const before = new Set(claim.verification.withoutEffect.map(({ entry }) => entry));
  const fallen = changed.verification.withoutEffect.filter(
    ({ entry, reason }) => reason !== 'excluded' && !before.has(entry),
  );
  const groundless = new Set(fallen.flatMap(({ entry, reason }) => (reason === 'leads-nowhere' ? entry : [])));
  const graph = originGraph(remaining, { most: MAX_NODES, whole: true });
  const entries = new Map(all.map((node) => [node.id, node]));
  const choices = [...all, ...actorsIn(provenance.nodes, all)].sort((a, b) => weightOf(b) - weightOf(a));
  const wanted = [
    ...(claim.holder === undefined ? [] : [claim.holder]),
    ...idsIn(without, 'actor'),
    ...idsIn(without, 'publisher'),
  ];
  return {
    claim: { id: claim.id, text: claim.text, language: claim.language },
    without,
    before: stateOf(claim, words),
    after: stateOf(changed, words),
    graph: {
      ...graph,
      nodes: graph.nodes.map((node) => (groundless.has(node.id) ? { ...node, isGroundless: true } : node)),
    },
    fallen: fallen.flatMap(({ entry, reason }) => {
      const node = entries.get(entry);
      return node ? [{ node, reason }] : [];
    }),
    moreFallen: Math.max(0, changed.verification.totals.withoutEffect - changed.verification.withoutEffect.length),
    choices: choices.slice(0, MAX_CHOICES),
    moreChoices: Math.max(0, choices.length - MAX_CHOICES),
    names: await fetchNames(
      api,
      {
        actors: wanted,
        documents: idsIn(without, 'document'),
        entries: [
          ...provenance.nodes.flatMap(({ type, id }) => (type === 'other-claim' ? id : [])),
          ...idsIn(without, 'entry'),
        ],
      },
      namesIn(provenance.nodes),
    ),
    json: api.address(address, { without }),
  };
}

const stateOf = ({ verification }: ClaimView, words: Words): State => {
  const { status, rating, rule, counts, coverage, withoutEffect, totals } = verification;
  const summary = summaryText(verification.summary, words);
  return { status, ...(rating && { rating }), rule, summary, counts, coverage, withoutEffect, totals };
};

/** Actors who have an entry are drawn by it, but can also be left out with everything that they did. */
function actorsIn(nodes: readonly ProvenanceNode[], drawn: readonly OriginNode[]): OriginNode[] {
  const known = new Set(drawn.map(({ key }) => key));
  return nodes.flatMap((node) => {
    if (node.type !== 'actor' || known.has(`actor:${node.id}`)) return [];
    return [
      { key: `actor:${node.id}`, type: node.type, id: node.id, ...(node.name !== undefined && { name: node.name }) },
    ];
  });
}

/** Origins first, then those who say so. */
const weightOf = ({ nature, event }: OriginNode): number =>
  nature !== undefined ? 2 : event !== undefined && SAYING.has(event) ? 1 : 0;

function namesIn(nodes: readonly ProvenanceNode[]): Names {
  const actors = nodes.flatMap((node) => (node.type === 'actor' ? [[node.id, node.name ?? node.id]] : []));
  const documents = nodes.flatMap((node) =>
    node.type === 'document' ? [[node.id, node.title ?? node.url ?? node.id]] : [],
  );
  const speakers = nodes.flatMap((node) => (node.type === 'entry' ? [[node.id, node.by] as const] : []));
  return {
    ...NO_NAMES,
    actors: Object.fromEntries(actors) as Names['actors'],
    documents: Object.fromEntries(documents) as Names['documents'],
    speakers: Object.fromEntries(speakers),
  };
}

const idsIn = (without: readonly string[], kind: string): string[] =>
  without.flatMap((each) => (each.startsWith(`${kind}:`) ? each.slice(kind.length + 1) : []));
