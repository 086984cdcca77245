import { FieldRejection } from '../../../src/interchange/claimreview/field-rejection.js';
import { readMarkup } from '../../../src/interchange/claimreview/read-markup.js';
import { type ReviewFacts, readReview } from '../../../src/interchange/claimreview/read-review.js';
import { MappingLookup } from '../../../src/interchange/claimreview/review-mapping.js';
import { shape } from './shapes.js';

/** The only review of a shape, read as if the newsroom had no mapping; or why it can't be recorded. */
async function read(number: number, address?: string): Promise<ReviewFacts | FieldRejection> {
  const reviews = await readMarkup(shape(number), address === undefined ? undefined : new URL(address));
  expect(reviews).toHaveLength(1);
  const [{ found, page } = { found: new FieldRejection('', ''), page: {} }] = reviews;
  if (found instanceof FieldRejection) return found;
  try {
    return readReview(found, page, new MappingLookup());
  } catch (error) {
    if (error instanceof FieldRejection) return error;
    throw error;
  }
}

describe('markup of eighteen fact-checkers', () => {
  it('of one by an organization, on the day of the claim, whose claimant is a post', async () => {
    expect(await read(1)).toMatchObject({
      rater: { name: 'Tlochr' },
      rating: 'false',
      label: 'False',
      publishedAt: '2020-07-05',
      claimedAt: '../2020-07-05',
      appearances: [{ url: 'https://www.site-2.example/uhaod?ieoi=7777777777777777' }],
    });
  });

  it('in a graph, with a time without a zone, and the address of the claim', async () => {
    expect(await read(2)).toMatchObject({
      rater: { name: 'LMS' },
      rating: 'false',
      label: 'Falsch',
      publishedAt: '2021-08-24',
      claimedAt: '2021-08-14',
      claimant: { name: 'Eeerossn-Uutehi', type: 'person' },
      appearances: [{ url: 'https://site-3.example/DIhaT' }],
    });
  });

  it('whose claimant is a list, with offsets without a colon', async () => {
    const facts = await read(3);
    expect(facts).toMatchObject({
      claimants: 'Lhitlaone Uneaon; ddcra nr Ochlnlulsa',
      publishedAt: '2020-03-27T10:46:13+02:00',
      claimedAt: '2020-03-18T14:00:00+02:00',
      rating: 'false',
    });
    expect(facts).not.toHaveProperty('claimant');
  });

  it('whose address has no scheme: only with that of its page', async () => {
    expect(await read(4)).toMatchObject({
      field: '/url',
      message: expect.stringContaining('is not a web address') as unknown,
    });
    const facts = await read(4, 'https://www.site-11.example/some/page');
    expect(facts).toMatchObject({
      url: expect.stringMatching(/^https:\/\/site-11\.example\/eotuheom\//) as unknown,
      rater: { name: 'Lei Tsnma' },
      authors: ['Lrnh Reictnic Tisccno'],
      label: 'não_é_bem_assim',
      rating: 'other',
      publishedAt: '2022-08-11',
      modifiedAt: '2022-08-12',
    });
  });

  it('by a journalist: the rater is the publisher', async () => {
    expect(await read(5)).toMatchObject({
      rater: { name: 'AERT' },
      authors: ['Ttoimllm Oeodnliulhoed'],
      publishedAt: '2019-04-10T12:09:05+05:30',
      claimedAt: '../2019-04-10T12:09:05+05:30',
      rating: 'false',
    });
  });

  it('in an array, whose label is a sentence and which has no number', async () => {
    expect(await read(6)).toMatchObject({
      rating: 'other',
      label: expect.stringMatching(/^DOMHM: Es inndreh/) as unknown,
      appearances: [{ url: 'https://site-20.example/o/HSAEH7Tn' }, { url: 'https://site-20.example/i/7iUo7LSe' }],
    });
  });

  it('without a claimant, whose label ends with a full stop', async () => {
    const facts = await read(7);
    expect(facts).toMatchObject({ rating: 'false', label: 'Falso.', claimedAt: '2022-10-20', appearances: [] });
    expect(facts).not.toHaveProperty('claimant');
    expect(facts).not.toHaveProperty('claimants');
  });

  it('with an empty number, and a label without a rating', async () => {
    expect(await read(8)).toMatchObject({ rating: 'other', label: expect.stringContaining('ODLDH-77.') as unknown });
  });

  it('in Arabic, with empty bounds and four appearances', async () => {
    const facts = (await read(9)) as ReviewFacts;
    expect(facts).toMatchObject({ rating: 'false', label: 'زائف', language: 'ar', languageFrom: 'detected' });
    expect(facts.appearances).toHaveLength(4);
  });

  it('whose type is a list, and which inverts nothing by its number', async () => {
    expect(await read(10)).toMatchObject({
      rating: 'false',
      publishedAt: '2020-08-31',
      claimedAt: '../2020-08-31',
      appearances: [{ url: expect.stringContaining('/777777777777777/') as unknown }],
    });
  });

  it('without a context, whose claim has a name of its own', async () => {
    expect(await read(11)).toMatchObject({
      claim: expect.stringMatching(/^“Ecicruu do 77%/) as unknown,
      claimant: { name: 'Tiscdcn Aamsiso' },
      rater: { name: 'Ncoelre' },
      label: 'Falso',
    });
  });

  it('among the other nodes of a page, whose language it has', async () => {
    expect(await read(12)).toMatchObject({
      rating: 'misleading',
      label: 'Engañoso',
      language: 'es',
      languageFrom: 'stated',
      claimedAt: '2022-10-05',
    });
  });

  it('in Chinese', async () => {
    expect(await read(13)).toMatchObject({ rating: 'false', label: '錯誤', language: 'zh', languageFrom: 'detected' });
  });

  it('whose label is a slug, and whose best number is its worst', async () => {
    expect(await read(14)).toMatchObject({ rating: 'other', label: 'really_false', appearances: [] });
  });

  it('by a desk of a publisher', async () => {
    expect(await read(15)).toMatchObject({
      rater: { name: 'TAM Lhdcaml' },
      publisher: { name: 'LCA' },
      rating: 'false',
    });
  });

  it('without a context, whose scale is inverted', async () => {
    expect(await read(16)).toMatchObject({
      rating: 'false',
      publishedAt: '2020-10-07',
      appearances: [{ url: 'https://www.site-2.example/honnadhoudc/hiead/7777777777777777' }],
    });
  });

  it('whose label is in no table, with midnight as the time of the claim', async () => {
    expect(await read(17)).toMatchObject({
      rating: 'other',
      label: 'C’est plus compliqué',
      claimedAt: '2020-02-03',
      publishedAt: '2020-03-10T12:31:20+01:00',
    });
  });

  it('with an empty claim without a name: refused', async () => {
    expect(await read(18)).toMatchObject({
      field: '/claimReviewed',
      message: expect.stringContaining('empty or missing') as unknown,
    });
  });
});
