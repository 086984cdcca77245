import { readdirSync } from 'node:fs';
import { CurrentReadModel } from '../../../src/read-model/current-read-model.js';
import { FolderLock } from '../../../src/event-log/data-folder-lock.js';
import { collect } from '../../event-log/contract/support.js';
import { dumpOf } from '../../support/test-read-model.js';
import type { InstanceStatus } from '../../../src/operations/operations.views.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

const entry = { type: 'ClaimAsserted', by: ['tass'], basis: 'none-given' };

describe('POST /v1/read-model/rebuild', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterEach(() => ledger.stop());

  const status = async () => (await ledger.get('/v1/status').expect(200)).body as InstanceStatus;
  const models = () => readdirSync(ledger.folder).filter((name) => /^read-model.*sqlite$/.test(name));
  const begin = () => ledger.post('/v1/read-model/rebuild', {});
  async function untilDone(): Promise<void> {
    while ((await status()).rebuild?.state !== 'done') await new Promise((resolve) => setTimeout(resolve, 20));
  }

  it('replaces the read model with one that has the same rows, and deletes the old one', async () => {
    const before = dumpOf(ledger.app.get(CurrentReadModel).readModel);
    const { body } = await begin().expect(202);
    expect(body).toMatchObject({ readModel: { generation: 1 }, rebuild: { state: 'running', generation: 2 } });
    await untilDone();
    const log = await ledger.openLog();
    expect(await status()).toMatchObject({
      caughtUp: true,
      readModel: { generation: 2 },
      rebuild: { generation: 2, events: (await collect(log.readAll())).length },
    });
    await log.close();
    expect(dumpOf(ledger.app.get(CurrentReadModel).readModel)).toEqual(before);
    expect(models()).toEqual([expect.stringMatching(/\.2\.sqlite$/)]);
    await ledger.restart();
    expect(await status()).toMatchObject({ readModel: { generation: 2 } });
  });

  it('fails no request and keeps read-your-writes before, during and after the switch', async () => {
    const changes: string[] = [];
    const listening = new AbortController();
    const live = await fetch(`${ledger.url}/v1/events`, {
      headers: { accept: 'text/event-stream' },
      signal: listening.signal,
    });
    const read = (async () => {
      const reader = live.body?.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
        changes.push(part.value);
    })().catch(() => undefined);
    const page = await ledger.get('/v1/actors?limit=1').expect(200);
    const tag = (await ledger.get('/v1/claims/talks').expect(200)).headers.etag ?? '';
    await ledger.get('/v1/claims/talks').set('If-None-Match', tag).expect(304);

    let over = 0;
    let written = 0;
    const generations = new Set<number>();
    const caller = async () => {
      while (over < 20) {
        const { body } = await ledger.post('/v1/claims/talks/entries', entry).expect(201);
        expect(body.projected).toBe(true);
        written += 1;
        const answer = await ledger.get(`/v1/claims/talks?waitFor=${body.position}`).expect(200);
        expect(answer.body.revision).toBeGreaterThanOrEqual(Number(body.revision));
        const seen = answer.headers['ledger-position'] ?? '';
        expect(seen >= body.position).toBe(true);
        await ledger.get('/readyz').expect(200);
        const { readModel, position } = await status();
        // The requests of a client are sequential, and its view never moves back.
        expect(String(position) >= seen).toBe(true);
        generations.add(readModel.generation ?? 0);
        if (readModel.generation === 3) over += 1;
      }
    };
    const callers = [caller(), caller(), caller()];
    await begin().expect(202);
    await untilDone();
    await begin().expect(202);
    await Promise.all([...callers, untilDone()]);
    expect(generations).toEqual(new Set([1, 2, 3]));

    const next = page.body.next as string;
    await ledger.get(`/v1/actors?limit=1&cursor=${next}`).expect(200);
    const receivedEvents = () => changes.join('').match(/^event: claim-ledger\.claim\.asserted/gm) ?? [];
    while (receivedEvents().length < written) await new Promise((resolve) => setTimeout(resolve, 20));
    const ids = changes.join('').match(/^id: .*$/gm) ?? [];
    expect(receivedEvents()).toHaveLength(written);
    expect([...ids].sort()).toEqual(ids);
    listening.abort();
    await read;
  });

  it('requires the scope "admin", and continues a running rebuild', async () => {
    const { key } = (await ledger.post('/v1/keys', { principal: 'desk', name: 'Desk', scopes: ['record'] }).expect(201))
      .body;
    await ledger
      .write('post', '/v1/read-model/rebuild')
      .set('Authorization', `Bearer ${key as string}`)
      .expect(403);
    const answers = await Promise.all([begin().expect(202), begin().expect(202)]);
    expect(answers.map(({ body }) => (body as InstanceStatus).rebuild?.generation)).toEqual([2, 2]);
    await untilDone();
    expect(await status()).toMatchObject({ readModel: { generation: 2 } });
  });

  it('is rejected while another process rebuilds', async () => {
    const lock = FolderLock.acquire(ledger.folder, 'rebuild');
    const { body } = await begin().expect(409);
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:rebuild-in-progress' });
    expect(body.detail).toMatch(new RegExp(`by process ${process.pid}\\.$`));
    lock.release();
    await begin().expect(202);
    await untilDone();
  });

  it('resumes an interrupted rebuild at the next start', async () => {
    await begin().expect(202);
    await ledger.restart();
    if ((await status()).readModel.generation !== 2) await untilDone();
    expect(await status()).toMatchObject({ readModel: { generation: 2 } });
    expect(models()).toHaveLength(1);
  });
});
