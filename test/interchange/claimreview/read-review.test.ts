import { FieldRejection } from '../../../src/interchange/claimreview/field-rejection.js';
import { factsOf, itemWith, reviewWith } from './review.js';

const rejected = (review: unknown): Pick<FieldRejection, 'field' | 'message'> => {
  try {
    factsOf(review);
  } catch (error) {
    if (error instanceof FieldRejection) return error;
    throw error;
  }
  throw new Error('The review was read.');
};

describe('the claim', () => {
  it.each([
    ['&quot;Closed&quot; &amp; gone&nbsp;&#8211; since May ', '"Closed" & gone\u00a0– since May'],
    [['Closed.', ' Closed. '], 'Closed.'],
  ])('is read as it is shown: %j', (claimReviewed, claim) => {
    expect(factsOf(reviewWith({ claimReviewed }))).toMatchObject({ claim, notes: [] });
  });

  it('is well-formed Unicode', () => {
    expect(factsOf(reviewWith({ claimReviewed: 'Half \ud83d a sign.' })).claim).toBe('Half \ufffd a sign.');
  });

  it("is the claim's name if it is empty or missing, which is noted", () => {
    const { claim, notes } = factsOf({ ...itemWith({ name: 'Aldby is closed.' }), claimReviewed: ' ' });
    expect(claim).toBe('Aldby is closed.');
    expect(notes).toEqual(['claimReviewed is empty or missing: the name of itemReviewed is the claim']);
  });

  it.each([
    [reviewWith({ claimReviewed: undefined }), '/claimReviewed', 'empty or missing'],
    [reviewWith({ claimReviewed: ['One.', 'Two.'] }), '/claimReviewed', 'a list of 2 texts'],
    [reviewWith({ claimReviewed: 'x'.repeat(1_001) }), '/claimReviewed', '1001 characters'],
    [reviewWith({ itemReviewed: [{}, {}] }), '/itemReviewed', 'a list of 2'],
  ])('is refused with its field: case %#', (review, field, message) => {
    expect(rejected(review)).toMatchObject({ field, message: expect.stringContaining(message) as unknown });
  });
});

describe('dates', () => {
  it.each([
    ['2024-05-14', '2024-05-14'],
    ['2024-5-4', '2024-05-04'],
    ['2024-05', '2024-05'],
    ['2024-05-14 14:41', '2024-05-14'],
    ['2024-05-14T14:41:09', '2024-05-14'],
    ['2024-05-14T14:41:09+0200', '2024-05-14T14:41:09+02:00'],
    ['2024-05-14 14:41:09 UTC', '2024-05-14T14:41:09Z'],
    ['2024-05-14T14:41:09.123Z', '2024-05-14T14:41:09.123Z'],
    ['2024-05-14T00:00:00+00:00', '2024-05-14'],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j', (datePublished, publishedAt) => {
    expect(factsOf(reviewWith({ datePublished })).publishedAt).toBe(publishedAt);
  });

  it.each([
    ['3/4/2024', 'can be two days'],
    ['14 May 2024', 'must be written as 2024-05-14'],
    ['2024-02-30', 'there is no day 30'],
    ['soon', 'is not a date'],
    [20240514, 'must be text'],
  ])('%j is refused', (datePublished, message) => {
    expect(rejected(reviewWith({ datePublished }))).toMatchObject({
      field: '/datePublished',
      message: expect.stringContaining(message) as unknown,
    });
  });

  it.each([
    ['2024-05-12', '2024-05-12'],
    ['2024-05-14', '../2024-05-14'],
    ['2024-06-01', '../2024-05-14'],
    [undefined, '../2024-05-14'],
  ])('the claim of a review of 2024-05-14 with the date %j was put forward %j', (datePublished, claimedAt) => {
    expect(factsOf(itemWith({ datePublished })).claimedAt).toBe(claimedAt);
  });
});

