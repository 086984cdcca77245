import { findReviews, type FoundReview } from '../../../src/interchange/claimreview/find-reviews.js';
import type { PageContext } from '../../../src/interchange/claimreview/page-context.js';
import { type ReviewFacts, readReview } from '../../../src/interchange/claimreview/read-review.js';
import { MappingLookup, type ReviewMapping } from '../../../src/interchange/claimreview/review-mapping.js';

/** A review with all that is usual; `more` replaces fields. */
export const reviewWith = (more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  '@context': 'https://schema.org',
  '@type': 'ClaimReview',
  url: 'https://factcheck.example/harbour',
  datePublished: '2024-05-14',
  author: { '@type': 'Organization', name: 'Example Fact Check' },
  claimReviewed: 'The harbour of Aldby is closed.',
  inLanguage: 'en',
  reviewRating: { '@type': 'Rating', ratingValue: '1', alternateName: 'False' },
  itemReviewed: {
    '@type': 'Claim',
    datePublished: '2024-05-12',
    author: { '@type': 'Person', name: 'Jane Roe' },
    appearance: { '@type': 'CreativeWork', url: 'https://roe.example/speech' },
  },
  ...more,
});

/** The same with other fields of `itemReviewed`. */
export const itemWith = (more: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  reviewWith({ itemReviewed: { ...(reviewWith().itemReviewed as object), ...more } });

export function factsOf(
  review: unknown,
  { page = {}, mapping }: { readonly page?: PageContext; readonly mapping?: ReviewMapping } = {},
): ReviewFacts {
  const [found] = findReviews(review);
  return readReview(found as FoundReview, page, new MappingLookup(mapping));
}
