import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import request from 'supertest';
import { DryRuns } from '../../../src/command-handling/dry-run.js';
import { LogUnavailableError } from '../../../src/event-log/event-log.js';
import { collect } from '../../event-log/contract/support.js';
import { asText, recordSmallLedger, TestLedger } from './test-ledger.js';

interface State {
  readonly claim: string;
  readonly before: object | null;
  readonly after: object;
}

const SEEDS = join(import.meta.dirname, '../../../seeds');
const seeds = readdirSync(SEEDS)
  .filter((name) => name.endsWith('.ndjson'))
  .sort();
const toNdjson = (seed: string): string[] => readFileSync(join(SEEDS, seed), 'utf8').trim().split('\n');

const previews = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('state-preview-'));

/** Returns the status, rule and rating of every claim. */
async function states(ledger: TestLedger): Promise<Map<string, object>> {
  await ledger.ready();
  const { body } = await ledger.get('/v1/claims?limit=200').expect(200);
  const items = body.items as { id: string; status: string; rule: string; rating?: string }[];
  return new Map(items.map(({ id, status, rule, rating }) => [id, { status, rule, ...(rating && { rating }) }]));
}

describe('POST /v1/import?dryRun=true', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await TestLedger.start();
  });
  afterEach(() => ledger.stop());

  /** Returns all events except the uses of keys, which every request may record. */
  const everything = async () => {
    const log = await ledger.openLog();
    const events = await collect(log.readAll());
    await log.close();
    return events.filter(({ type }) => type !== 'KeyUsed');
  };

  it('previews the states that follow from each seed', async () => {
    for (const seed of seeds) {
      const lines = toNdjson(seed);
      const before = await states(ledger);
      const log = await everything();
      const reports = await ledger.import(lines, '?dryRun=true');
      expect(await everything()).toEqual(log);
      expect(await states(ledger)).toEqual(before);

      const [{ summary: predicted } = {}] = reports.filter((report) => 'summary' in report) as { summary: object }[];
      const [{ summary: actual } = {}] = (await ledger.import(lines)) as { summary: Record<string, unknown> }[];
      const { recorded, unchanged, refused } = actual ?? {};
      expect(predicted).toMatchObject({ dryRun: true, recorded, unchanged, refused });

      const changed = reports.flatMap(({ state }) => (state as State | undefined) ?? []);
      const after = await states(ledger);
      const expected = [...after].filter(([id, state]) => JSON.stringify(before.get(id)) !== JSON.stringify(state));
      expect(changed.map(({ claim }) => claim).sort()).toEqual(expected.map(([id]) => id).sort());
      for (const { claim, before: old, after: now } of changed) {
        expect([old, now]).toEqual([before.get(claim) ?? null, after.get(claim)]);
      }
      expect(predicted).toMatchObject({ states: { changed: changed.length, omitted: 0 } });
    }
    expect(previews(ledger.folder)).toEqual([]);
  });

  it('previews only the claims that a mandate changes', async () => {
    await recordSmallLedger(ledger);
    await ledger.import([
      { type: 'ActorRegistered', actor: 'speaker', kind: 'person', name: 'A speaker' },
      { type: 'ClaimReported', claim: 'talks', id: 'report', by: ['tass'], basis: 'unnamed-source' },
      { type: 'ClaimDenied', claim: 'talks', by: ['speaker'], onBehalfOf: ['nato'], basis: 'none-given' },
      { type: 'ClaimRegistered', claim: 'rain', text: 'It rains.', language: 'en', kind: 'factual' },
    ]);
    const mandate = { type: 'MandateRecorded', actor: 'speaker', mandate: 'spokesman', speaksFor: 'nato' };
    const amended = { type: 'ClaimAmended', claim: 'rain', topics: ['weather'] };
    const [, , change, end] = await ledger.import([mandate, amended], '?dryRun=true');
    expect(change).toMatchObject({
      state: { claim: 'talks', before: { status: 'unverified' }, after: { status: 'denied' } },
    });
    expect(end).toMatchObject({ summary: { states: { changed: 1 } } });
  });

  it('uses no id, key or cache entry', async () => {
    const actor = { type: 'ActorRegistered', actor: 'tass', kind: 'outlet', name: 'TASS', key: 'wire-1' };
    const claim = { type: 'ClaimRegistered', claim: 'rain', text: 'It rains.', language: 'en', kind: 'factual' };
    const entry = { type: 'ClaimReported', claim: 'rain', by: ['tass'], basis: 'none-given' };
    const [, , third] = await ledger.import([actor, claim, entry], '?dryRun=true');
    await ledger.get('/v1/actors/tass').expect(404);
    await ledger.get('/v1/claims/rain').expect(404);
    await ledger.post('/v1/claims/rain/entries', { ...entry, claim: undefined }).expect(422);
    await ledger.put('/v1/claims/rain', { ...claim, text: 'Another text.', type: undefined, claim: undefined });
    await ledger.put('/v1/actors/tass', { kind: 'person', name: 'Somebody' }).expect(201);
    expect((await ledger.get('/v1/actors/tass').expect(200)).body).toMatchObject({ kind: 'person' });
    const reports = await ledger.import([{ ...actor, actor: 'other' }, entry]);
    expect(reports).toMatchObject([{ summary: { recorded: 2 } }]);
    const { body } = await ledger.get('/v1/claims/rain/history').expect(200);
    const { wouldRecord } = third as { wouldRecord: { id: string }[] };
    expect((body.items as { entry: string }[]).map(({ entry }) => entry)).toContain(`rain/${wouldRecord[0]?.id}`);
  });

  it('limits concurrent dry runs, one of each principal, and releases one when its client disconnects', async () => {
    const { body: made } = await ledger.post('/v1/keys', { principal: 'other', scopes: ['record'] }).expect(201);
    const url = `${ledger.url}/v1/import?dryRun=true`;
    const headers = { Authorization: `Bearer ${ledger.key}`, 'Content-Type': 'application/x-ndjson' };
    const open = [ledger.key, (made as { key: string }).key].map((key) => {
      const aborter = new AbortController();
      const body = new ReadableStream({
        start: (controller) => {
          controller.enqueue(Buffer.from('{"type":"Nonsense"}\n'));
        },
      });
      // Browsers, whose types these are, don't know `duplex`.
      const request = {
        method: 'POST',
        headers: { ...headers, Authorization: `Bearer ${key}` },
        body,
        duplex: 'half',
        signal: aborter.signal,
      };
      const sent = fetch(url, request);
      return { aborter, sent };
    });
    for (const { sent } of open) expect((await sent).status).toBe(200);
    const busy = await asText(ledger.write('post', '/v1/import?allOrNothing=true').type('application/x-ndjson')).send(
      '',
    );
    expect(busy.status).toBe(503);
    expect(JSON.parse(busy.body as string)).toMatchObject({ type: 'urn:claim-ledger:problem:too-many-dry-runs' });
    expect(busy.headers['retry-after']).toBeDefined();
    for (const { aborter } of open) aborter.abort();
    const again = () => request(ledger.url).post('/v1/import?dryRun=true').set(headers).send('');
    while ((await again()).status === 503) await new Promise((resolve) => setTimeout(resolve, 10));
    while (previews(ledger.folder).length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it('answers with a problem if the log can not be read, and deletes the preview', async () => {
    const begin = jest
      .spyOn(ledger.app.get(DryRuns), 'begin')
      .mockRejectedValue(new LogUnavailableError('The disk is gone.'));
    const send = (query: string) =>
      ledger.write('post', `/v1/import?${query}`).type('application/x-ndjson').send('{"type":"Nonsense"}');
    for (const query of ['dryRun=true', 'allOrNothing=true']) {
      const { body } = await send(query).expect(503);
      expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:log-unavailable' });
    }
    begin.mockRestore();
    expect(previews(ledger.folder)).toEqual([]);
  });

  it('deletes the files of a killed process at the next start', async () => {
    await ledger.restart((folder) => {
      mkdirSync(join(folder, 'state-preview-aBcDeF'));
      writeFileSync(join(folder, 'state-preview-aBcDeF', 'read-model.sqlite'), '');
    });
    expect(existsSync(join(ledger.folder, 'state-preview-aBcDeF'))).toBe(false);
  });
});

describe('POST /v1/import?allOrNothing=true', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
  });
  afterAll(() => ledger.stop());

  const tass = { type: 'ActorRegistered', actor: 'tass', kind: 'outlet', name: 'TASS' };

  it('records nothing if a line is rejected, else everything', async () => {
    const bad = { ...tass, actor: 'ria', kind: 'newspaper' };
    expect(await ledger.import([tass, bad], '?allOrNothing=true')).toMatchObject([
      { line: 2, problem: { errors: [{ pointer: '/kind' }] } },
      { summary: { recorded: 0, withheld: 1, refused: 1, position: null } },
    ]);
    await ledger.get('/v1/actors/tass').expect(404);
    expect(await ledger.import([tass, { ...bad, kind: 'outlet' }], '?allOrNothing=true')).toMatchObject([
      { summary: { recorded: 2, refused: 0, projected: true } },
    ]);
    await ledger.get('/v1/actors/ria').expect(200);
  });

  it('rejects a file that is too long, and conflicting options', async () => {
    const send = (query: string, body: string) =>
      asText(ledger.write('post', `/v1/import?${query}`).type('application/x-ndjson').send(body));
    const { body } = await send('allOrNothing=true', '\n'.repeat(20_001)).expect(413);
    expect(body).toContain('at most 20000 lines');
    await send('allOrNothing=true&dryRun=true', '').expect(400);
    await send('allOrNothing=true&fromLine=2', '').expect(400);
    await send('allOrNothing=yes', '').expect(400);
    await send('dryRun=', '').expect(400);
  });
});
