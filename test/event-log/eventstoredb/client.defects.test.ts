import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { newEvents, newStream } from '../contract/support.js';
import { EventStoreDouble } from './fake/fake-server.js';
import { inTurn, NOTICES_SILENCE, PATIENT } from './fake/support.js';

const SCRIPT = new URL('fixtures/batch-appends.mjs', import.meta.url).pathname;
const servers: EventStoreDouble[] = [];
const children: ChildProcessWithoutNullStreams[] = [];

async function start(): Promise<EventStoreDouble> {
  const server = await EventStoreDouble.start();
  servers.push(server);
  return server;
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of servers.splice(0)) server.stop();
});

/** The client as it is published, in a process of its own: what it says, and how it ends. */
function bareClients(id: string, ...urls: string[]) {
  const child = spawn(process.execPath, [SCRIPT, id, ...urls]);
  children.push(child);
  const errors: string[] = [];
  child.stderr.on('data', (text: Buffer) => errors.push(text.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<unknown> => (await lines.next()).value;
  const ended = once(child, 'close').then(([code]) => ({ code: code as unknown, errors: errors.join('') }));
  return { line, ended, finish: () => child.stdin.end() };
}

/** Two servers: the first breaks its connection once the second has written, and the second answers when released. */
async function oneBreaksWhileTheOtherWrites() {
  const [breaking, writing, steps] = [await start(), await start(), new EventEmitter()];
  const [written, released] = [once(steps, 'written'), once(steps, 'released')];
  const arm = (): void => {
    breaking.faults.append = inTurn<'lost'>('lost').next;
    breaking.faults.answersOnce = () => written;
    writing.faults.answersOnce = () => {
      steps.emit('written');
      return released;
    };
  };
  return { breaking, writing, arm, release: () => steps.emit('released') };
}

describe('A connection that breaks', () => {
  it("fails the client's appends to another server too, whose answer then ends the process", async () => {
    const { breaking, writing, arm, release } = await oneBreaksWhileTheOtherWrites();
    arm();
    const clients = bareClients('', breaking.url, writing.url);
    const said = [await clients.line(), await clients.line()];
    expect(said.sort()).toEqual([
      '0: unavailable, 14 UNAVAILABLE: read ECONNRESET',
      '1: unavailable, 14 UNAVAILABLE: read ECONNRESET',
    ]);
    expect(writing.store.stream('claim-1')).toHaveLength(1);
    release();
    const { code, errors } = await clients.ended;
    expect(errors).toMatch(/promiseBank[^]*TypeError/);
    expect(code).not.toBe(0);
  });

  it("doesn't touch the log's appends to another", async () => {
    const { breaking, writing, arm, release } = await oneBreaksWhileTheOtherWrites();
    const logs = await Promise.all([breaking, writing].map(({ url }) => EventStoreLog.open(url, PATIENT)));
    arm();
    const appends = logs.map((log) => log.append('claim-1', 'no-stream', newEvents(1)));
    expect(await appends[0]).toMatchObject({ revision: 0 });
    release();
    expect(await appends[1]).toMatchObject({ revision: 0 });
    for (const { store } of [breaking, writing]) expect(store.stream('claim-1')).toHaveLength(1);
    await Promise.all(logs.map((log) => log.close()));
  });
});

describe('A second answer to one append', () => {
  it('ends the process of the client', async () => {
    const server = await start();
    server.faults.answersTwice = true;
    const { code, errors } = await bareClients('', server.url).ended;
    expect(errors).toMatch(/promiseBank[^]*TypeError/);
    expect(code).not.toBe(0);
  });

  it("comes two seconds after the first, if an event's id is no UUID", async () => {
    const server = await start();
    const client = bareClients('none', server.url);
    expect(await client.line()).toBe('0: unknown, Could not recognize BadRequest');
    const { code, errors } = await client.ended;
    expect(errors).toMatch(/promiseBank[^]*TypeError/);
    expect(code).not.toBe(0);
  });

  it('is what ends it: without, the same process ends well', async () => {
    const server = await start();
    const client = bareClients('', server.url);
    expect(await client.line()).toBe('0: revision 0');
    client.finish();
    expect(await client.ended).toEqual({ code: 0, errors: '' });
  });
});

describe("What the log's appends are told, and the client's are not", () => {
  let server: EventStoreDouble;
  let log: EventStoreLog;
  let client: EventStoreDBClient;

  beforeEach(async () => {
    server = await start();
    log = await EventStoreLog.open(server.url, PATIENT);
    client = EventStoreDBClient.connectionString(server.url);
  });
  afterEach(async () => {
    await Promise.all([log.close(), client.dispose()]);
  });

  const appendBare = (stream: string, options = {}) =>
    client.appendToStream(stream, jsonEvent({ type: 'claim-registered', data: {} }), options);

  it.each([10_500, 3_600_000])(
    "what the time is: with the server's clock %d ms ahead, only the log appends",
    async (clockAheadMs) => {
      const [refused, made] = [newStream(), newStream()];
      server.faults.clockAheadMs = clockAheadMs;
      await expect(appendBare(refused)).rejects.toMatchObject({ type: 'deadline-exceeded' });
      expect(server.store.stream(refused)).toEqual([]);

      expect(await log.append(made, 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
      const [event] = server.store.stream(made);
      expect(event?.created).toBeGreaterThan(Date.now() + clockAheadMs - 10_000);
    },
  );

  it.each([-3_600_000, 5_000])(
    "what the time is: with the server's clock %d ms ahead, both append",
    async (clockAheadMs) => {
      server.faults.clockAheadMs = clockAheadMs;
      expect(await appendBare(newStream())).toMatchObject({ nextExpectedRevision: 0n });
      expect(await log.append(newStream(), 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
    },
  );

  it.each([
    ['busy', 'Server Is Busy'],
    ['not ready', 'Server Is Not Ready'],
    ['no leader', 'No leader info available in response'],
  ] as const)('that the server is "%s": the client has only a text, and the log tries again', async (fault, text) => {
    const faults = inTurn(fault, fault);
    server.faults.append = faults.next;
    const refused = appendBare(newStream());
    const [code, message] = [undefined, `Could not recognize ${text}`];
    await expect(refused).rejects.toMatchObject({ type: 'unknown', code, message });
    expect(await log.append(newStream(), 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
    expect(faults.calls).toBe(3);
  });

  it('that the server is silent: the client waits beyond its deadline', async () => {
    await log.close();
    log = await EventStoreLog.open(server.url, NOTICES_SILENCE);
    server.faults.append = inTurn<'silence'>('silence', 'silence').next;
    let settled = false;
    const silent = appendBare(newStream(), { deadline: 300 });
    void silent.catch(() => undefined).finally(() => (settled = true));
    expect(await log.append(newStream(), 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
    await pause(900);
    expect(settled).toBe(false);
  });
});
