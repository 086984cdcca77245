import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import request from 'supertest';
import type { Principal } from '../../../src/access/access.service.js';
import { LogUnavailableError } from '../../../src/event-log/event-log.js';
import { ImportService } from '../../../src/import/import.service.js';
import { CommandExecutor } from '../../../src/command-handling/command-executor.js';
import { asText, TestLedger } from './test-ledger.js';

const tass = { type: 'ActorRegistered', actor: 'tass', kind: 'outlet', name: 'TASS' };
const claim = { type: 'ClaimRegistered', claim: 'rain', text: 'It rains.', language: 'en', kind: 'factual' };
const report = { type: 'ClaimReported', claim: 'rain', by: ['tass'], basis: 'none-given' };

describe('POST /v1/import', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await TestLedger.start();
  });
  afterEach(() => ledger.stop());

  it('records valid lines and reports each rejected one with its number and reason', async () => {
    const reports = await ledger.import([
      tass,
      '{"type":',
      claim,
      { ...report, by: ['nobody'] },
      '',
      { ...report, type: 'ClaimWhispered' },
      { ...report, claim: 'snow' },
      report,
    ]);
    expect(reports).toEqual([
      { line: 2, problem: expect.objectContaining({ status: 400 }) as unknown },
      {
        line: 4,
        problem: expect.objectContaining({
          errors: [expect.objectContaining({ pointer: '/by/0', code: 'unknown-actor' })],
        }) as unknown,
      },
      {
        line: 6,
        problem: expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/type' })] }) as unknown,
      },
      { line: 7, problem: expect.objectContaining({ status: 404 }) as unknown },
      {
        summary: expect.objectContaining({
          lines: 8,
          recorded: 3,
          unchanged: 0,
          refused: 4,
          complete: true,
          projected: true,
        }) as unknown,
      },
    ]);
    expect((await ledger.get('/v1/claims/rain').expect(200)).body).toMatchObject({ revision: 1 });
  });

  it('changes nothing for a repeated file, even with two equal lines', async () => {
    const file = [tass, claim, report, report];
    expect(await ledger.import(file)).toMatchObject([{ summary: { recorded: 4, unchanged: 0 } }]);
    expect((await ledger.get('/v1/claims/rain')).body).toMatchObject({ revision: 2 });
    expect(await ledger.import(file)).toMatchObject([{ summary: { recorded: 0, unchanged: 4 } }]);
    await ledger.restart();
    expect(await ledger.import(file)).toMatchObject([{ summary: { recorded: 0, unchanged: 4 } }]);
    expect((await ledger.get('/v1/claims/rain')).body).toMatchObject({ revision: 2 });
  });

  it('recognizes a line by its key in any file', async () => {
    await ledger.import([tass, claim, { ...report, key: 'wire-17' }]);
    expect(await ledger.import([{ ...report, key: 'wire-17' }])).toMatchObject([{ summary: { unchanged: 1 } }]);
    expect(await ledger.import([{ ...report, key: 'wire-17', basis: 'document' }])).toMatchObject([
      { line: 1, problem: { type: 'urn:claim-ledger:problem:idempotency-key-reused' } },
      { summary: { refused: 1 } },
    ]);
  });

  it('reports where it stopped if the log fails, and resumes with the repeated file', async () => {
    const file = [tass, claim, ...Array.from({ length: 60 }, (_, number) => ({ ...report, id: `report-${number}` }))];
    const recorder = ledger.app.get(CommandExecutor);
    const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    let records = 0;
    const failing = jest.spyOn(recorder, 'record').mockImplementation((...command) => {
      if (++records > 20) return Promise.reject(new LogUnavailableError('The disk is full.'));
      return CommandExecutor.prototype.record.apply(recorder, command);
    });
    expect(await ledger.import(file)).toEqual([
      { line: 21, problem: expect.objectContaining({ status: 503 }) as unknown },
      { summary: expect.objectContaining({ lines: 21, recorded: 20, refused: 1, complete: false }) as unknown },
    ]);
    failing.mockRestore();
    expect(logged.mock.calls).toEqual([[expect.anything(), expect.stringContaining('The disk is full.')]]);
    logged.mockRestore();
    expect((await ledger.import(file)).at(-1)).toMatchObject({
      summary: { lines: 62, recorded: 42, unchanged: 20, complete: true },
    });
  });

  it('records a line once however its JSON is written', async () => {
    await ledger.import([tass, claim]);
    const spaced = JSON.stringify(report).replaceAll(',', ' , ').replaceAll(':', ': ');
    const { type, ...fields } = report;
    const reordered = JSON.stringify({ ...fields, type });
    expect(await ledger.import([report])).toMatchObject([{ summary: { recorded: 1 } }]);
    for (const line of [spaced, reordered, `\ufeff${JSON.stringify(report)}\t`]) {
      expect(await ledger.import([line])).toMatchObject([{ summary: { recorded: 0, unchanged: 1 } }]);
    }
    // Two equal commands in one file are two acts.
    expect(await ledger.import([report, spaced])).toMatchObject([{ summary: { recorded: 1, unchanged: 1 } }]);
    expect(await ledger.import(['{}', spaced, 'x', reordered], '?fromLine=4')).toMatchObject([
      { summary: { recorded: 0, unchanged: 1 } },
    ]);
    expect((await ledger.get('/v1/claims/rain').expect(200)).body).toMatchObject({ revision: 2 });
  });

  it('says what is missing or given twice in a line', async () => {
    const { claim: _claim, ...without } = report;
    const twice = JSON.stringify({ ...report, by: ['tass'] }).replace(/}$/, ',"by":["nato"]}');
    const reports = await ledger.import([tass, claim, without, 'null', '[]', twice, '{"type":"ActorRegistered"}']);
    expect(reports).toMatchObject([
      {
        line: 3,
        problem: {
          detail: 'claim is missing: the id of the claim that the line is about.',
          errors: [{ pointer: '/claim', code: 'missing' }],
        },
      },
      { line: 4, problem: { status: 400, detail: 'A line must be a JSON object, not null.' } },
      { line: 5, problem: { status: 400, detail: 'A line must be a JSON object, not a list.' } },
      { line: 6, problem: { status: 400, errors: [{ pointer: '/by', code: 'repeated-name' }] } },
      { line: 7, problem: { errors: [{ pointer: '/actor', code: 'missing' }] } },
      { summary: { recorded: 2, refused: 5 } },
    ]);
  });

  it('starts at `fromLine`, with the keys of the whole file', async () => {
    const file = [tass, claim, report, report, '', report];
    expect(await ledger.import(file.slice(0, 3))).toMatchObject([{ summary: { recorded: 3 } }]);
    expect(await ledger.import(file, '?fromLine=4')).toMatchObject([
      { summary: { lines: 6, recorded: 2, unchanged: 0, refused: 0, complete: true } },
    ]);
    expect(await ledger.import(file)).toMatchObject([{ summary: { recorded: 0, unchanged: 5 } }]);
    expect(await ledger.import(file, '?fromLine=7')).toMatchObject([
      { summary: { lines: 6, recorded: 0, unchanged: 0 } },
    ]);
  });

  it('rejects an invalid `fromLine`', async () => {
    for (const fromLine of ['0', '-1', 'last', '']) {
      const { body } = await ledger
        .write('post', `/v1/import?fromLine=${fromLine}`)
        .type('application/x-ndjson')
        .send('{}')
        .expect(400);
      expect(body).toMatchObject({ errors: [{ pointer: '/fromLine' }] });
    }
  });

  it('reports progress every 10,000 lines, all of which are recorded', async () => {
    const answers = await ledger.importReports([tass, ...Array.from({ length: 25_000 }, () => ''), tass]);
    const reports = answers.flatMap(({ progress }) => (progress as { lines: number } | undefined) ?? []);
    expect(reports.length).toBeGreaterThanOrEqual(2);
    for (const { lines, ...counts } of reports) {
      expect({ lines, ...counts }).toEqual({ lines, recorded: 1, unchanged: 0, refused: 0 });
      expect(lines).toBeLessThanOrEqual(25_000);
    }
    expect(answers.at(-1)).toMatchObject({ summary: { lines: 25_002, recorded: 1, unchanged: 1 } });
  });

  it('requires the scope "record" or "rate"', async () => {
    const send = async (scope: string) => {
      const { body } = await ledger.post('/v1/keys', { principal: `with-${scope}`, scopes: [scope] }).expect(201);
      return request(ledger.url)
        .post('/v1/import')
        .set('Authorization', `Bearer ${body.key}`)
        .type('application/x-ndjson')
        .send('\n\n');
    };
    for (const scope of ['record', 'rate']) expect((await send(scope)).status).toBe(200);
    for (const scope of ['read', 'admin']) {
      const refused = await send(scope);
      expect([refused.status, refused.body.type]).toEqual([403, 'urn:claim-ledger:problem:forbidden']);
    }
  });

  it('accepts any line number as `fromLine`', async () => {
    const path = '/v1/import?fromLine=';
    const send = (fromLine: string) =>
      ledger
        .write('post', path + fromLine)
        .type('application/x-ndjson')
        .send('\n');
    await send('9007199254740991').expect(200);
    const { body } = await send('9007199254740992').expect(400);
    expect(body.errors[0].message).toContain('from 1 to 9007199254740991');
  });

  it.each([
    ['blank', '', 1, 200_000],
    ['skipped', JSON.stringify(tass), 900_719_925_474_099, 20_000],
  ])('yields to other tasks among lines that are %s', async (_what, line, fromLine, lines) => {
    let turns = 0;
    const others = (): void => {
      turns += 1;
      next = setImmediate(others);
    };
    let next = setImmediate(others);
    const service = ledger.app.get(ImportService, { strict: false });
    const principal: Principal = { id: 'admin', key: 'a-key', scopes: ['record'] };
    const chunks = Readable.from([Buffer.from(`${line}\n`.repeat(lines))]);
    for await (const report of service.import(chunks, principal, { fromLine }))
      expect(report).not.toHaveProperty('line');
    clearImmediate(next);
    expect(turns).toBeGreaterThanOrEqual(20);
  });

  it('requires a key and NDJSON', async () => {
    await ledger.write('post', '/v1/import').unset('Authorization').type('application/x-ndjson').send('{}').expect(401);
    await ledger.post('/v1/import', tass).expect(400);
  });
});

