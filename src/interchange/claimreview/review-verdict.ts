import { parseOccurredAt } from '../../domain/fuzzy-time.js';
import { digestOf } from '../../lib/digest.js';
import { foldText } from '../../lib/fold-text.js';
import { urlKey } from '../../lib/url-key.js';
import type { ReviewFacts } from './read-review.js';
import type { KnownClaim, KnownVerdict } from './review-directory.js';

/**
 * What a review is to the ledger: `new`; `changed` since it was recorded; `corrected`, if only the mapping of its label
 * has changed; `known`, if there is nothing to record.
 */
export type ReviewOutcome = 'new' | 'changed' | 'corrected' | 'known';

/** The verdict of a review, as it is recorded. */
export interface ReviewVerdict {
  readonly outcome: ReviewOutcome;
  readonly id: string;
  readonly rater: string;
  readonly occurredAt?: string;
  readonly after?: readonly string[];
  /** The verdict whose label is mapped to another rating now. */
  readonly replaces?: string;
}

/**
 * What the review's verdict is to those that the ledger has of it. The id says which state of the review it is: the same
 * markup leads to the same id, and to another beginning of it if only the rating of the label has changed.
 */
export function verdictOf(
  facts: ReviewFacts,
  claim: KnownClaim,
  rater: string,
  all: readonly KnownVerdict[],
  version: string,
): ReviewVerdict {
  const { url, label, rating, publishedAt, modifiedAt } = facts;
  const state = digestOf([claim.id, rater, urlKey(url), label, publishedAt ?? null, modifiedAt ?? null]).slice(0, 8);
  const own = all.filter((verdict) => verdict.claim.id === claim.id && verdict.by.includes(rater));
  const same = own.filter(({ id }) => id.includes(`-${state}`));
  const sameLive = same.find(({ isVoid }) => !isVoid);
  const id = `${rating}-${state}`;
  const base = { id, rater, ...(publishedAt !== undefined && { occurredAt: publishedAt }) };
  if (sameLive && sameLive.rating !== rating) {
    // The mapping may go back to a rating that it gave before: that id is taken.
    const isTaken = same.some((verdict) => verdict.id === id);
    const own = isTaken ? `${id}-${digestOf([version, sameLive.id]).slice(0, 8)}` : id;
    const { occurredAt } = sameLive;
    return {
      ...base,
      id: own,
      outcome: 'corrected',
      replaces: sameLive.id,
      ...(occurredAt !== undefined && { occurredAt }),
    };
  }
  // Somebody voided it: that isn't undone by reading the same markup again.
  if (same.length > 0) return { ...base, outcome: 'known' };
  const last = own.find(({ isVoid }) => !isVoid);
  if (!last) return { ...base, outcome: 'new' };
  const isSame = last.label === undefined ? last.rating === rating : foldText(last.label) === foldText(label);
  if (isSame) return { ...base, outcome: 'known' };
  const occurredAt = modifiedAt ?? publishedAt;
  const isOlder = parseOccurredAt(occurredAt).latest < parseOccurredAt(last.occurredAt).earliest;
  return {
    ...base,
    outcome: 'changed',
    ...(occurredAt !== undefined && { occurredAt }),
    ...(!isOlder && { after: [last.id] }),
  };
}