describe('addresses', () => {
  const page = { address: new URL('https://www.factcheck.example/2024/') };

  it.each([
    ['/harbour', 'https://www.factcheck.example/harbour'],
    ['./harbour', 'https://www.factcheck.example/2024/harbour'],
    ['factcheck.example/harbour', 'https://factcheck.example/harbour'],
    [undefined, 'https://www.factcheck.example/2024/'],
  ])('%j on a page is %j', (url, expected) => {
    expect(factsOf(reviewWith({ url }), { page }).url).toBe(expected);
  });

  it.each([undefined, '', '/harbour', 'factcheck.example/harbour', 'javascript:alert(1)', 'https://', 'a b', 7, {}])(
    '%j without a page is refused',
    (url) => {
      expect(rejected(reviewWith({ url })).field).toBe('/url');
    },
  );

  it('of another host without a scheme is refused, also on a page', () => {
    expect(() => factsOf(reviewWith({ url: 'other.example/a' }), { page })).toThrow('is not a web address');
  });
});

describe('who rates', () => {
  const publisher = { '@type': 'Organization', name: 'The Daily Example' };
  it.each([
    ['an organization', { author: { '@type': 'Organization', name: 'Desk' }, publisher }, 'Desk'],
    ['a text', { author: 'Desk' }, 'Desk'],
    ['a journalist with a publisher', { author: { '@type': 'Person', name: 'Jo' }, publisher }, 'The Daily Example'],
    [
      'a list',
      {
        author: [
          { '@type': 'Organization', name: 'A' },
          { '@type': 'Organization', name: 'B' },
        ],
      },
      'factcheck.example',
    ],
    ['an author without a name', { author: { '@type': 'Organization' } }, 'factcheck.example'],
    ['nobody', { author: undefined, publisher }, 'The Daily Example'],
  ])('%s', (_what, fields, name) => {
    expect(factsOf(reviewWith(fields)).rater.name).toBe(name);
  });

  it('is not its own publisher', () => {
    const own = { '@type': 'Organization', name: 'Desk' };
    expect(factsOf(reviewWith({ author: own, publisher: own }))).not.toHaveProperty('publisher');
    expect(factsOf(reviewWith({ author: own, publisher }))).toMatchObject({ publisher: { name: 'The Daily Example' } });
  });

  it('is found by its id elsewhere in the document', () => {
    const graph = [
      { '@type': 'Organization', '@id': '#org', name: 'Example Fact Check' },
      reviewWith({ author: { '@id': '#org' } }),
    ];
    expect(factsOf({ '@graph': graph }).rater.name).toBe('Example Fact Check');
  });
});

describe('the rating', () => {
  const rating = (reviewRating: unknown, mapping = {}) => factsOf(reviewWith({ reviewRating }), { mapping });

  it.each([
    ['False', 'false'],
    [{ alternateName: 'FALSE.' }, 'false'],
    [{ ratingValue: 'Mostly true', bestRating: '5' }, 'mostly-true'],
    [{ alternateName: 'Pants on Fire' }, 'other'],
    [{ alternateName: '\u00a0Falso ⛔' }, 'false'],
  ])('%j is %s', (value, expected) => {
    expect(rating(value).rating).toBe(expected);
  });

  it('is that of the publisher for a label of its own', () => {
    const url = 'https://www.politifact.com/factchecks/1/';
    expect(factsOf(reviewWith({ url, reviewRating: 'Pants on Fire!' })).rating).toBe('false');
  });

  it('keeps the label word for word', () => {
    expect(rating({ alternateName: 'Four\r\nlies &amp; a half ' }).label).toBe('Four\r\nlies & a half');
  });

  it('is never decided by a number, unless the mapping knows the scale', () => {
    const value = { ratingValue: 1, worstRating: 1, bestRating: 5 };
    expect(rejected(reviewWith({ reviewRating: value }))).toMatchObject({
      field: '/reviewRating/alternateName',
      message: expect.stringContaining('What the number 1 means') as unknown,
    });
    const mapping = { publishers: { 'factcheck.example': { ratings: { '1': 'false' as const } } } };
    expect(rating(value, mapping)).toMatchObject({ rating: 'false', label: '1' });
  });

  it('is that of the mapping for the publisher, then for everybody, then of the table', () => {
    const mapping = {
      ratings: { Dubious: 'unproven' as const, False: 'misleading' as const },
      publishers: { 'www.factcheck.example': { ratings: { dubious: 'mixture' as const } } },
    };
    expect(rating('Dubious', mapping).rating).toBe('mixture');
    expect(rating('False', mapping).rating).toBe('misleading');
    expect(rating('True', mapping).rating).toBe('true');
  });

  it.each([
    [undefined, '/reviewRating'],
    [[{}, {}], '/reviewRating'],
    [{ ratingValue: '' }, '/reviewRating/alternateName'],
    [{ alternateName: 'x'.repeat(501) }, '/reviewRating/alternateName'],
  ])('%j is refused', (reviewRating, field) => {
    expect(rejected(reviewWith({ reviewRating })).field).toBe(field);
  });
});

