import type { Rule } from '../../../src/verification/standard/rule-names.js';
import type { ActorView } from '../../../src/actors/actors.queries.js';
import type { ClaimEventTypes } from '../../../src/claims/claim.events.js';
import type { ClaimView, EntryView, HistoryItem } from '../../../src/claims/queries/views.js';
import type { StoryStep } from '../../../src/claims/story/story.views.js';
import type { DocumentView } from '../../../src/documents/documents.queries.js';
import type { ReportedClaim } from '../../../src/cli/show/claim-report.js';
import type { ActorKind } from '../../../src/domain/vocabulary.js';

export const RECORDED = '2024-05-06T07:08:09.010Z';
const position = '00000000000000000042@log';
const stamps = { revision: 0, registeredAt: RECORDED, lastRecordedAt: RECORDED, position };

/** Returns an entry as the API returns it; by default, of the claim `ceding`. */
export function entry<Type extends keyof ClaimEventTypes>(
  id: string,
  type: Type,
  data: Omit<ClaimEventTypes[Type], 'id'>,
  more: Partial<EntryView> = {},
): EntryView {
  const ref = id.includes('/') ? id : `ceding/${id}`;
  const own = ref.slice(ref.indexOf('/') + 1);
  return {
    kind: 'entry',
    entry: ref,
    type,
    data: { id: own, ...data },
    revision: 0,
    position,
    recordedAt: RECORDED,
    recordedBy: 'admin',
    ...more,
  };
}

/** Returns a change to the status of this rule. */
export const step = (rule: Rule, text: string, more: Partial<StoryStep> = {}): StoryStep => ({
  after: { status: rule.split('/')[0] as StoryStep['after']['status'], rule },
  cause: { entry: 'ceding/registered' },
  sentence: { text, language: 'en', parts: [] },
  recordedAt: RECORDED,
  position,
  counts: {},
  entries: [],
  summary: { text: 'Only TASS says so, and gives no basis.', language: 'en', parts: [] },
  ...more,
});

export function actor(id: string, name: string, kind: ActorKind = 'outlet', more: Partial<ActorView> = {}): ActorView {
  return { id, name, kind, aliases: [], sameAs: [], speaksFor: [], spokenForBy: [], ...stamps, ...more };
}

export function document(id: string, publisher: string, more: Partial<DocumentView>): DocumentView {
  return { id, publisher, ...stamps, ...more };
}

/** Returns an unverified claim about NATO, with some fields replaced. */
export function claim(
  more: Partial<Omit<ClaimView, 'verification'>> = {},
  verification: Partial<ClaimView['verification']> = {},
): ClaimView {
  const lists = { because: [], possibly: [], origins: [], withoutEffect: [], ...verification };
  return {
    id: 'ceding',
    text: 'NATO representatives are discussing that Ukraine cede land to Russia.',
    language: 'en',
    kind: 'factual',
    about: ['nato'],
    topics: ['ukraine', 'territory'],
    narratives: [],
    sameAs: [],
    links: [],
    recordedFrom: RECORDED,
    verification: {
      status: 'unverified',
      rule: 'unverified/none',
      summary: { text: 'Only TASS says so, and gives no basis.', language: 'en', parts: [] },
      policy: 'standard/1',
      counts: { named: 0, unnamed: 0, unsourced: 0, unrecorded: 0, circular: 0 },
      changes: 0,
      coverage: { reporters: 0, independentOrigins: 0, deniedByAbout: false },
      totals: {
        because: lists.because.length,
        possibly: lists.possibly.length,
        origins: lists.origins.length,
        withoutEffect: lists.withoutEffect.length,
      },
      since: RECORDED,
      recordedFrom: RECORDED,
      cause: { entry: 'ceding/registered' },
      position,
      ...lists,
    },
    ...stamps,
    ...more,
  };
}

export function answers(
  view: ClaimView,
  history: readonly HistoryItem[],
  known: {
    readonly actors?: readonly ActorView[];
    readonly documents?: readonly DocumentView[];
    readonly claims?: Readonly<Record<string, string>>;
    readonly otherEntries?: readonly EntryView[];
    readonly merged?: readonly EntryView[];
    readonly steps?: readonly StoryStep[];
  } = {},
): ReportedClaim {
  const byId = <View extends { readonly id: string }>(views: readonly View[] = []) =>
    new Map(views.map((item) => [item.id, item]));
  return {
    claim: view,
    history,
    story: { claim: view.id, steps: known.steps ?? [] },
    actors: byId(known.actors),
    documents: byId(known.documents),
    claims: new Map(Object.entries(known.claims ?? {}).map(([id, text]) => [id, { text }])),
    merged: known.merged ?? [],
    otherEntries: new Map((known.otherEntries ?? []).map((item) => [item.entry, item])),
  };
}
