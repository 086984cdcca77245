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
      .map((line) => JSON.parse(line) as Report);
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

  it("names review and field in the ledger's own rejections", async () => {
    const reports = await imported(
      JSON.stringify({
        '@graph': [
          reviewWith({ reviewRating: { alternateName: 'False', ratingExplanation: 'x' }, datePublished: '2999-01-01' }),
        ],
      }),
    );
    const verdict = reports.find((report) => 'problem' in report && report.line === 8);
    expect(verdict).toMatchObject({ review: 1, line: 8 });
    const pointers = reports.flatMap(
      ({ problem }) =>
        (problem as { errors?: { pointer: string }[] } | undefined)?.errors?.map(({ pointer }) => pointer) ?? [],
    );
    expect(pointers).toContain('/@graph/0/datePublished');
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
    await send(json, '?language=en', 'application/x-ndjson').expect(400);
    const claim = JSON.stringify({ text: 'It rains.', language: 'en', kind: 'factual' });
    const put = ledger.write('put', '/v1/claims/rain').set('Content-Type', 'application/ld+json');
    await put.send(claim).expect(415);
  });
});