describe('POST /v1/import: other formats', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
  });
  afterAll(() => ledger.stop());

  const send = (body: string | Buffer, headers: Record<string, string> = {}) =>
    asText(
      ledger
        .write('post', '/v1/import')
        .set({ 'Content-Type': 'application/x-ndjson', ...headers })
        .serialize((given: unknown) => given as string)
        .send(body),
    );
  const lines = `${JSON.stringify(tass)}\n${JSON.stringify(claim)}\n`;

  it.each([
    ['pretty-printed JSON', JSON.stringify(tass, null, 2), 'JSON spread over several lines', 'jq -c . FILE'],
    ['a JSON array', JSON.stringify([tass, claim]), 'one JSON array', "jq -c '.[]' FILE"],
    ['CSV', 'claim,who said it\n'.repeat(1_000), 'CSV', 'claim-ledger import FILE.csv'],
    ['gzip without its encoding', gzipSync(lines), 'gzip', 'Content-Encoding: gzip'],
    ['UTF-16', Buffer.from(lines, 'utf16le'), 'UTF-16', 'iconv -f UTF-16 -t UTF-8 FILE'],
    ['an HTML page', '<!doctype html><html></html>', 'an HTML page', 'A login or error page'],
    ['binary data', Buffer.alloc(100_000, '\u0000\u0001'), 'binary data', 'the right file'],
  ])('rejects %s once, with a remedy', async (_what, body, name, fix) => {
    const answer = await send(body).expect(415);
    const { type, detail } = JSON.parse(answer.body as string) as { type: string; detail: string };
    expect(type).toBe('urn:claim-ledger:problem:unsupported-media-type');
    expect(detail).toContain(name);
    expect(detail).toContain(fix);
  });

  it('skips a byte order mark, which does not change the keys of the lines', async () => {
    const marked = await send(`\uFEFF${lines}`).expect(200);
    expect(JSON.parse(marked.body as string)).toMatchObject({ summary: { recorded: 2, refused: 0 } });
    const unmarked = await send(lines).expect(200);
    expect(JSON.parse(unmarked.body as string)).toMatchObject({ summary: { unchanged: 2 } });
  });

  it('inflates gzip', async () => {
    const report = { type: 'ActorRegistered', actor: 'zipped', kind: 'outlet', name: 'Zipped' };
    const answer = await send(gzipSync(JSON.stringify(report)), { 'Content-Encoding': 'gzip' }).expect(200);
    expect(JSON.parse(answer.body as string)).toMatchObject({ summary: { recorded: 1 } });
    const doubly = await send(gzipSync(gzipSync(lines)), { 'Content-Encoding': 'gzip' }).expect(415);
    expect(doubly.body).toContain('gzip');
  });

  it('rejects other encodings and returns the supported ones', async () => {
    for (const encoding of ['br', 'deflate', 'gzip, gzip']) {
      const answer = await send(lines, { 'Content-Encoding': encoding }).expect(415);
      expect(answer.headers['accept-encoding']).toBe('gzip, identity');
      expect(answer.body).toContain(encoding);
    }
    await send(lines, { 'Content-Encoding': 'Identity' }).expect(200);
  });

  it('imports the lines of incomplete gzip data and reports where it stopped', async () => {
    const many = Array.from({ length: 4_000 }, (_, n) =>
      JSON.stringify({ ...tass, actor: `a-${n}`, name: `${n * n}` }),
    );
    const whole = gzipSync(many.join('\n'));
    const bytes = whole.subarray(0, whole.length - 2_000);
    const answer = await send(bytes, { 'Content-Encoding': 'gzip' }).expect(200);
    const reports = (answer.body as string)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((report) => !('progress' in report));
    const [problem, summary] = reports as [{ line: number; problem: unknown }, { summary: { recorded: number } }];
    expect(problem).toMatchObject({ problem: { status: 400, detail: expect.stringContaining('gzip') as unknown } });
    expect(summary).toMatchObject({ summary: { complete: false, refused: 1, lines: problem.line } });
    expect(summary.summary.recorded).toBe(problem.line - 1);
    expect(problem.line).toBeGreaterThan(1_000);
    await ledger.ready();
    await ledger.get(`/v1/actors/a-${problem.line - 2}`).expect(200);
    await send(bytes.subarray(0, 100), { 'Content-Encoding': 'gzip' }).expect(400);
  });
});
