import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ReadModel } from '../../../src/read-model/read-model.js';
import { rebuild } from '../../../src/projections/rebuild.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { numbered, Tally, tallied } from '../../support/tally-projection.js';
import { dumpOf } from '../../support/test-read-model.js';
import { ALL_FAULTS, randomFaults, randomFrom } from './chaos/faults.js';
import { ChaosReader } from './chaos/reader.js';
import { collect } from '../contract/support.js';
import { EventStoreDouble } from './fake/fake-server.js';
import { SilentHost } from './fake/silent-host.js';
import { foreignEvent } from './fake/support.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const WRITERS = 8;
const READERS = 3;
/** How much is written at least while a host is silent, and how long that may take on a busy machine. */
const MEANWHILE = { events: 4 * WRITERS, limitMs: 60_000 };
/** How far the server's clock may be off, either way. */
const CLOCK_MS = 3_600_000;
const SEED = Number(process.env['CHAOS_SEED'] ?? 20_261);

describe(`EventStoreLog while everything breaks, with CHAOS_SEED=${SEED}`, () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  it('stores each acknowledged event once, and gives it once, in order, to whoever follows', async () => {
    const random = randomFrom(SEED);
    const fired = new Set<string>();
    const silent = await SilentHost.start();
    ends.push(() => {
      silent.stop();
    });
    let server = await EventStoreDouble.start();
    ends.push(() => {
      server.stop();
    });
    const faults = { ...randomFaults(random, fired), leader: server.leader };
    Object.assign(server.faults, faults);
    const hosts = [server.leader, silent.address].map(({ host, port }) => `${host}:${port}`).join(',');
    const url = `esdb://${hosts}?tls=false&gossipTimeout=1`;
    const options = { prefixes: ['sum-'], answerMs: 400, patienceMs: 60_000 };
    const log = await EventStoreLog.open(url, options);
    const folder = temporaryFolder();
    const reader = new ChaosReader(join(folder.path, 'tally.sqlite'), random);
    ends.push(folder.remove, () => log.close(), reader.close.bind(reader));

    const acknowledged = new Map<string, string[]>();
    const total = (): number => [...acknowledged.values()].reduce((sum, { length }) => sum + length, 0);
    const broken = new AbortController();
    const write = async (writer: number): Promise<void> => {
      const stream = `sum-${writer}`;
      const written: string[] = [];
      acknowledged.set(stream, written);
      while (!broken.signal.aborted) {
        const count = 1 + Math.floor(random() * 3);
        const events = Array.from({ length: count }, (_, n) => numbered(written.length + n, Math.floor(random() * 60)));
        const { revision } = await log.append(stream, written.length - 1, events);
        written.push(...events.map(({ id }) => id));
        expect(revision).toBe(written.length - 1);
        server.faults.clockAheadMs = Math.round((random() * 2 - 1) * CLOCK_MS);
        if (random() < 0.3) server.store.append('order-1', 'any', [foreignEvent('{}')]);
        await pause(random() * 50);
      }
    };
    /** Stops now and then, and begins again after the last event that it has handled, as after a crash. */
    const handled = Array.from({ length: READERS }, (): RecordedEvent[] => []);
    const done = new AbortController();
    const read = async (events: RecordedEvent[]): Promise<void> => {
      while (!done.signal.aborted) {
        const crash = new AbortController();
        const signal = AbortSignal.any([crash.signal, done.signal]);
        const lives = 1 + Math.floor(random() * 120);
        const born = events.length;
        for await (const message of log.subscribe({ after: events.at(-1)?.position, signal })) {
          if (message.kind === 'event') events.push(message.event);
          if (random() < 0.1) await pause(random() * 5);
          if (events.length - born >= lives) crash.abort();
        }
      }
    };
    /** As a process of its own, whose log leaves all patience to the runner. */
    const keep = async (): Promise<void> => {
      const open = () => EventStoreLog.open(url, { ...options, patienceMs: 0, knownAs: log.id });
      while (!done.signal.aborted) await reader.live(open);
    };
    const restart = async (): Promise<void> => {
      await pause(700 + random() * 800);
      server = await server.restart();
    };
    /** Who is told who leads is sent to the host that is silent. Resolves to how much was written meanwhile. */
    const fallSilent = async (): Promise<number> => {
      silent.fallSilent();
      server.faults.leader = silent.address;
      const end = performance.now() + MEANWHILE.limitMs;
      while (silent.taken === 0 && performance.now() < end) await pause(5);
      const before = total();
      await restart();
      await restart();
      while (total() < before + MEANWHILE.events && performance.now() < end) await pause(20);
      const written = total() - before;
      silent.hangUp();
      server.faults.leader = faults.leader;
      return written;
    };
    const breakAll = async (): Promise<number> => {
      await restart();
      await restart();
      const meanwhile = await fallSilent();
      await restart();
      await restart();
      broken.abort();
      return meanwhile;
    };
    const readers = Promise.all([...handled.map(read), keep()]);
    const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
    const breaking = breakAll();
    ends.push(() => {
      broken.abort();
      done.abort();
      return Promise.allSettled([readers, breaking, ...writers]);
    });
    const [meanwhile] = await Promise.all([breaking, ...writers]);
    // A server that fell silent to who follows live can't be told from one that has nothing to say.
    delete server.faults.read;
    server = await server.restart();
    while (handled.some((events) => events.length < total()) || reader.handled < total()) await pause(20);
    await pause(100);
    done.abort();
    await readers;

    delete server.faults.append;
    const stored = await collect(log.readAll());
    expect(stored).toHaveLength(total());
    for (const [stream, written] of acknowledged) {
      const own = stored.filter((event) => event.stream === stream);
      expect(own.map(({ id }) => id)).toEqual(written);
      expect(own.map(({ revision }) => revision)).toEqual(written.map((_, revision) => revision));
    }
    for (const events of handled) expect(events).toEqual(stored);

    const kept = reader.reopen();
    const fresh = ReadModel.open(':memory:', new Tally());
    ends.push(kept.close.bind(kept), fresh.close.bind(fresh));
    await rebuild(fresh, log);
    const rows = tallied(kept.database).map(({ position, stream, number }) => [position, stream, number]);
    expect(rows).toEqual(stored.map(({ position, stream, data }) => [position, stream, data['number']]));
    expect(dumpOf(kept)).toEqual(dumpOf(fresh));
    expect(kept.checkpoints.load()).toEqual(fresh.checkpoints.load());
    expect(reader.untrue).toEqual([]);

    expect(meanwhile).toBeGreaterThanOrEqual(MEANWHILE.events);
    expect(silent.taken).toBeGreaterThan(0);
    expect(fired).toEqual(ALL_FAULTS);
    expect(reader.troubles).toEqual(new Set(['LogUnavailableError', 'SqliteError']));
    const created = server.store.all.map((event) => event.created);
    expect(created.some((at, n) => at < (created[n - 1] ?? 0) - CLOCK_MS / 2)).toBe(true);
  });
});
