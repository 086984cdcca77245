import type { Rating } from '../../domain/vocabulary.js';
import { MAX_NAME, MAX_TEXT } from '../../validation/bounds.js';
import { type Appearance, appearancesOf } from './appearances.js';
import { FieldRejection } from './field-rejection.js';
import type { FoundReview } from './find-reviews.js';
import { firstText, isNode, type JsonNode, singleNode, singleText, textOf } from './json-ld.js';
import { detectLanguage, type LanguageSource, languageTag } from './language.js';
import type { PageContext } from './page-context.js';
import { dateOf, dayOf } from './review-dates.js';
import type { MappingLookup } from './review-mapping.js';
import { claimantOf, partiesOf, type Party } from './review-parties.js';
import { hostOf, webAddressOf } from './web-address.js';

/** What a ClaimReview says, read without the ledger. */
export interface ReviewFacts {
  readonly claim: string;
  readonly language: string;
  readonly languageFrom: LanguageSource;
  readonly url: string;
  /** Of the review's address, without `www.`. */
  readonly host: string;
  readonly rater: Party;
  /** Published the review, if that isn't the rater. */
  readonly publisher?: Party;
  readonly authors: readonly string[];
  readonly title?: string;
  readonly label: string;
  readonly rating: Rating;
  readonly rationale?: string;
  readonly publishedAt?: string;
  readonly modifiedAt?: string;
  /** Undefined if the markup names nobody, or several in one. */
  readonly claimant?: Party;
  /** The names of several claimants in one. */
  readonly claimants?: string;
  /** When the claim was put forward, as the ledger writes it. */
  readonly claimedAt?: string;
  readonly appearances: readonly Appearance[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

const MAX_CLAIM = 1_000;
/**
 * Reads a ClaimReview as it is found. Nothing is guessed: what can't be read is refused with its field, or left out with
 * a note if the review can be recorded without it.
 *
 * @throws FieldRejection
 */
export function readReview(found: FoundReview, page: PageContext, mapping: MappingLookup): ReviewFacts {
  const { review, nodes } = found;
  const notes: string[] = [];
  const url = reviewAddress(review, page);
  if (url === undefined) throw new FieldRejection('/url', urlProblem(review.url));
  const host = hostOf(url);
  const item = singleNode(review, 'itemReviewed', nodes) ?? {};
  const claim = claimText(review, item, notes);
  const { rater, publisher, authors } = partiesOf(found, host);
  const rating = ratingIn(found, host, mapping);
  const publishedAt = dateOf(review.datePublished, '/datePublished');
  const modifiedAt = dateOf(review.dateModified, '/dateModified');
  const claimedAt = claimDate(item, publishedAt ?? modifiedAt);
  const title = firstText(review, ['headline', 'name', 'title']);
  return {
    claim,
    ...languageOf(found, item, page, mapping, { url, host, sample: [claim, title, rating.rationale] }),
    url,
    host,
    rater,
    ...(publisher && { publisher }),
    authors,
    ...(title !== undefined && title.length <= MAX_NAME && { title }),
    ...rating,
    ...(publishedAt !== undefined && { publishedAt }),
    ...(modifiedAt !== undefined && { modifiedAt }),
    ...claimantOf(item, found),
    ...(claimedAt !== undefined && { claimedAt }),
    appearances: appearancesOf(item, found, page, url, notes),
    notes,
  };
}

/** The address of a review; without one, that of its page. Undefined if there is neither. */
export const reviewAddress = (review: JsonNode, { address }: PageContext): string | undefined =>
  webAddressOf(review.url, address) ?? (review.url === undefined ? address?.href : undefined);

function urlProblem(value: unknown): string {
  if (value === undefined)
    return 'It is missing: the address of the review. Give the address of the page (--page-url, or pageUrl).';
  const found = typeof value === 'string' ? `"${value.slice(0, 200)}"` : 'It';
  return `${found} is not a web address. If it is relative, give the address of the page (--page-url, or pageUrl).`;
}

function claimText(review: JsonNode, item: JsonNode, notes: string[]): string {
  const own = singleText(review, 'claimReviewed', '/claimReviewed');
  const text = own ?? singleText(item, 'name', '/itemReviewed/name');
  if (text === undefined) {
    throw new FieldRejection(
      '/claimReviewed',
      'It is empty or missing, and the claim has no name that could replace it.',
    );
  }
  if (own === undefined) notes.push('claimReviewed is empty or missing: the name of itemReviewed is the claim');
  if (text.length <= MAX_CLAIM) return text;
  throw new FieldRejection('/claimReviewed', `It has ${text.length} characters. A claim may have ${MAX_CLAIM}.`);
}

function ratingIn(
  { review, nodes }: FoundReview,
  host: string,
  mapping: MappingLookup,
): Pick<ReviewFacts, 'label' | 'rating' | 'rationale'> {
  const node = singleNode(review, 'reviewRating', nodes);
  if (!node) throw new FieldRejection('/reviewRating', 'It is missing: the verdict.');
  const value = node.ratingValue;
  const words = singleText(node, 'alternateName', '/reviewRating/alternateName');
  const named = words ?? singleText(node, 'name', '/reviewRating/name') ?? wordsIn(value);
  const number = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  // A number means something only in the publisher's own scale, which a mapping knows.
  const label = named ?? (number !== '' && mapping.mappedRating(number, host) ? number : undefined);
  if (label === undefined) {
    throw new FieldRejection(
      '/reviewRating/alternateName',
      number === ''
        ? "It is missing: the publisher's label."
        : `It is missing: the publisher's label. What the number ${number} means isn't known without it.`,
    );
  }
  if (label.length > MAX_NAME) {
    const message = `It has ${label.length} characters. A label may have ${MAX_NAME}.`;
    throw new FieldRejection('/reviewRating/alternateName', message);
  }
  const rationale = textOf(node.ratingExplanation);
  const hasRationale = rationale !== undefined && rationale.length <= MAX_TEXT;
  return { label, rating: mapping.ratingOf(label, host), ...(hasRationale && { rationale }) };
}

/** A text that isn't a number. */
const wordsIn = (value: unknown): string | undefined => {
  const text = textOf(value);
  return text !== undefined && /\p{L}/u.test(text) ? text : undefined;
};

/** A claim can't be later than its review. With the date of the review, only the latest moment is known. */
function claimDate(item: JsonNode, reviewedAt: string | undefined): string | undefined {
  const date = dateOf(item.datePublished, '/itemReviewed/datePublished');
  if (reviewedAt === undefined) return date;
  return date !== undefined && dayOf(date) < dayOf(reviewedAt) ? date : `../${reviewedAt}`;
}

function languageOf(
  { review, languages }: FoundReview,
  item: JsonNode,
  page: PageContext,
  mapping: MappingLookup,
  {
    url,
    host,
    sample,
  }: { readonly url: string; readonly host: string; readonly sample: readonly (string | undefined)[] },
): Pick<ReviewFacts, 'language' | 'languageFrom'> {
  const main = isNode(review.mainEntityOfPage) ? review.mainEntityOfPage['@id'] : review.mainEntityOfPage;
  const ofPage = languages.get(url) ?? (typeof main === 'string' ? languages.get(main) : undefined) ?? page.language;
  const stated = [item.inLanguage, review.inLanguage, ofPage].map(statedLanguage).find((tag) => tag !== undefined);
  if (stated !== undefined) return { language: stated, languageFrom: 'stated' };
  const assumed = mapping.languageOf(host);
  if (assumed !== undefined) return { language: assumed, languageFrom: 'assumed' };
  const detected = detectLanguage(sample.filter((text) => text !== undefined).join('\n'));
  return detected === undefined
    ? { language: 'und', languageFrom: 'unknown' }
    : { language: detected, languageFrom: 'detected' };
}

/** A language is a text, or a node of the type Language. */
const statedLanguage = (value: unknown): string | undefined =>
  languageTag(textOf(isNode(value) ? (value.alternateName ?? value.name) : value));
