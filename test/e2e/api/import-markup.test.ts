import { gzipSync } from 'node:zlib';
import { itemWith, reviewWith } from '../../interchange/claimreview/review.js';
import { shape } from '../../interchange/claimreview/shapes.js';
import { TestLedger } from './test-ledger.js';

type Report = Readonly<Record<string, unknown>>;

describe('POST /v1/import of ClaimReview markup', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await TestLedger.start();
  });
  afterEach(() => ledger.stop());

  const send = (body: string | Buffer, query = '', type = 'application/ld+json') =>
    ledger
      .write('post', `/v1/import${query}`)
      .set('Content-Type', type)
      .serialize((data) => data as string)
      .send(body);
  const imported = async (body: string, query = '', type?: string): Promise<Report[]> => {
    const { text } = await send(body, query, type).expect(200);
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Report)
      .filter((report) => !('progress' in report || 'checked' in report));
  };
  const json = JSON.stringify(reviewWith());

  it('records it once, also when it is sent again', async () => {
    expect(await imported(json)).toEqual([
      {
        summary: expect.objectContaining({
          lines: 8,
          recorded: 8,
          refused: 0,
          complete: true,
          projected: true,
        }) as unknown,
      },
    ]);
    expect(await imported(json)).toEqual([{ summary: expect.objectContaining({ lines: 0, recorded: 0 }) as unknown }]);
    const { body } = await ledger.get('/v1/entries?type=VerdictIssued').expect(200);
    expect(body).toMatchObject({
      items: [{ data: { rating: 'false', label: 'False', by: ['example-fact-check'] }, claim: { status: 'rated' } }],
    });
  });

  it('finds what the ledger has: actors by alias, documents by address, claims by text, verdicts by review', async () => {
    await ledger
      .put('/v1/actors/efc', { kind: 'organization', name: 'EFC', aliases: ['Example Fact Check'] })
      .expect(201);
    await ledger
      .put('/v1/documents/speech', { publisher: 'efc', url: 'https://roe.example/speech?utm_source=x' })
      .expect(201);
    await ledger
      .put('/v1/claims/closed', { text: 'the harbour of ALDBY is closed', language: 'en', kind: 'factual' })
      .expect(201);
    await imported(json);
    await imported(
      JSON.stringify(
        reviewWith({ claimReviewed: 'Aldby has shut its port.', reviewRating: 'True', dateModified: '2024-06-01' }),
      ),
    );
    const { body } = await ledger.get('/v1/entries?claim=closed&sort=oldest').expect(200);
    expect(body).toMatchObject({
      items: [
        { type: 'ClaimRegistered' },
        { type: 'ClaimAsserted', data: { by: ['jane-roe'], document: 'speech' } },
        { type: 'VerdictIssued', data: { by: ['efc'], rating: 'false' } },
        { type: 'VerdictIssued', data: { by: ['efc'], rating: 'true', wording: { text: 'Aldby has shut its port.' } } },
      ],
    });
  });

  it('says in a dry run what becomes of each review, and records nothing', async () => {
    const reports = await imported(
      JSON.stringify([reviewWith({ inLanguage: undefined }), JSON.parse(shape(18))]),
      '?dryRun=true&language=da',
    );
    expect(reports.slice(0, 2)).toEqual([
      {
        review: 2,
        problem: expect.objectContaining({
          errors: [
            {
              pointer: '/1/claimReviewed',
              code: 'not-mapped',
              message: expect.stringContaining('It is empty') as unknown,
            },
          ],
        }) as unknown,
      },
      {
        review: 1,
        mapped: expect.objectContaining({ outcome: 'new', language: 'da', languageFrom: 'assumed' }) as unknown,
      },
    ]);
    expect(reports.filter((report) => 'wouldRecord' in report)).toHaveLength(8);
    expect(reports.find((report) => 'wouldRecord' in report)).toMatchObject({ line: 1, review: 1 });
    expect(reports.find((report) => 'state' in report)).toMatchObject({
      state: { before: null, after: { status: 'rated' } },
    });
    const { body } = await ledger.get('/v1/claims').expect(200);
    expect(body).toMatchObject({ items: [] });
  });

  it('reads HTML, with the address of the page', async () => {
    const page = `<html lang="en"><script type="application/ld+json">${JSON.stringify(reviewWith({ url: '/harbour' }))}</script></html>`;
    const [problem] = await imported(page, '', 'text/html; charset=utf-8');
    expect(problem).toMatchObject({
      review: 1,
      problem: {
        errors: [{ pointer: '/url', message: expect.stringMatching(/^script 1: "\/harbour" is not/) as unknown }],
      },
    });
    expect(await imported(page, '?pageUrl=https://factcheck.example/', 'text/html')).toMatchObject([
      { summary: { recorded: 8 } },
    ]);
  });

  it('refuses a review as a whole if it is from the future, in a dry run too', async () => {
    const markup = JSON.stringify({
      '@graph': [reviewWith({ datePublished: '2999-01-01' }), reviewWith({ claimReviewed: 'Aldby has no harbour.' })],
    });
    const problem = {
      review: 1,
      problem: {
        errors: [{ pointer: '/@graph/0/datePublished', message: expect.stringContaining('after now') as unknown }],
      },
    };
    const dry = await imported(markup, '?dryRun=true');
    expect(dry[0]).toMatchObject(problem);
    expect(dry.filter((report) => 'mapped' in report)).toEqual([expect.objectContaining({ review: 2 })]);
    expect(dry.at(-1)).toMatchObject({ summary: { refused: 0 } });
    const reports = await imported(markup);
    expect(reports).toMatchObject([problem, { summary: { recorded: 8, refused: 0 } }]);
    const { body } = await ledger.get('/v1/claims').expect(200);
    expect(body).toMatchObject({ items: [{ text: 'Aldby has no harbour.', status: 'rated' }] });
  });

  it('leaves out the whole of a review of which the ledger rejects a command, and names it', async () => {
    const id = 'the-harbour-of-aldby-is-closed-5e5926ae';
    await ledger.put(`/v1/claims/${id}`, { text: 'Aldby is a town.', language: 'en', kind: 'factual' }).expect(201);
    const problem = { review: 1, problem: { status: 409, detail: expect.stringContaining(id) as unknown } };
    expect(await imported(json)).toMatchObject([problem, { summary: { lines: 0, recorded: 0 } }]);
    expect((await ledger.get('/v1/actors').expect(200)).body).toMatchObject({ items: [] });

    // The second review names the same rater: it is registered with this one then.
    const other = reviewWith({ claimReviewed: 'Aldby has no harbour.', url: 'https://factcheck.example/no-harbour' });
    const both = JSON.stringify([reviewWith(), other]);
    expect(await imported(both, '?allOrNothing=true')).toMatchObject([
      problem,
      { summary: { recorded: 0, refused: 1, withheld: 8 } },
    ]);
    const dry = await imported(both, '?dryRun=true');
    expect(dry.slice(0, 2)).toMatchObject([problem, { review: 2, mapped: { outcome: 'new' } }]);
    expect(dry.slice(2).filter((report) => report['review'] === 1)).toEqual([]);
    expect(await imported(both)).toMatchObject([problem, { summary: { lines: 8, recorded: 8, refused: 0 } }]);
    const { body } = await ledger.get('/v1/entries?type=VerdictIssued').expect(200);
    expect(body).toMatchObject({ items: [{ claim: { text: 'Aldby has no harbour.', status: 'rated' } }] });
  });

  it('takes a mapping of labels and names with the markup', async () => {
    const mapping = {
      version: '2024-06',
      language: 'da',
      ratings: { Nope: 'false' },
      publishers: { 'factcheck.example': { ratings: { '2': 'mostly-false' } } },
      actors: { 'Jane Roe': 'organization' },
    };
    const markup = JSON.stringify([
      reviewWith({ inLanguage: undefined, reviewRating: 'Nope' }),
      reviewWith({ claimReviewed: 'Aldby has no harbour.', reviewRating: '2', url: '/second' }),
    ]);
    const reports = await imported(
      JSON.stringify({ markup, mapping }),
      '?dryRun=true&pageUrl=https://factcheck.example/',
      'application/json',
    );
    expect(reports.filter((report) => 'mapped' in report || 'problem' in report)).toMatchObject([
      { review: 1, mapped: { rating: 'false', language: 'da', languageFrom: 'assumed', claimantKind: 'organization' } },
      { review: 2, mapped: { rating: 'mostly-false', language: 'en', url: 'https://factcheck.example/second' } },
    ]);
    const [first] = await imported(JSON.stringify({ markup, mapping }), '?dryRun=true&language=nb', 'application/json');
    expect(first).toMatchObject({ review: 2, problem: { errors: [{ pointer: '/1/url' }] } });
    await imported(JSON.stringify({ markup, mapping }), '?language=nb', 'application/json');
    expect((await ledger.get('/v1/claims').expect(200)).body).toMatchObject({
      items: [{ language: 'nb', status: 'rated' }],
    });
  });

  it('rejects a bad mapping, and names the field', async () => {
    for (const [body, status, problem] of [
      [{ markup: '' }, 422, at('/markup', 'must not be blank')],
      [{ markup: { '@type': 'ClaimReview' } }, 422, at('/markup', 'must be text')],
      [{ markup: '{}', mapping: [] }, 422, at('/mapping', 'must be an object')],
      [{ markup: '{}', mapping: { ratings: { Nope: 'no' } } }, 422, at('/mapping', '/ratings/Nope must be one of')],
      [{ markup: '{}', other: 1 }, 422, at('/other', 'Unknown field')],
      [{ markup: '{}' }, 400, { detail: expect.stringContaining('has no ClaimReview') as unknown }],
      [{ type: 'ClaimRegistered' }, 400, { detail: expect.stringContaining('Send NDJSON') as unknown }],
    ] as const) {
      const { body: answer } = await send(JSON.stringify(body), '', 'application/json').expect(status);
      expect(answer).toMatchObject(problem);
    }
  });

  it('reads a thousand reviews, but no more', async () => {
    const review = reviewWith({ url: 'x', author: null });
    const reviews = (count: number) => JSON.stringify(Array.from({ length: count }, (_, n) => ({ ...review, n })));
    const problems = (await imported(reviews(1_000), '?dryRun=true')).filter((report) => 'problem' in report);
    expect(problems).toHaveLength(1_000);
    const { body } = await send(reviews(1_001)).expect(400);
    expect(body).toMatchObject({ detail: 'The body has 1001 reviews; at most 1000 are read. Split it.' });
  });

  it('needs a key that may record and rate, so that no claim is recorded without its verdict', async () => {
    const made = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'] }).expect(201);
    const { key } = made.body as { readonly key: string };
    const sent = send(json).set('Authorization', `Bearer ${key}`);
    await sent.expect(403);
    const { body } = await ledger.get('/v1/claims').expect(200);
    expect(body).toMatchObject({ items: [] });
  });

  it('records no further assertion of a claimant who put the claim forward on a source', async () => {
    const outlet = (name: string) => ({ kind: 'outlet', name });
    await ledger.put('/v1/actors/rep', outlet('La Repubblica')).expect(201);
    await ledger.put('/v1/actors/tass', outlet('TASS')).expect(201);
    await ledger
      .put('/v1/claims/closed', { text: 'The harbour of Aldby is closed.', language: 'en', kind: 'factual' })
      .expect(201);
    const record = (entry: object) => ledger.post('/v1/claims/closed/entries', entry).expect(201);
    await record({ type: 'ClaimAsserted', id: 'rep', by: ['rep'], basis: 'none-given' });
    const report = { type: 'ClaimReported', id: 'tass', by: ['tass'], basis: 'named-source' };
    await record({ ...report, cites: [{ entry: 'rep', use: 'credits' }] });
    const markup = JSON.stringify(itemWith({ author: { '@type': 'Organization', name: 'TASS' } }));
    const [mapped] = await imported(markup, '?dryRun=true');
    expect(mapped).toMatchObject({ mapped: { claimant: 'tass', asserts: false } });
    await imported(markup);
    const types = async () => {
      const { body } = await ledger.get('/v1/entries?claim=closed&sort=oldest').expect(200);
      return (body as { items: { type: string }[] }).items.map(({ type }) => type);
    };
    expect(await types()).toEqual([
      'ClaimRegistered',
      'ClaimAsserted',
      'ClaimReported',
      'EvidenceAttached',
      'VerdictIssued',
    ]);
  });

  it('records all or nothing', async () => {
    const both = JSON.stringify([reviewWith(), JSON.parse(shape(18))]);
    expect((await imported(both, '?allOrNothing=true')).at(-1)).toEqual({
      summary: {
        lines: 8,
        recorded: 0,
        unchanged: 0,
        refused: 1,
        complete: true,
        withheld: 8,
        position: null,
        projected: true,
      },
    });
    expect((await imported(JSON.stringify([itemWith({ url: undefined })]), '?allOrNothing=true')).at(-1)).toMatchObject(
      { summary: { recorded: 8 } },
    );
  });

  it('rejects what it cannot read, with nothing recorded', async () => {
    await send(gzipSync(json)).expect(400);
    await send(gzipSync(json)).set('Content-Encoding', 'gzip').expect(200);
    for (const [body, query, status] of [
      ['{', '', 400],
      ['', '', 400],
      [Buffer.from('{"a": "\xe9"}', 'latin1'), '', 400],
      [json, '?fromLine=2', 400],
      [json, '?pageUrl=harbour', 400],
      [json, '?language=english_uk', 400],
      [`"${'x'.repeat(1024 * 1024)}"`, '', 413],
    ] as const) {
      expect({ query, status: (await send(body, query)).status }).toEqual({ query, status });
    }
    await send('[]').expect(400);
    const microdata = '<div itemscope itemtype="https://schema.org/ClaimReview"></div>';
    const { body } = await send(microdata, '', 'text/html').expect(400);
    expect((body as { detail: string }).detail).toMatch(/^The body has its ClaimReview as microdata, which isn't read/);
    await send(json, '?language=en', 'application/x-ndjson').expect(400);
    const claim = JSON.stringify({ text: 'It rains.', language: 'en', kind: 'factual' });
    const put = ledger.write('put', '/v1/claims/rain').set('Content-Type', 'application/ld+json');
    await put.send(claim).expect(415);
  });
});

const at = (pointer: string, message: string): object => ({
  errors: [{ pointer, message: expect.stringContaining(message) as unknown }],
});
