import fc from 'fast-check';
import { mapMarkup } from '../../../src/interchange/claimreview/map-markup.js';
import { readMarkup } from '../../../src/interchange/claimreview/read-markup.js';
import type { ReviewDirectory } from '../../../src/interchange/claimreview/review-directory.js';
import { SLUG } from '../../../src/domain/ids.js';
import { runs } from '../../support/runs.js';
import { reviewWith } from './review.js';

const EMPTY: ReviewDirectory = {
  findActors: () => Promise.resolve([]),
  findDocument: () => Promise.resolve(undefined),
  findClaims: () => Promise.resolve([]),
  findVerdicts: () => Promise.resolve([]),
  findPuttingForward: () => Promise.resolve([]),
};

const FIELDS = [
  '@id',
  '@type',
  'url',
  'name',
  'author',
  'publisher',
  'claimReviewed',
  'datePublished',
  'dateModified',
  'inLanguage',
];
const MORE = [
  'itemReviewed',
  'reviewRating',
  'appearance',
  'firstAppearance',
  'sameAs',
  'alternateName',
  'ratingValue',
  'headline',
];
const WORDS = [
  'ClaimReview',
  'Person',
  'Organization',
  '2024-05-14',
  '2024-05-14 10:00',
  'False',
  'https://a.example/1',
  '/a',
  '',
  '&amp;',
];

/** JSON that has the names and words of markup more often than chance would. */
const { markup } = fc.letrec<{ markup: unknown }>((tie) => ({
  markup: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(...WORDS),
    fc.jsonValue({ maxDepth: 1 }),
    fc.string({ unit: 'binary' }),
    fc.array(tie('markup'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...FIELDS, ...MORE), tie('markup'), { maxKeys: 8 }),
  ),
}));
const review = fc
  .dictionary(fc.constantFrom(...FIELDS, ...MORE), markup, { maxKeys: 4 })
  .map((fields) => reviewWith({ ...fields, '@type': 'ClaimReview' }));

const check = async (value: unknown): Promise<void> => {
  const reviews = await readMarkup(JSON.stringify(value));
  const { ready, errors } = await mapMarkup(reviews, EMPTY);
  // Each review is either recorded or refused, with its field.
  expect([...ready, ...errors].map(({ number }) => number).sort((a, b) => a - b)).toEqual(
    reviews.map((_, index) => index + 1),
  );
  for (const { field } of errors) expect(field).toMatch(/^(?:\/|$)/);
  for (const { mapped } of ready) {
    expect(mapped.claim.id).toMatch(SLUG);
    for (const { command, fieldOf } of mapped.lines) {
      // Text with a lone surrogate would be no canonical JSON.
      expect(JSON.stringify(command).isWellFormed()).toBe(true);
      expect(JSON.stringify(command)).not.toMatch(/\\ud[89a-f]/i);
      expect(fieldOf('/x')).toMatch(/^\//);
    }
  }
};

it('records or refuses every review, whatever its fields are', () =>
  fc.assert(fc.asyncProperty(review, check), { numRuns: runs(600) }));

it('reads any JSON whatsoever', () =>
  fc.assert(fc.asyncProperty(fc.oneof(markup, fc.jsonValue()), check), { numRuns: runs(600) }));

it('reads nesting of any depth', async () => {
  const depth = 50_000;
  const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
  expect(await readMarkup(deep)).toEqual([]);
  const { errors } = await mapMarkup(await readMarkup(`{"@type": "ClaimReview", "url": ${deep}}`), EMPTY);
  expect(errors).toEqual([expect.objectContaining({ field: '/url' })]);
});
