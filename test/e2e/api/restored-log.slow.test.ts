import { join } from 'node:path';
import { restore } from '../../../src/archive/backup/restore.js';
import { createBackup } from '../../../src/archive/backup/backup.js';
import { upcastEvent } from '../../../src/ledger/open-event-log.js';
import { fetchPage } from '../../support/feed-pages.js';
import { SseClient, SseRejectedError } from '../../support/sse-client.js';
import { logFileIn } from '../../support/backups.js';
import { deleteReadModels, TestLedger } from './test-ledger.js';

/** A ledger whose log is a file, restored from a backup after readers had read on. */
describe('A log restored to an earlier point', () => {
  let ledger: TestLedger;
  const register = async (...ids: string[]) => {
    for (const id of ids) await ledger.put(`/v1/actors/${id}`, { kind: 'outlet', name: id }).expect(201);
  };
  const claim = (id: string) =>
    ledger.put(`/v1/claims/${id}`, { text: `${id} holds.`, language: 'en', kind: 'factual' }).expect(201);
  const restoreBackup = async (folder: string) => {
    await restore(join(folder, 'backup'), logFileIn(folder), {
      replace: true,
      now: new Date(),
      upcast: upcastEvent,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    deleteReadModels(folder);
  };
  /** What a reader keeps: the position of a write, and cursors of both feeds and of a list. */
  const places = async () => {
    const { headers } = await ledger.get('/v1/actors').expect(200);
    const { next } = (await ledger.get('/v1/actors?limit=2').expect(200)).body as { next: string };
    return {
      position: headers['ledger-position'] ?? '',
      events: (await fetchPage(ledger, '/v1/events?limit=200')).cursor,
      changes: (await fetchPage(ledger, '/v1/changes?limit=200')).cursor,
      list: next,
    };
  };
  const requests = ({ position, events, changes, list }: Awaited<ReturnType<typeof places>>) => [
    `/v1/actors?waitFor=${position}`,
    `/v1/events?after=${events}`,
    `/v1/changes?after=${changes}`,
    `/v1/actors?limit=2&cursor=${list}`,
  ];
  const exports = ({ position }: { position: string }) => [
    `/v1/export?since=${position}`,
    `/v1/export?until=${position}`,
  ];

  beforeEach(async () => {
    ledger = await TestLedger.start({ CLAIM_LEDGER_LOG: '', CLAIM_LEDGER_READ_WAIT_MS: '2000' });
    await register('a', 'b', 'c');
    await claim('x');
    await createBackup(logFileIn(ledger.folder), join(ledger.folder, 'backup'));
  });
  afterEach(() => ledger.stop());

  const expectAllRejected = async (lost: Awaited<ReturnType<typeof places>>) => {
    for (const path of requests(lost)) {
      const { status, body } = await ledger.get(path);
      expect([path, status, (body as { type?: string }).type]).toEqual([
        path,
        410,
        'urn:claim-ledger:problem:position-not-in-log',
      ]);
    }
    for (const path of exports(lost)) await ledger.write('get', path).expect(410);
    for (const [path, id] of [
      ['/v1/events', lost.events],
      ['/v1/changes', lost.changes],
    ] as const) {
      const rejected = await SseClient.open(ledger.url + path, { 'Last-Event-ID': id }).catch(
        (error: unknown) => error,
      );
      expect(rejected).toBeInstanceOf(SseRejectedError);
      expect((rejected as SseRejectedError).status).toBe(410);
    }
  };

  it('rejects positions and cursors beyond its head, and those whose events it has replaced', async () => {
    const kept = await places();
    await register('d', 'e', 'f');
    const lost = await places();
    await ledger.restart(restoreBackup);
    await ledger.ready();
    await expectAllRejected(lost);
    // More new events than were lost: the positions exist again, with other events.
    await register('g', 'h', 'i', 'j');
    await expectAllRejected(lost);
    for (const path of [...requests(kept), ...exports(kept)]) await ledger.write('get', path).expect(200);
    const { events } = await fetchPage(ledger, `/v1/events?after=${kept.events}`);
    expect(events.map(({ subject }) => subject)).toEqual(['actor/g', 'actor/h', 'actor/i', 'actor/j']);
  });

  it('says what happened and what to do', async () => {
    await register('d');
    const { events } = await places();
    await ledger.restart(restoreBackup);
    await ledger.ready();
    const { body } = await ledger.get(`/v1/events?after=${events}`).expect(410);
    expect(body).toMatchObject({
      title: 'Position not in the log',
      detail:
        'The log has no such event at this position: the log was restored to an earlier point, or the position is of another log. Discard what you read after that point, and read again from the beginning.',
    });
  });

  it('accepts positions of events that no feed shows', async () => {
    const created = await ledger.post('/v1/keys', { name: 'Desk', principal: 'desk', scopes: ['read'] }).expect(201);
    const { position } = created.body as { position: string };
    await ledger.get(`/v1/actors?waitFor=${position}`).expect(200);
    await register('d');
    await ledger.get(`/v1/actors?waitFor=${position}`).expect(200);
    await ledger.restart(restoreBackup);
    await ledger.ready();
    await register('e', 'f');
    await ledger.get(`/v1/actors?waitFor=${position}`).expect(410);
  });
});
