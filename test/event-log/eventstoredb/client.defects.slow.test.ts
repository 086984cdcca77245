import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { newEvents, newStream } from '../contract/support.js';
import { FakeServer } from './fake/fake-server.js';
import { faultSequence, SHORT_RESPONSE_TIMEOUT, LONG_TIMEOUTS } from './fake/support.js';

const SCRIPT = new URL('fixtures/batch-appends.mjs', import.meta.url).pathname;
const servers: FakeServer[] = [];
const children: ChildProcessWithoutNullStreams[] = [];

async function start(): Promise<FakeServer> {
  const server = await FakeServer.start();
  servers.push(server);
  return server;
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of servers.splice(0)) server.stop();
});

/** Runs the published client in a separate process; returns its output and how it exits. */
function runPublishedClients(id: string, ...urls: string[]) {
  const child = spawn(process.execPath, [SCRIPT, id, ...urls]);
  children.push(child);
  const errors: string[] = [];
  child.stderr.on('data', (text: Buffer) => errors.push(text.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<unknown> => (await lines.next()).value;
  const ended = once(child, 'close').then(([code]) => ({ code: code as unknown, errors: errors.join('') }));
  return { line, ended, finish: () => child.stdin.end() };
}

/** Two servers: the first breaks its connection after the second has written; the second responds when released. */
async function startBreakingAndWritingServers() {
  const [breaking, writing, steps] = [await start(), await start(), new EventEmitter()];
  const [written, released] = [once(steps, 'written'), once(steps, 'released')];
  const arm = (): void => {
    breaking.faults.append = faultSequence<'lost'>('lost').next;
    breaking.faults.beforeAppendResponse = () => written;
    writing.faults.beforeAppendResponse = () => {
      steps.emit('written');
      return released;
    };
  };
  return { breaking, writing, arm, release: () => steps.emit('released') };
}

describe('published client and EventStoreLog: a broken connection', () => {
  it("fails the client's appends to another server, whose response then crashes the process", async () => {
    const { breaking, writing, arm, release } = await startBreakingAndWritingServers();
    arm();
    const clients = runPublishedClients('', breaking.url, writing.url);
    const lines = [await clients.line(), await clients.line()];
    expect(lines.sort()).toEqual([
      '0: unavailable, 14 UNAVAILABLE: read ECONNRESET',
      '1: unavailable, 14 UNAVAILABLE: read ECONNRESET',
    ]);
    expect(writing.store.stream('claim-1')).toHaveLength(1);
    release();
    const { code, errors } = await clients.ended;
    expect(errors).toMatch(/promiseBank[^]*TypeError/);
    expect(code).not.toBe(0);
  });

  it("does not affect the log's appends to another server", async () => {
    const { breaking, writing, arm, release } = await startBreakingAndWritingServers();
    const logs = await Promise.all([breaking, writing].map(({ url }) => EventStoreLog.open(url, LONG_TIMEOUTS)));
    arm();
    const appends = logs.map((log) => log.append('claim-1', 'no-stream', newEvents(1)));
    expect(await appends[0]).toMatchObject({ revision: 0 });
    release();
    expect(await appends[1]).toMatchObject({ revision: 0 });
    for (const { store } of [breaking, writing]) expect(store.stream('claim-1')).toHaveLength(1);
    await Promise.all(logs.map((log) => log.close()));
  });
});

describe('published client: a second response to one append', () => {
  it('crashes the process', async () => {
    const server = await start();
    server.faults.respondsTwice = true;
    const { code, errors } = await runPublishedClients('', server.url).ended;
    expect(errors).toMatch(/promiseBank[^]*TypeError/);
    expect(code).not.toBe(0);
  });

  it('arrives two seconds after the first for an event id that is not a UUID', async () => {
    const server = await start();
    const client = runPublishedClients('none', server.url);
    expect(await client.line()).toBe('0: unknown, Could not recognize BadRequest');
    const { code, errors } = await client.ended;
    expect(errors).toMatch(/promiseBank[^]*TypeError/);
    expect(code).not.toBe(0);
  });

  it('is the cause of the crash: without it, the process exits normally', async () => {
    const server = await start();
    const client = runPublishedClients('', server.url);
    expect(await client.line()).toBe('0: revision 0');
    client.finish();
    expect(await client.ended).toEqual({ code: 0, errors: '' });
  });
});

describe('published client and EventStoreLog: failed appends', () => {
  let server: FakeServer;
  let log: EventStoreLog;
  let client: EventStoreDBClient;

  beforeEach(async () => {
    server = await start();
    log = await EventStoreLog.open(server.url, LONG_TIMEOUTS);
    client = EventStoreDBClient.connectionString(server.url);
  });
  afterEach(async () => {
    await Promise.all([log.close(), client.dispose()]);
  });

  const appendByPublishedClient = (stream: string, options = {}) =>
    client.appendToStream(stream, jsonEvent({ type: 'claim-registered', data: {} }), options);

  it.each([10_500, 3_600_000])("only the log appends with the server's clock %d ms ahead", async (clockAheadMs) => {
    const [rejected, made] = [newStream(), newStream()];
    server.faults.clockAheadMs = clockAheadMs;
    await expect(appendByPublishedClient(rejected)).rejects.toMatchObject({ type: 'deadline-exceeded' });
    expect(server.store.stream(rejected)).toEqual([]);

    expect(await log.append(made, 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
    const [event] = server.store.stream(made);
    expect(event?.created).toBeGreaterThan(Date.now() + clockAheadMs - 10_000);
  });

  it.each([-3_600_000, 5_000])("both append with the server's clock %d ms ahead", async (clockAheadMs) => {
    server.faults.clockAheadMs = clockAheadMs;
    expect(await appendByPublishedClient(newStream())).toMatchObject({ nextExpectedRevision: 0n });
    expect(await log.append(newStream(), 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
  });

  it.each([
    ['busy', 'Server Is Busy'],
    ['not ready', 'Server Is Not Ready'],
    ['no leader', 'No leader info available in response'],
  ] as const)(
    'the client fails with an unknown error if the server is "%s", and the log retries',
    async (fault, text) => {
      const faults = faultSequence(fault, fault);
      server.faults.append = faults.next;
      const rejected = appendByPublishedClient(newStream());
      const [code, message] = [undefined, `Could not recognize ${text}`];
      await expect(rejected).rejects.toMatchObject({ type: 'unknown', code, message });
      expect(await log.append(newStream(), 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
      expect(faults.calls).toBe(3);
    },
  );

  it('the client waits beyond its deadline for a silent server, and the log retries', async () => {
    await log.close();
    log = await EventStoreLog.open(server.url, SHORT_RESPONSE_TIMEOUT);
    server.faults.append = faultSequence<'silence'>('silence', 'silence').next;
    let settled = false;
    const silent = appendByPublishedClient(newStream(), { deadline: 300 });
    void silent.catch(() => undefined).finally(() => (settled = true));
    expect(await log.append(newStream(), 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
    await pause(900);
    expect(settled).toBe(false);
  });
});
