import type { ClaimView, EntryView, HistoryView } from '../../../claims/queries/views.js';
import type { StoryStep, StoryView } from '../../../claims/story/story.views.js';
import { type Api, ApiError } from '../../api/api.js';
import { path } from '../../api/path.js';
import { mentionsIn, mentionsOfChanges } from '../../api/mentions.js';
import { actsIn, fetchNames, type Names, NO_NAMES } from '../../api/names.js';
import { InvalidParameterError } from '../../moment/invalid-parameter.js';
import type { PageRequest } from '../../page.js';
import { summaryText } from '../../summary/summary-text.js';
import type { Words } from '../../words/words.js';
import { instantOf, sidesOf } from './sides.js';

interface ComparedClaim extends Pick<ClaimView, 'text' | 'language' | 'verification'> {
  /** What there was on it, in the language of the page. */
  readonly summary: string;
}

/** The claim at one moment. */
export interface ComparedSide {
  /** A day or an instant; absent: now. */
  readonly asOf?: string;
  /** Absent if it was not registered yet. */
  readonly claim?: ComparedClaim;
}

export interface CompareData {
  readonly claim: Pick<ClaimView, 'id' | 'kind' | 'text' | 'language'>;
  readonly earlier: ComparedSide & { readonly asOf: string };
  readonly later: ComparedSide;
  /** The changes of the state in between, and the entries that were recorded, oldest first. */
  readonly steps: readonly StoryStep[];
  readonly entries: readonly EntryView[];
  /** Whether there are further ones. */
  readonly hasMore: boolean;
  readonly names: Names;
  /** The address of the later side's story as JSON. */
  readonly json: string;
}

/** Of the changes and entries in between. */
const LIMIT = 100;

export async function loadComparison({ api, params, query, settings, words }: PageRequest): Promise<CompareData> {
  const address = path`/v1/claims/${params['id'] ?? ''}`;
  const sides = sidesOf(query, settings);
  const { asOf: _asOf, ...rest } = settings;
  const apiLater = api.at({ ...rest, ...sides.later });
  const after = await named(sides.names.later, () => apiLater.get<ClaimView>(address));
  const from = sides.earlier?.asOf ?? after.registeredAt;
  const apiEarlier: Api = api.at({ ...rest, asOf: from });
  const before = await named(sides.names.earlier, () => apiEarlier.find<ClaimView>(address));
  const page = { limit: LIMIT, after: before?.revision };
  const [story, history] = await Promise.all([
    apiLater.get<StoryView>(`${address}/story`, page),
    apiLater.get<HistoryView>(`${address}/history`, page),
  ]);
  const entries = history.items.flatMap((item) => (item.kind === 'entry' ? item : []));
  const since = before === undefined ? -Infinity : instantOf(from);
  // Changes that the earlier side has already can begin a page.
  const steps = story.steps.filter((step) => step.continues !== true && Date.parse(step.recordedAt) > since);
  const [mentions, changes] = [mentionsIn(entries), mentionsOfChanges(steps)];
  const wanted = {
    ...mentions,
    documents: [...mentions.documents, ...changes.documents],
    claims: [...mentions.claims, ...changes.claims],
    entries: [...mentions.entries, ...steps.flatMap(({ cause }) => ('entry' in cause ? cause.entry : []))],
  };
  return {
    claim: { id: after.id, kind: after.kind, text: after.text, language: after.language },
    earlier: { asOf: from, ...(before && { claim: stateOf(before, words) }) },
    later: { ...sides.later, claim: stateOf(after, words) },
    steps,
    entries,
    hasMore: history.nextRevision !== undefined || story.nextRevision !== undefined || story.omitted !== undefined,
    names: await fetchNames(apiLater, wanted, { ...NO_NAMES, ...actsIn(entries) }),
    json: apiLater.address(`${address}/story`),
  };
}

const stateOf = ({ text, language, verification }: ClaimView, words: Words): ComparedClaim => ({
  ...{ text, language, verification },
  summary: summaryText(verification.summary, words),
});

/** Names the page's parameter in what the API says of a moment that can't be read. */
async function named<Result>(name: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    const wrong =
      error instanceof ApiError ? error.problem.errors?.find(({ pointer }) => pointer === '/asOf') : undefined;
    if (!wrong) throw error;
    throw new InvalidParameterError(name, wrong.message.replace(/\basOf\b/g, name));
  }
}
