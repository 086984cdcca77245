import type { MomentsView } from '../../../claims/queries/moments.views.js';
import type { ProvenanceView } from '../../../claims/queries/provenance.views.js';
import type { ClaimView, EntryView, HistoryView, SimilarClaim } from '../../../claims/queries/views.js';
import type { StoryStep, StoryView } from '../../../claims/story/story.views.js';
import type { DocumentView } from '../../../documents/documents.queries.js';
import type { Page as ListPage } from '../../../read-model/pagination.js';
import { path } from '../../api/path.js';
import { mentionsIn, mentionsOfChanges } from '../../api/mentions.js';
import { actsIn, type ById, fetchNames, type Names, NO_NAMES, type Wanted } from '../../api/names.js';
import { recorderNames } from '../../api/recorders.js';
import { type OriginGraph, originGraph } from '../../components/origins/graph.js';
import { similarClaims } from '../../api/similar.js';
import { isPast } from '../../moment/settings.js';
import type { PageRequest } from '../../page.js';
import { summaryText } from '../../summary/summary-text.js';
import { citedState } from './cited-state.js';
import { principalsOf } from './mandates.js';
import { claimTime } from './time/moments.js';
import type { ClaimTime } from './time/stops.js';
import { type Sources, sourcesOf } from './sources.js';

export interface ClaimData {
  readonly claim: ClaimView;
  /** What there is on it, in the language of the page, and its state as a citation names it. */
  readonly summary: string;
  readonly citedState: string;
  /** A page of its entries, oldest first. */
  readonly history: HistoryView;
  /** Whether that is the first page. */
  readonly isFirst: boolean;
  /** The latest changes of its state, oldest first, and how many came before. */
  readonly steps: readonly StoryStep[];
  readonly earlierSteps: number;
  readonly time: ClaimTime;
  readonly sources: Sources;
  readonly graph: OriginGraph;
  readonly documents: readonly DocumentView[];
  readonly moreDocuments: boolean;
  /** Others that may say the same, as of now; none on a page of the past. */
  readonly similar: readonly Pick<SimilarClaim, 'id' | 'text' | 'language' | 'status' | 'rating'>[];
  /** For whom the mandates among the reasons are, each at the place of its reason; null for others. */
  readonly principals: readonly (string | null)[];
  readonly names: Names;
  /** The latest moment, in recorded time, at which anything on the page changed: as of then, it is the same. */
  readonly unchangedSince: string;
  /** The names of those who recorded the entries, as far as the visitor may know them. */
  readonly recorders: ById;
  /** The addresses of the same as JSON. */
  readonly json: string;
}

/** As many as are rendered quickly; further ones are on further pages. */
const ENTRIES = 100;
const DOCUMENTS = 50;
const DRAWN_SOURCES = 60;
const STEPS = 50;

