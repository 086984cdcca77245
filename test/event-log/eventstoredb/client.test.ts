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
import { EventStoreDouble } from './fake/fake-server.js';
import { GIVES_UP, GIVES_UP_ON_SILENCE, NOTICES_SILENCE, PATIENT } from './fake/support.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const SECRET = 'correct-horse';

/** Why it can't be opened, after a look that neither the error nor the console shows the password. */
async function refusalOf(connectionString: string, limits = PATIENT): Promise<Error> {
  const printed = (['log', 'warn', 'error'] as const).map((name) => jest.spyOn(console, name).mockReturnValue());
  const refusal: unknown = await EventStoreLog.open(connectionString, limits).then(
    (log) => log.close(),
    (error: unknown) => error,
  );
  const said = inspect([refusal, printed.map(({ mock }) => mock.calls)], { depth: null, showHidden: true });
  for (const spy of printed) spy.mockRestore();
  expect(said).not.toContain(SECRET);
  expect(refusal).toBeInstanceOf(Error);
  return refusal as Error;
}

describe('A connection string', () => {
  it('is told by its scheme', () => {
    for (const scheme of ['esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover']) {
      expect(isConnectionString(`${scheme}://ledger.example:2113?tls=false`)).toBe(true);
    }
    expect(
      ['log.sqlite', '/data/esdb://', 'kurrent://localhost', 'esdb:localhost', ''].filter(isConnectionString),
    ).toEqual([]);
  });

  const wrong: readonly [string, RegExp][] = [
    [`esdb://user:${SECRET}@`, /it looks like esdb:/],
    [`esdb://user:p@${SECRET}@localhost`, /it looks like esdb:.* percent-encoded/],
    [`esdb://${SECRET}@localhost`, /it looks like esdb:/],
    [`esdb://user:${SECRET}`, /a host is a name or an IPv4 address/],
    [`esdb://user:${SECRET}%zz@localhost`, /a % in it begins no encoded character/],
    [`esdb://user:${SECRET}@localhost:port`, /a host is a name/],
    [`esdb://user:${SECRET}@localhost:70000`, /a host is a name/],
    [`esdb://user:${SECRET}@[::1]:2113`, /no IPv6 addresses/],
    [`esdb+discover://user:${SECRET}@one,two`, /takes one host/],
    [`esdb://user:${SECRET}@localhost?tsl=true`, /an option that is none of: tls, /],
    [`esdb://user:${SECRET}@localhost?tls`, /an option that is none of|tls is/],
    [`esdb://user:${SECRET}@localhost?tls=maybe`, /tls is true or false/],
    [`esdb://user:${SECRET}@localhost?tls=false`, /with tls=false the client sends no password/],
    [`esdb://user:${SECRET}@localhost?tlsVerifyCert=false`, /tlsVerifyCert can only be true: .*tlsCAFile/],
    [`esdb://user:${SECRET}@localhost?nodePreference=follower`, /nodePreference can only be leader/],
    [`esdb://user:${SECRET}@localhost?throwOnAppendFailure=false`, /throwOnAppendFailure can only be true/],
    [`esdb://user:${SECRET}@localhost?keepAliveInterval=soon`, /keepAliveInterval is a whole number/],
    [`esdb://user:${SECRET}@localhost?tlsCAFile=/nowhere/ca.crt`, /The file tlsCAFile .* can't be read/],
    [`esdb://user:${SECRET}@localhost?userCertFile=/a/file`, /userCertFile and userKeyFile belong together/],
    [`kurrent://user:${SECRET}@localhost`, /it looks like esdb:/],
    [`kurrentdb+discover://user:${SECRET}@one,two`, /takes one host/],
  ];
  it.each(wrong)('%s is refused with a reason, and not shown', async (connectionString, reason) => {
    const refusal = await refusalOf(connectionString);
    expect(refusal).toBeInstanceOf(UnusableServerError);
    expect(refusal.message).toMatch(reason);
  });

  it('that names a file which is no certificate is refused', async () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'ca.crt');
    writeFileSync(file, '-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n');
    const refusal = await refusalOf(`esdb://user:${SECRET}@127.0.0.1:1?tlsCAFile=${file}`);
    expect(refusal).toBeInstanceOf(UnusableServerError);
    expect(refusal.message).toMatch(/The file tlsCAFile .* holds no certificate/);
    folder.remove();
  });

  it.each(['plain', 'with:a colon', 'p@ss/w?rd&%=#', 'pässwörd 漢'])('takes the password "%s"', async (password) => {
    const server = await EventStoreDouble.start({ user: { name: 'ledger', password } });
    const log = await EventStoreLog.open(server.url, PATIENT);
    expect(await log.append(newStream(), 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
    expect(await collect(log.readAll())).toHaveLength(1);
    await log.close();
    server.stop();
  });

  it('takes the password as it is, if it has a colon', async () => {
    const server = await EventStoreDouble.start({ user: { name: 'ledger', password: 'with:a:colon' } });
    const log = await EventStoreLog.open(server.url.replaceAll('%3A', ':'), PATIENT);
    expect(await collect(log.readAll())).toEqual([]);
    await log.close();
    server.stop();
  });

  it('of KurrentDB is taken like one of EventStoreDB', async () => {
    const server = await EventStoreDouble.start();
    const log = await EventStoreLog.open(server.url.replace('esdb', 'kurrentdb'), PATIENT);
    expect(await collect(log.readAll())).toEqual([]);
    await log.close();
    server.stop();
  });

  it('may name several hosts, or one to be asked for the others', async () => {
    const server = await EventStoreDouble.start();
    const other = await EventStoreDouble.start();
    other.leader = server.leader;
    for (const start of [
      `esdb://127.0.0.1:${other.port},127.0.0.1:${server.port}`,
      `esdb+discover://127.0.0.1:${other.port}`,
    ]) {
      const log = await EventStoreLog.open(`${start}?tls=false&gossipTimeout=1`, PATIENT);
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

describe('Opening a log in EventStoreDB', () => {
  it.each([`wrong-${SECRET}`, undefined])(
    'says plainly that the user is refused, with the password %s',
    async (password) => {
      const server = await EventStoreDouble.start({ user: { name: 'ledger', password: 'right' } });
      const credentials = password === undefined ? '' : `ledger:${password}@`;
      const refusal = await refusalOf(server.url.replace('ledger:right@', credentials));
      expect(refusal).toBeInstanceOf(LogUnavailableError);
      expect(refusal.message).toBe('The event store refuses this user, or this password.');
      server.stop();
    },
  );

  it('says that nothing listens there, after a while', async () => {
    const server = await EventStoreDouble.start();
    server.stop();
    const refusal = await refusalOf(server.url, GIVES_UP);
    expect(refusal).toBeInstanceOf(LogUnavailableError);
    expect(refusal.message).toMatch(/^The event store at 127\.0\.0\.1:\d+ can't be used: .*ECONNREFUSED/);
  });

  it('says of one that is known, in each call, what hinders it, and says it once', async () => {
    const server = await EventStoreDouble.start();
    server.stop();
    const log = await EventStoreLog.open(server.url, { ...PATIENT, knownAs: 'known' });
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

  it('waits for a server that is about to come', async () => {
    const server = await EventStoreDouble.start();
    const { port, url, store } = server;
    server.stop();
    const opening = EventStoreLog.open(url, PATIENT);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const late = await EventStoreDouble.start({ port, store });
    await (await opening).close();
    late.stop();
  });

  it("doesn't take a name that there is none for", async () => {
    const refusal = await refusalOf(`esdb://user:${SECRET}@nowhere.invalid:2113`, GIVES_UP);
    expect(refusal).toBeInstanceOf(LogUnavailableError);
    expect(refusal.message).toMatch(/nowhere\.invalid:2113 can't be used: .*(resolution|ENOTFOUND|EAI_AGAIN)/);
  });

  it.each([
    ['accepts and never answers', () => createServer()],
    ['is a web server', () => createHttpServer((_request, response) => response.end('Hello'))],
    ['hangs up', () => createServer((socket) => socket.destroy())],
  ])('gives up on a host that %s', async (_what, make) => {
    const host: Server = make();
    const sockets = new Set<{ destroy(): unknown }>();
    host.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const { port } = host.address() as AddressInfo;
    for (const tls of ['true', 'false']) {
      const refusal = await refusalOf(`esdb://127.0.0.1:${port}?tls=${tls}`, GIVES_UP_ON_SILENCE);
      expect(refusal).toBeInstanceOf(LogUnavailableError);
      expect(refusal.message).toContain(`The event store at 127.0.0.1:${port} can't be used: `);
    }
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => host.close(resolve));
  });

  it('gives up on a server that says nothing', async () => {
    const server = await EventStoreDouble.start();
    server.faults.isMute = true;
    expect((await refusalOf(server.url, GIVES_UP_ON_SILENCE)).message).toMatch(
      /can't be used: no answer within 300 ms\.$/,
    );
    server.stop();
  });

  it('gives up where TLS is spoken and not expected, and the other way round', async () => {
    const secure = await EventStoreDouble.start({ user: { name: 'ledger', password: 'right' } });
    const open = await EventStoreDouble.start();
    const strings = [
      `esdb://127.0.0.1:${secure.port}?tls=false`,
      `esdb://ledger:${SECRET}@127.0.0.1:${open.port}`,
      `esdb://ledger:${SECRET}@127.0.0.1:${secure.port}`,
    ];
    const reasons: string[] = [];
    for (const string of strings) {
      reasons.push((await refusalOf(string, GIVES_UP)).message.replace(/^.* can't be used: /, ''));
    }
    expect(reasons).toEqual([
      'what answers there is no EventStoreDB, or expects TLS.',
      'what answers there speaks no TLS; if it runs insecurely, add ?tls=false.',
      'self-signed certificate.',
    ]);
    secure.stop();
    open.stop();
  });

  it.each(['22.10.5', '5.0.11', '20.6.1'])(
    'refuses a server of version %s, which never says that one has caught up',
    async (version) => {
      const server = await EventStoreDouble.start({ version });
      const refusal = await refusalOf(server.url);
      expect(refusal).toBeInstanceOf(UnusableServerError);
      expect(refusal.message).toBe(
        `The server at 127.0.0.1:${server.port} is EventStoreDB ${version}; the log needs 23.10 or later.`,
      );
      server.stop();
    },
  );

  it.each(['23.10.0', '24.2.0', '26.1.0'])('takes a server of version %s', async (version) => {
    const server = await EventStoreDouble.start({ version });
    await (await EventStoreLog.open(server.url, PATIENT)).close();
    server.stop();
  });
});

describe('Closing a log in EventStoreDB', () => {
  it.each([
    ['fails', () => Promise.reject(new Error('broken'))],
    ['never ends', () => new Promise<never>(() => undefined)],
  ])('comes to its end though the client %s', async (_what, dispose) => {
    const server = await EventStoreDouble.start();
    const log = await EventStoreLog.open(server.url, NOTICES_SILENCE);
    const { client } = log as unknown as { client: EventStoreDBClient };
    const letGo = client.dispose;
    client.dispose = dispose;
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    await log.close();
    expect(timers()).toBeLessThanOrEqual(before);
    await letGo();
    server.stop();
  });
});
