import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { jest } from '@jest/globals';
import { LogUnavailableError } from '../../../src/event-log/event-log.js';
import { isConnectionString, UnusableServerError } from '../../../src/event-log/eventstoredb/connection-string.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { collect, newEvents, newStream } from '../contract/support.js';
import { CERTIFICATE, FakeServer } from './fake/fake-server.js';
import { SHORT_RETRY_BUDGET, SHORT_TIMEOUTS, SHORT_RESPONSE_TIMEOUT, LONG_TIMEOUTS } from './fake/support.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const SECRET = 'correct-horse';

/** Returns the error of opening a log, and checks that neither the error nor the console shows the password. */
async function openingErrorOf(connectionString: string, limits = LONG_TIMEOUTS): Promise<Error> {
  const printed = (['log', 'warn', 'error'] as const).map((name) => jest.spyOn(console, name).mockReturnValue());
  const error: unknown = await EventStoreLog.open(connectionString, limits).then(
    (log) => log.close(),
    (error: unknown) => error,
  );
  const output = inspect([error, printed.map(({ mock }) => mock.calls)], { depth: null, showHidden: true });
  for (const spy of printed) spy.mockRestore();
  expect(output).not.toContain(SECRET);
  expect(error).toBeInstanceOf(Error);
  return error as Error;
}