export async function loadClaim(request: PageRequest): Promise<ClaimData> {
  const { api, params, query, settings, words } = request;
  const address = path`/v1/claims/${params['id'] ?? ''}`;
  const { asOf, ...untilNow } = settings;
  const after = query.get('after') ?? undefined;
  const [claim, history, story, provenance, documents, moments, similar] = await Promise.all([
    api.get<ClaimView>(address),
    api.get<HistoryView>(`${address}/history`, { limit: ENTRIES, after }),
    api.get<StoryView>(`${address}/story`),
    api.get<ProvenanceView>(`${address}/provenance`),
    api.get<ListPage<DocumentView>>('/v1/documents', { claim: params['id'], limit: DOCUMENTS }),
    // Later ones too: one can step there.
    api.at(untilNow).get<MomentsView>(`${address}/moments`),
    isPast(settings) ? [] : similarClaims(api, { claim: params['id'] }),
  ]);
  const entries = history.items.flatMap((item) => (item.kind === 'entry' ? item : []));
  const steps = story.steps.slice(-STEPS);
  const { actors: drawn, ...known } = namesIn(provenance, documents.items, entries);
  const [principals, recorders] = await Promise.all([
    principalsOf(api, claim.verification.because),
    recorderNames(
      request,
      entries.map(({ recordedBy }) => recordedBy),
    ),
  ]);
  const wanted = wantedBy(claim, steps, entries, documents.items);
  const elsewhere = provenance.nodes.flatMap(({ type, id }) => (type === 'other-claim' ? id : []));
  // Also those whose names are drawn already: when were they renamed?
  const names = await fetchNames(
    api,
    {
      ...wanted,
      actors: [...wanted.actors, ...principals.flatMap((id) => id ?? []), ...Object.keys(drawn)],
      entries: [...wanted.entries, ...elsewhere],
    },
    { ...known, actors: {} },
  );
  const times = [claim.recordedFrom, names.lastRecordedAt ?? '', ...documents.items.map((each) => each.lastRecordedAt)];
  return {
    claim,
    summary: summaryText(claim.verification.summary, words),
    citedState: citedState(claim.verification, words),
    history,
    isFirst: after === undefined,
    steps,
    earlierSteps: story.steps.length - steps.length + (story.omitted ?? 0),
    time: claimTime(moments, asOf),
    sources: sourcesOf(provenance),
    graph: originGraph(provenance, { most: DRAWN_SOURCES }),
    documents: documents.items,
    moreDocuments: documents.next !== undefined,
    similar: similar.map(({ id, text, language, status, rating }) => ({
      id,
      text,
      language,
      status,
      ...(rating && { rating }),
    })),
    principals,
    names: { ...names, actors: { ...drawn, ...names.actors } },
    unchangedSince: times.toSorted().at(-1) ?? '',
    recorders,
    json: api.address(address),
  };
}

/** What the graph and the documents name anyway. */
function namesIn({ nodes }: ProvenanceView, documents: readonly DocumentView[], entries: readonly EntryView[]): Names {
  const actors = nodes.flatMap((node) =>
    node.type === 'actor' && node.name !== undefined ? [[node.id, node.name]] : [],
  );
  const graph = nodes.filter((node) => node.type === 'entry');
  const acts = actsIn(entries);
  const titles = documents.flatMap(({ id, title, url }) => ((title ?? url) === undefined ? [] : [[id, title ?? url]]));
  return {
    ...NO_NAMES,
    ...acts,
    actors: Object.fromEntries(actors) as Names['actors'],
    documents: Object.fromEntries(titles) as Names['documents'],
    speakers: { ...Object.fromEntries(graph.map(({ id, by }) => [id, by])), ...acts.speakers },
    types: { ...Object.fromEntries(graph.map(({ id, event }) => [id, event])), ...acts.types },
  };
}

function wantedBy(
  claim: ClaimView,
  steps: readonly StoryStep[],
  entries: readonly EntryView[],
  documents: readonly DocumentView[],
): Required<Pick<Wanted, 'actors' | 'entries'>> & Wanted {
  const { about, holder, links, sameAs, verification } = claim;
  const { because, origins } = verification;
  const mentions = mentionsIn(entries);
  const causes = steps.map(({ cause }) => cause);
  const changes = mentionsOfChanges(steps);
  return {
    actors: [
      ...about,
      ...(holder === undefined ? [] : [holder]),
      ...because.flatMap((reason) => ('actor' in reason ? reason.actor : [])),
      ...origins.flatMap(({ actors }) => actors),
      ...causes.flatMap((cause) => ('actor' in cause ? cause.actor : [])),
      ...mentions.actors,
      ...documents.map(({ publisher }) => publisher),
    ],
    documents: [...mentions.documents, ...changes.documents],
    claims: [...links.map((link) => link.claim), ...sameAs, ...mentions.claims, ...changes.claims],
    entries: [...mentions.entries, ...[...because, ...causes].flatMap((each) => ('entry' in each ? each.entry : []))],
  };
}
