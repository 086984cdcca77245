import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { collect, newEvents, newStream } from '../contract/support.js';
import { FakeServer } from './fake/fake-server.js';
import { SilentHost } from './fake/silent-host.js';
import { faultSequence, SHORT_RESPONSE_TIMEOUT } from './fake/support.js';

describe('EventStoreLog: a leader that hangs', () => {
  it('switches to the newly elected leader while the old connections stay open', async () => {
    const hanging = await FakeServer.start();
    const elected = await FakeServer.start({ store: hanging.store });
    elected.leader = hanging.leader;
    const hosts = `127.0.0.1:${hanging.port},127.0.0.1:${elected.port}`;
    const log = await EventStoreLog.open(`esdb://${hosts}?tls=false&gossipTimeout=1`, SHORT_RESPONSE_TIMEOUT);
    let unanswered = 0;
    hanging.faults.append = () => {
      unanswered += 1;
      return 'silence';
    };
    hanging.leader = elected.leader = { host: '127.0.0.1', port: elected.port };

    const append = () => log.append(newStream(), 'no-stream', newEvents(1)).catch((error: unknown) => error);
    const first = await append();
    const before = unanswered;
    const second = await append();
    await log.close();
    hanging.stop();
    elected.stop();
    expect(first).toMatchObject({ revision: 0 });
    expect(second).toMatchObject({ revision: 0 });
    expect(unanswered).toBe(before);
  });
});

describe('EventStoreLog: a host that accepts connections without responding', () => {
  it.each([
    {
      what: 'an append',
      faults: () => ({ append: faultSequence('not leader' as const).next }),
      call: (log: EventStoreLog) => log.append(newStream(), 'no-stream', newEvents(1)),
    },
    {
      what: 'a read',
      faults: () => ({ read: faultSequence({ after: 0, with: 'not leader' } as const).next }),
      call: (log: EventStoreLog) => collect(log.readAll({ limit: 1 })),
    },
  ])('is left by $what after it was named as the leader', async ({ faults, call }) => {
    const server = await FakeServer.start();
    const silent = await SilentHost.start();
    const hosts = `127.0.0.1:${server.port},127.0.0.1:${silent.address.port}`;
    const log = await EventStoreLog.open(`esdb://${hosts}?tls=false&gossipTimeout=1`, SHORT_RESPONSE_TIMEOUT);
    await log.append(newStream(), 'no-stream', newEvents(1));
    silent.fallSilent();
    Object.assign(server.faults, { ...faults(), leader: silent.address });

    await call(log);
    const connections = silent.connectionsWhileSilent;
    await log.close();
    silent.stop();
    server.stop();
    expect(connections).toBeGreaterThan(0);
  });
});

describe('EventStoreLog: no leader', () => {
  it('fails each append, and the process keeps running', async () => {
    const server = await FakeServer.start();
    const fixture = join(import.meta.dirname, 'fixtures/append-through-an-outage.mjs');
    const hosts = `127.0.0.1:${server.port},127.0.0.1:9`;
    const url = `esdb://${hosts}?tls=false&maxDiscoverAttempts=1&discoveryInterval=200`;
    const child = spawn(process.execPath, [fixture, url], { stdio: ['ignore', 'pipe', 'pipe'] });
    server.faults.append = (stream) => {
      if (!stream.startsWith('claim-')) return undefined;
      server.faults.isLeaderless = true;
      return 'silence';
    };
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    server.stop();
    expect({ code: child.exitCode, stderr }).toEqual({ code: 0, stderr: '' });
    const outcomes = JSON.parse(stdout.split('\n')[1] ?? '') as string[];
    expect(outcomes).toHaveLength(20);
    expect(new Set(outcomes)).toEqual(new Set(['UnknownOutcomeError', 'LogUnavailableError']));
  });
});
