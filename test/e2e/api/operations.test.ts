import { EventEmitter, once } from 'node:events';
import { ClaimQueries } from '../../../src/claims/queries/claim.queries.js';
import { jest } from '@jest/globals';
import { type EventLog, LogUnavailableError } from '../../../src/event-log/event-log.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import type { InstanceStatus } from '../../../src/operations/operations.views.js';
import { CurrentReadModel } from '../../../src/read-model/current-read-model.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';
import { LogWriterThread } from '../../../src/threads/log-writer-thread.js';
import { blockProjection } from '../../support/block-projection.js';

describe('operation of a ledger', () => {
  let ledger: TestLedger;
  let logged: string[];
  let realWrite: typeof process.stderr.write;
  beforeEach(async () => {
    logged = [];
    realWrite = process.stderr.write.bind(process.stderr);
    process.stderr.write = (text: string | Uint8Array) => logged.push(String(text)) > 0;
    ledger = await TestLedger.start({ CLAIM_LEDGER_LOG_LEVEL: 'info', CLAIM_LEDGER_PROJECTION_WAIT_MS: '30' });
    await recordSmallLedger(ledger);
  });
  afterEach(async () => {
    await ledger.stop();
    process.stderr.write = realWrite;
  });

  const lines = () => logged.map((line) => JSON.parse(line) as Record<string, unknown>);
  const lineOf = async (requestId: string) => {
    for (;;) {
      const found = lines().find((line) => line.requestId === requestId && line.msg === 'request');
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const anyText = expect.any(String) as unknown;
  const entry = { type: 'ClaimAsserted', by: ['tass'], basis: 'none-given' };
  const counts = async () => {
    const { text } = await ledger.get('/metrics').expect(200);
    return ['appended_total', 'projected'].map((name) =>
      Number(new RegExp(`^claim_ledger_events_${name} (\\d+)$`, 'm').exec(text)?.[1]),
    );
  };

  it('is ready when all recorded events can be read', async () => {
    await ledger.get('/livez').expect(200, { status: 'ok' });
    const { body } = await ledger.get('/readyz').expect(200);
    expect(body).toEqual({
      ready: true,
      log: 'reachable',
      writable: true,
      caughtUp: true,
      recordedUntil: expect.any(String) as unknown,
      lag: 0,
      parked: 0,
    });
  });

  it('is not ready while the projection fails, reports why, and becomes ready again by itself', async () => {
    const go = blockProjection(ledger);
    await ledger.post('/v1/claims/talks/entries', entry).expect(201);
    const { body } = await ledger
      .get('/readyz')
      .expect(503)
      .expect('Content-Type', /problem\+json/);
    expect(body).toMatchObject({
      type: 'urn:claim-ledger:problem:not-ready',
      status: 503,
      ready: false,
      log: 'reachable',
      caughtUp: false,
      failure: expect.stringMatching(/database is full/) as unknown,
    });
    expect((body as { lag: number }).lag).toBeGreaterThan(0);
    await ledger.get('/livez').expect(200);
    go();
    for (let answer = { status: 0 }; answer.status !== 200;) answer = await ledger.get('/readyz');
  });

  it('stays ready while appends fail, and says since when, why, and when they work again', async () => {
    const logOf = async () => ((await ledger.get('/v1/status').expect(200)).body as InstanceStatus).log;
    const { kind, ...fine } = await logOf();
    expect(fine).toEqual({ reachable: true, writable: true });
    const full = new LogUnavailableError(`${ledger.folder}/log.sqlite is full`, { publicReason: 'The disk is full.' });
    const ofStore = kind === 'file' ? LogWriterThread.prototype : EventStoreLog.prototype;
    const append = jest.spyOn(ofStore as Pick<EventLog, 'append'>, 'append').mockRejectedValue(full);
    await ledger.post('/v1/claims/talks/entries', entry).expect(503);
    await ledger.post('/v1/claims/talks/entries', entry).expect(503);
    await ledger.get('/v1/claims/talks').expect(200);
    expect((await ledger.get('/readyz').expect(200)).body).toMatchObject({ ready: true, writable: false });
    const failure = { since: anyText, lastAt: anyText, appends: 2, reason: 'The disk is full.' };
    expect(await logOf()).toEqual({ kind, reachable: true, writable: false, appendFailure: failure });
    expect((await ledger.get('/metrics')).text).toContain('\nclaim_ledger_log_writable 0\n');
    expect(lines().filter(({ msg }) => msg === 'Appends to the log fail.')).toHaveLength(1);

    append.mockRestore();
    await ledger.post('/v1/claims/talks/entries', entry).expect(201);
    expect((await ledger.get('/readyz').expect(200)).body).toMatchObject({ ready: true, writable: true });
    expect(await logOf()).toMatchObject({ writable: true, appendFailure: { ...failure, until: anyText } });
  });

  it('exposes metrics', async () => {
    await ledger.post('/v1/claims/talks/entries', [entry, entry]).expect(201);
    await ledger.post('/v1/claims/no-such/entries', entry).expect(404);
    await ledger.get('/v1/nonsense').expect(404);
    const { text, headers } = await ledger.get('/metrics').expect(200);
    expect(headers['content-type']).toMatch(/^text\/plain; version=0.0.4/);
    for (const line of [
      'claim_ledger_http_request_duration_seconds_count{method="POST",route="/v1/claims/:id/entries",status="201"} 1',
      'claim_ledger_http_request_duration_seconds_count{method="POST",route="/v1/claims/:id/entries",status="404"} 1',
      'claim_ledger_http_request_duration_seconds_count{method="GET",route="none",status="404"} 1',
      'claim_ledger_read_model_lag_seconds 0',
      'claim_ledger_parked_streams 0',
      'claim_ledger_log_reachable 1',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
    const before = await counts();
    await ledger.post('/v1/claims/talks/entries', [entry, entry, entry]).expect(201);
    expect(await counts()).toEqual(before.map((count) => count + 3));
  });

  it('logs one line per request, without its content', async () => {
    const secret = 'never-in-a-log';
    await ledger.get(`/v1/claims?q=${secret}`).expect(200);
    await ledger
      .post('/v1/claims/talks/entries', { ...entry, quote: { text: secret } })
      .set('X-Request-Id', 'job-1')
      .set('Idempotency-Key', secret)
      .expect(201);
    expect(await lineOf('job-1')).toEqual({
      level: 'info',
      time: expect.stringMatching(/Z$/) as unknown,
      requestId: 'job-1',
      method: 'POST',
      path: '/v1/claims/talks/entries',
      route: '/v1/claims/:id/entries',
      status: 201,
      ms: expect.any(Number) as unknown,
      principal: 'admin',
      msg: 'request',
    });
    expect(lines().filter(({ requestId }) => requestId === 'job-1')).toHaveLength(1);
    expect(logged.join('')).not.toMatch(secret);
    expect(logged.join('')).not.toContain(ledger.key.split('_').slice(2).join('_'));
  });

  it('logs an internal error with its stack, which it does not return', async () => {
    const queries = ledger.app.get(CurrentReadModel).queries(ClaimQueries);
    queries.get = () => {
      throw new Error('The disk is on fire.');
    };
    const { body, text } = await ledger.get('/v1/claims/talks').set('X-Request-Id', 'job-2').expect(500);
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:internal-error' });
    expect(text).not.toMatch(/fire/);
    await lineOf('job-2');
    const [fault] = lines().filter(({ requestId, level }) => requestId === 'job-2' && level === 'error');
    expect(fault).toMatchObject({
      err: { message: 'The disk is on fire.', stack: expect.stringMatching(/at /) as unknown },
    });
  });

  it('times out a request that arrives too slowly', async () => {
    const server = ledger.app.getHttpServer() as EventEmitter;
    const socket = { destroyed: false, end: (text: string) => answered.emit('end', text) };
    const answered = new EventEmitter();
    const end = once(answered, 'end');
    server.emit('clientError', Object.assign(new Error('slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
    const [text] = (await end) as [string];
    expect(text).toMatch(/^HTTP\/1.1 408 /);
    expect(text).toMatch(/\r\nX-Request-Id: [0-9a-f-]{36}\r\n/);
    expect(text).toContain('"type":"urn:claim-ledger:problem:request-timeout"');
  });
});