describe('EventStoreLog.open(): connection strings', () => {
  it('isConnectionString() accepts four schemes', () => {
    for (const scheme of ['esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover']) {
      expect(isConnectionString(`${scheme}://ledger.example:2113?tls=false`)).toBe(true);
    }
    expect(
      ['log.sqlite', '/data/esdb://', 'kurrent://localhost', 'esdb:localhost', ''].filter(isConnectionString),
    ).toEqual([]);
  });

  const wrong: readonly [string, RegExp][] = [
    [`esdb://user:${SECRET}@`, /its format is esdb:/],
    [`esdb://user:p@${SECRET}@localhost`, /its format is esdb:.* percent-encoded/],
    [`esdb://${SECRET}@localhost`, /its format is esdb:/],
    [`esdb://user:${SECRET}`, /a host is a name or an IPv4 address/],
    [`esdb://user:${SECRET}%zz@localhost`, /it has a % that starts no encoded character/],
    [`esdb://user:${SECRET}@localhost:port`, /a host is a name/],
    [`esdb://user:${SECRET}@localhost:70000`, /a host is a name/],
    [`esdb://user:${SECRET}@[::1]:2113`, /no IPv6 addresses/],
    [`esdb+discover://user:${SECRET}@one,two`, /has exactly one host/],
    [`esdb://user:${SECRET}@localhost?tsl=true`, /an unknown option; options are tls, /],
    [`esdb://user:${SECRET}@localhost?tls`, /an unknown option|tls must be/],
    [`esdb://user:${SECRET}@localhost?tls=maybe`, /tls must be true or false/],
    [`esdb://user:${SECRET}@localhost?tls=false`, /with tls=false the client sends no password/],
    [`esdb://user:${SECRET}@localhost?tlsVerifyCert=false`, /tlsVerifyCert must be true: .*tlsCAFile/],
    [`esdb://user:${SECRET}@localhost?nodePreference=follower`, /nodePreference must be leader/],
    [`esdb://user:${SECRET}@localhost?throwOnAppendFailure=false`, /throwOnAppendFailure must be true/],
    [`esdb://user:${SECRET}@localhost?keepAliveInterval=soon`, /keepAliveInterval must be a positive integer or -1/],
    [`esdb://user:${SECRET}@localhost?tlsCAFile=/nowhere/ca.crt`, /The file tlsCAFile .* can't be read/],
    [`esdb://user:${SECRET}@localhost?userCertFile=/a/file`, /userCertFile and userKeyFile must be given together/],
    [`kurrent://user:${SECRET}@localhost`, /its format is esdb:/],
    [`kurrentdb+discover://user:${SECRET}@one,two`, /has exactly one host/],
  ];
  it.each(wrong)('rejects %s with a reason, and does not print it', async (connectionString, reason) => {
    const error = await openingErrorOf(connectionString);
    expect(error).toBeInstanceOf(UnusableServerError);
    expect(error.message).toMatch(reason);
  });

  it('rejects a CA file that is not a certificate', async () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'ca.crt');
    writeFileSync(file, '-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n');
    const error = await openingErrorOf(`esdb://user:${SECRET}@127.0.0.1:1?tlsCAFile=${file}`);
    expect(error).toBeInstanceOf(UnusableServerError);
    expect(error.message).toMatch(/The file tlsCAFile .* contains no certificate/);
    folder.remove();
  });

  it.each(['plain', 'with:a colon', 'p@ss/w?rd&%=#', 'pässwörd 漢'])('accepts the password "%s"', async (password) => {
    const server = await FakeServer.start({ user: { name: 'ledger', password } });
    const log = await EventStoreLog.open(server.url, LONG_TIMEOUTS);
    expect(await log.append(newStream(), 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
    expect(await collect(log.readAll())).toHaveLength(1);
    await log.close();
    server.stop();
  });

  it('accepts an unencoded colon in the password', async () => {
    const server = await FakeServer.start({ user: { name: 'ledger', password: 'with:a:colon' } });
    const log = await EventStoreLog.open(server.url.replaceAll('%3A', ':'), LONG_TIMEOUTS);
    expect(await collect(log.readAll())).toEqual([]);
    await log.close();
    server.stop();
  });

  it('accepts the scheme of KurrentDB', async () => {
    const server = await FakeServer.start();
    const log = await EventStoreLog.open(server.url.replace('esdb', 'kurrentdb'), LONG_TIMEOUTS);
    expect(await collect(log.readAll())).toEqual([]);
    await log.close();
    server.stop();
  });

  it('accepts several hosts, or one for discovery', async () => {
    const server = await FakeServer.start();
    const other = await FakeServer.start();
    other.leader = server.leader;
    for (const start of [
      `esdb://127.0.0.1:${other.port},127.0.0.1:${server.port}`,
      `esdb+discover://127.0.0.1:${other.port}`,
    ]) {
      const log = await EventStoreLog.open(`${start}?tls=false&gossipTimeout=1`, LONG_TIMEOUTS);
      const stream = newStream();
      await log.append(stream, 'no-stream', newEvents(1));
      expect(server.store.stream(stream)).toHaveLength(1);
      await log.close();
    }
    expect(other.store.all).toEqual([]);
    server.stop();
    other.stop();
  });
});

describe('EventStoreLog.open()', () => {
  it.each([
    [`wrong-${SECRET}`, /^The event store rejects the user or the password\.$/],
    [undefined, /^The event store denies access: the user must be allowed to read \$all,/],
  ])('reports that the server rejects the user with the password %s', async (password, reason) => {
    const server = await FakeServer.start({ user: { name: 'ledger', password: 'right' } });
    const credentials = password === undefined ? '' : `ledger:${password}@`;
    const error = await openingErrorOf(server.url.replace('ledger:right@', credentials));
    expect(error).toBeInstanceOf(LogUnavailableError);
    expect(error).toMatchObject({ message: expect.stringMatching(reason) as string, reason: 'access-denied' });
    server.stop();
  });

  it('reports that no server listens there', async () => {
    const server = await FakeServer.start();
    server.stop();
    const error = await openingErrorOf(server.url, SHORT_RETRY_BUDGET);
    expect(error).toBeInstanceOf(LogUnavailableError);
    expect(error.message).toMatch(/^The event store at 127\.0\.0\.1:\d+ can't be used: .*ECONNREFUSED/);
  });

  it('opens a known log without its server, and reports the reason once in each call', async () => {
    const server = await FakeServer.start();
    server.stop();
    const log = await EventStoreLog.open(server.url, { ...LONG_TIMEOUTS, knownAs: 'known' });
    const calls = [
      () => log.head(),
      () => collect(log.readAll()),
      () => collect(log.readStream('claim-1')),
      () => log.append('claim-1', 'no-stream', newEvents(1)),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({
        message: `The event store at 127.0.0.1:${server.port} can't be used: connect ECONNREFUSED 127.0.0.1:${server.port}.`,
      });
    }
    await log.close();
  });

  it('waits for a server that starts later', async () => {
    const server = await FakeServer.start();
    const { port, url, store } = server;
    server.stop();
    const opening = EventStoreLog.open(url, LONG_TIMEOUTS);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const late = await FakeServer.start({ port, store });
    await (await opening).close();
    late.stop();
  });

  it('reports a host name that cannot be resolved', async () => {
    const error = await openingErrorOf(`esdb://user:${SECRET}@nowhere.invalid:2113`, SHORT_RETRY_BUDGET);
    expect(error).toBeInstanceOf(LogUnavailableError);
    expect(error.message).toMatch(/nowhere\.invalid:2113 can't be used: .*(resolution|ENOTFOUND|EAI_AGAIN)/);
  });

  it.each([
    ['accepts and never responds', () => createServer()],
    ['is a web server', () => createHttpServer((_request, response) => response.end('Hello'))],
    ['closes connections', () => createServer((socket) => socket.destroy())],
  ])('times out on a host that %s', async (_what, make) => {
    const host: Server = make();
    const sockets = new Set<{ destroy(): unknown }>();
    host.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const { port } = host.address() as AddressInfo;
    for (const tls of ['true', 'false']) {
      const error = await openingErrorOf(`esdb://127.0.0.1:${port}?tls=${tls}`, SHORT_TIMEOUTS);
      expect(error).toBeInstanceOf(LogUnavailableError);
      expect(error.message).toContain(`The event store at 127.0.0.1:${port} can't be used: `);
    }
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => host.close(resolve));
  });

  it('times out on a server that does not respond', async () => {
    const server = await FakeServer.start();
    server.faults.ignoresFeatureRequests = true;
    expect((await openingErrorOf(server.url, SHORT_TIMEOUTS)).message).toMatch(
      /can't be used: no response within 300 ms\.$/,
    );
    server.stop();
  });

  it('reports a mismatch of TLS settings and an untrusted certificate', async () => {
    const secure = await FakeServer.start({ user: { name: 'ledger', password: 'right' } });
    const open = await FakeServer.start();
    const strings = [
      `esdb://127.0.0.1:${secure.port}?tls=false`,
      `esdb://ledger:${SECRET}@127.0.0.1:${open.port}`,
      `esdb://ledger:${SECRET}@127.0.0.1:${secure.port}`,
    ];
    const reasons: string[] = [];
    for (const string of strings) {
      reasons.push((await openingErrorOf(string, SHORT_RETRY_BUDGET)).message.replace(/^.* can't be used: /, ''));
    }
    expect(reasons).toEqual([
      'the server there is not EventStoreDB, or requires TLS.',
      "the server there doesn't use TLS; if it runs insecurely, add ?tls=false.",
      "the server's certificate is not signed by the authority in tlsCAFile or, without tlsCAFile, by a public one.",
    ]);
    secure.stop();
    open.stop();
  });

  it('names what each of several hosts answers if none names a leader', async () => {
    const secure = await FakeServer.start({ user: { name: 'ledger', password: 'right' } });
    const open = await FakeServer.start();
    open.faults.isLeaderless = true;
    const [trusted, host] = [`?tlsCAFile=${CERTIFICATE}&maxDiscoverAttempts=1`, `127.0.0.1:${secure.port}`];
    const untrusted =
      "the server's certificate is not signed by the authority in tlsCAFile or, without tlsCAFile, by a public one";
    for (const [string, reason] of [
      [`esdb://ledger:${SECRET}@${host},localhost:${secure.port}?maxDiscoverAttempts=1`, untrusted],
      [`esdb+discover://ledger:${SECRET}@${host}?maxDiscoverAttempts=1`, untrusted],
      [
        `esdb://ledger:${SECRET}@127.0.0.1:${open.port},127.0.0.1:9${trusted}`,
        `127.0.0.1:${open.port}: the server there doesn't use TLS; if it runs insecurely, add ?tls=false; connect ECONNREFUSED 127.0.0.1:9`,
      ],
      [
        `esdb://127.0.0.1:${open.port},127.0.0.1:${open.port}?tls=false&maxDiscoverAttempts=1`,
        'it answers, but names no leader',
      ],
    ] as const) {
      const error = await openingErrorOf(string, SHORT_RETRY_BUDGET);
      expect(error).toBeInstanceOf(LogUnavailableError);
      expect(error.message).toMatch(/^The event store at 127\.0\.0\.1:/);
      expect(error.message).toContain(` can't be used: no leader was found: ${reason}.`);
      expect((error as LogUnavailableError).reason).toBe(reason === untrusted ? 'certificate' : 'no-answer');
    }
    secure.stop();
    open.stop();
  });

  it('waits for several hosts that start later', async () => {
    const server = await FakeServer.start();
    const { port, store } = server;
    server.stop();
    const opening = EventStoreLog.open(
      `esdb://127.0.0.1:${port},127.0.0.1:9?tls=false&maxDiscoverAttempts=1`,
      LONG_TIMEOUTS,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const late = await FakeServer.start({ port, store });
    await (await opening).close();
    late.stop();
  });

  it.each(['22.10.5', '5.0.11', '20.6.1'])(
    'rejects a server of version %s, which does not report caught-up subscriptions',
    async (version) => {
      const server = await FakeServer.start({ version });
      const error = await openingErrorOf(server.url);
      expect(error).toBeInstanceOf(UnusableServerError);
      expect(error.message).toBe(
        `The server at 127.0.0.1:${server.port} is EventStoreDB ${version}; the log needs 23.10 or later.`,
      );
      server.stop();
    },
  );

  it.each(['23.10.0', '24.2.0', '26.1.0'])('accepts a server of version %s', async (version) => {
    const server = await FakeServer.start({ version });
    await (await EventStoreLog.open(server.url, LONG_TIMEOUTS)).close();
    server.stop();
  });
});

describe('EventStoreLog.close()', () => {
  it.each([
    ['fails', () => Promise.reject(new Error('broken'))],
    ['never ends', () => new Promise<never>(() => undefined)],
  ])('resolves although disposing of the client %s', async (_what, dispose) => {
    const server = await FakeServer.start();
    const log = await EventStoreLog.open(server.url, SHORT_RESPONSE_TIMEOUT);
    const { client } = log as unknown as { client: EventStoreDBClient };
    const disposeReally = client.dispose;
    client.dispose = dispose;
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    await log.close();
    expect(timers()).toBeLessThanOrEqual(before);
    await disposeReally();
    server.stop();
  });
});
