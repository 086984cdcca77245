import { TurnBudget } from '../../lib/turn-budget.js';
import { urlKey } from '../../lib/url-key.js';
import { FieldRejection } from './field-rejection.js';
import type { FoundReview } from './find-reviews.js';
import type { PageContext } from './page-context.js';
import type { MarkupReview } from './read-markup.js';
import { type ReviewFacts, readReview, reviewAddress } from './read-review.js';
import type { ReviewDirectory } from './review-directory.js';
import { type MappedReview, ReviewMapper } from './review-mapper.js';
import { MappingLookup, type ReviewMapping } from './review-mapping.js';

/** A review that can be recorded. */
export interface ReadyReview {
  /** From 1, in the order of the input. */
  readonly number: number;
  readonly facts: ReviewFacts;
  readonly mapped: MappedReview;
}

/** A review that can't be recorded, and why. */
export interface ReviewError {
  readonly number: number;
  /** JSON Pointer within the review. */
  readonly field: string;
  readonly message: string;
}

export interface MappedMarkup {
  readonly ready: readonly ReadyReview[];
  readonly errors: readonly ReviewError[];
  /** The tables by which labels became ratings. */
  readonly version: string;
}

/**
 * Turns the reviews of one input into commands. Reviews with errors don't keep the others back.
 *
 * @param now in milliseconds; a review that is from later can't be recorded
 * @param leftOut numbers of reviews that are read, but lead to no commands
 */
export async function mapMarkup(
  reviews: readonly MarkupReview[],
  directory: ReviewDirectory,
  mapping?: ReviewMapping,
  now = Date.now(),
  leftOut: ReadonlySet<number> = new Set(),
): Promise<MappedMarkup> {
  const lookup = new MappingLookup(mapping);
  const errors: ReviewError[] = [];
  const attempt = async <Result>(number: number, read: () => Result | Promise<Result>): Promise<Result | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof FieldRejection)) throw error;
      errors.push({ number, field: error.field, message: error.message });
      return undefined;
    }
  };
  const facts = new Map<number, ReviewFacts>();
  const turn = new TurnBudget();
  for (const [index, { found, page }] of reviews.entries()) {
    await turn.yieldIfSpent();
    const read = await attempt(index + 1, () => {
      if (found instanceof FieldRejection) throw found;
      return readReview(found, page, lookup);
    });
    if (read) facts.set(index + 1, read);
  }
  const addresses = new Map<string, number>();
  for (const { found, page } of reviews) {
    if (found instanceof FieldRejection) continue;
    const key = addressKey(found, page);
    addresses.set(key, (addresses.get(key) ?? 0) + 1);
  }
  const mapper = new ReviewMapper(directory, lookup, now);
  const ready: ReadyReview[] = [];
  for (const [number, each] of facts) {
    await turn.yieldIfSpent();
    if (leftOut.has(number)) continue;
    const mapped = await attempt(number, () => mapper.map(each, addresses.get(urlKey(each.url)) === 1));
    if (mapped) ready.push({ number, facts: each, mapped });
  }
  return { ready, errors: errors.sort((one, other) => one.number - other.number), version: lookup.version };
}

/** The address of a review as it is compared; also of one that has other errors. */
const addressKey = ({ review }: FoundReview, page: PageContext): string =>
  urlKey(reviewAddress(review, page) ?? (typeof review.url === 'string' ? review.url : ''));