describe('appearances', () => {
  it('are all that the markup links, each once, without the review itself', () => {
    const review = itemWith({
      firstAppearance: 'https://a.example/1',
      appearance: [
        { url: 'https://b.example/2', name: 'Two', datePublished: '2024-05-11' },
        { url: 'https://A.example/1#top' },
        'https://factcheck.example/harbour',
      ],
      url: 'https://c.example/3',
      author: { name: 'Jane Roe', sameAs: ['https://social.example/jane/posts/4', 'https://jane.example/'] },
    });
    expect(factsOf(review)).toMatchObject({
      appearances: [
        { url: 'https://a.example/1' },
        { url: 'https://b.example/2', title: 'Two', publishedAt: '2024-05-11' },
        { url: 'https://c.example/3' },
        { url: 'https://social.example/jane/posts/4' },
      ],
      notes: [],
    });
  });

  it('without a web address are left out, which is noted', () => {
    expect(factsOf(itemWith({ appearance: [{ url: 'on television' }, {}] }))).toMatchObject({
      appearances: [],
      notes: ['/itemReviewed/appearance/0 is left out: it has no web address'],
    });
  });
});

describe('the language', () => {
  const text = 'The example bridge is closed to all lorries because the old pillars in the river are cracked.';
  it.each([
    ['stated by the claim', itemWith({ inLanguage: 'pt_BR' }), {}, 'pt-BR', 'stated'],
    [
      'stated by the review',
      reviewWith({ inLanguage: { '@type': 'Language', name: 'French', alternateName: 'fr' } }),
      {},
      'fr',
      'stated',
    ],
    ['named by the claim', itemWith({ inLanguage: 'Ukrainian' }), {}, 'uk', 'stated'],
    ['named by the review', reviewWith({ inLanguage: 'English' }), { mapping: { language: 'de' } }, 'en', 'stated'],
    ['in three letters', reviewWith({ inLanguage: 'deu' }), {}, 'de', 'stated'],
    ['of the mapping', reviewWith({ inLanguage: 'Klingonese' }), { mapping: { language: 'de' } }, 'de', 'assumed'],
    [
      'of the page',
      reviewWith({ inLanguage: undefined }),
      { page: { language: 'es' }, mapping: { language: 'de' } },
      'es',
      'stated',
    ],
    ['detected', reviewWith({ inLanguage: undefined, claimReviewed: text }), {}, 'en', 'detected'],
    [
      'not clear between two',
      reviewWith({
        inLanguage: undefined,
        claimReviewed:
          'Video muestra a soldados quemando una iglesia. Foto mostra soldados queimando uma igreja em Angola.',
      }),
      {},
      'und',
      'unknown',
    ],
    ['not clear', reviewWith({ inLanguage: undefined, claimReviewed: 'Brand!' }), {}, 'und', 'unknown'],
  ])('%s', (_what, review, context, language, languageFrom) => {
    expect(factsOf(review, context)).toMatchObject({ language, languageFrom });
  });
});
