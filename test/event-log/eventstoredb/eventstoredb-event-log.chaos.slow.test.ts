import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ReadModelWriter } from '../../../src/projections/read-model-writer.js';
import { rebuild } from '../../../src/projections/rebuild.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { numberedEvent, TallyProjection, tallyRows } from '../../support/tally-projection.js';
import { dumpOf } from '../../support/test-read-model.js';
import { ALL_FAULTS, randomFaults, seededRandom } from './chaos/faults.js';
import { ChaosProjection } from './chaos/projection.js';
import { collect } from '../contract/support.js';
import { FakeServer } from './fake/fake-server.js';
import { SilentHost } from './fake/silent-host.js';
import { foreignEvent, LONG_TIMEOUTS } from './fake/support.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const WRITERS = 8;
const READERS = 3;
/** The number of events to write while a host is silent. */
const EVENTS_WHILE_SILENT = 4 * WRITERS;
/** The maximum difference of the server's clock, in both directions. */
const CLOCK_MS = 3_600_000;
const SEED = Number(process.env['CHAOS_SEED'] ?? 20_261);

describe(`EventStoreLog with random faults (CHAOS_SEED=${SEED})`, () => {
  const cleanups: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of cleanups.splice(0).reverse()) await end();
  });

  it('stores each acknowledged event once, and delivers it once and in order to each subscriber', async () => {
    const random = seededRandom(SEED);
    const fired = new Set<string>();
    const silent = await SilentHost.start();
    cleanups.push(() => {
      silent.stop();
    });
    let server = await FakeServer.start();
    cleanups.push(() => {
      server.stop();
    });
    const faults = { ...randomFaults(random, fired), leader: server.leader };
    Object.assign(server.faults, faults);
    const hosts = [server.leader, silent.address].map(({ host, port }) => `${host}:${port}`).join(',');
    const url = `esdb://${hosts}?tls=false&gossipTimeout=1`;
    const options = { ...LONG_TIMEOUTS, prefixes: ['sum-'], responseMs: 400 };
    const log = await EventStoreLog.open(url, options);
    const folder = temporaryFolder();
    const projection = new ChaosProjection(join(folder.path, 'tally.sqlite'), random);
    cleanups.push(folder.remove, () => log.close(), projection.close.bind(projection));

    const acknowledged = new Map<string, string[]>();
    const total = (): number => [...acknowledged.values()].reduce((sum, { length }) => sum + length, 0);
    const broken = new AbortController();
    const write = async (writer: number): Promise<void> => {
      const stream = `sum-${writer}`;
      const written: string[] = [];
      acknowledged.set(stream, written);
      while (!broken.signal.aborted) {
        const count = 1 + Math.floor(random() * 3);
        const events = Array.from({ length: count }, (_, n) =>
          numberedEvent(written.length + n, Math.floor(random() * 60)),
        );
        const { revision } = await log.append(stream, written.length - 1, events);
        written.push(...events.map(({ id }) => id));
        expect(revision).toBe(written.length - 1);
        server.faults.clockAheadMs = Math.round((random() * 2 - 1) * CLOCK_MS);
        if (random() < 0.3) server.store.append('order-1', 'any', [foreignEvent('{}')]);
        await pause(random() * 50);
      }
    };
    /** Stops now and then, and resumes after the last handled event, as after a crash. */
    const handled = Array.from({ length: READERS }, (): RecordedEvent[] => []);
    const done = new AbortController();
    const read = async (events: RecordedEvent[]): Promise<void> => {
      while (!done.signal.aborted) {
        const crash = new AbortController();
        const signal = AbortSignal.any([crash.signal, done.signal]);
        const eventsUntilCrash = 1 + Math.floor(random() * 120);
        const eventsAtStart = events.length;
        for await (const message of log.subscribe({ after: events.at(-1)?.position, signal })) {
          if (message.kind === 'event') events.push(message.event);
          if (random() < 0.1) await pause(random() * 5);
          if (events.length - eventsAtStart >= eventsUntilCrash) crash.abort();
        }
      }
    };
    /** Acts as a separate process, whose log leaves all retries to the runner. */
    const keepReadModel = async (): Promise<void> => {
      const open = () => EventStoreLog.open(url, { ...options, retryMs: 0, knownAs: log.id });
      while (!done.signal.aborted) await projection.runOnce(open);
    };
    const restart = async (): Promise<void> => {
      await pause(700 + random() * 800);
      server = await server.restart();
    };
    const until = async (condition: () => boolean): Promise<void> => {
      while (!condition() && !broken.signal.aborted) await pause(20);
    };
    /** Reports the silent host as the leader, until enough events were written nevertheless. */
    const silenceLeader = async (): Promise<void> => {
      silent.fallSilent();
      server.faults.leader = silent.address;
      await until(() => silent.connectionsWhileSilent > 0);
      const before = total();
      await restart();
      await restart();
      await until(() => total() >= before + EVENTS_WHILE_SILENT);
      silent.hangUp();
      server.faults.leader = faults.leader;
    };
    const breakAll = async (): Promise<void> => {
      await restart();
      await restart();
      await silenceLeader();
      await restart();
      await restart();
      await until(() => fired.size === ALL_FAULTS.size);
      broken.abort();
    };
    const readers = Promise.all([...handled.map(read), keepReadModel()]);
    const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
    const breaking = breakAll();
    cleanups.push(() => {
      broken.abort();
      done.abort();
      return Promise.allSettled([readers, breaking, ...writers]);
    });
    await Promise.all([breaking, ...writers]);
    // A live subscription can't distinguish a silent server from one without new events.
    delete server.faults.read;
    server = await server.restart();
    while (handled.some((events) => events.length < total()) || projection.handled < total()) await pause(20);
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

    const kept = projection.reopen();
    const fresh = ReadModelWriter.open(':memory:', new TallyProjection());
    cleanups.push(kept.close.bind(kept), fresh.close.bind(fresh));
    await rebuild(fresh, log);
    const rows = tallyRows(kept.database).map(({ position, stream, number }) => [position, stream, number]);
    expect(rows).toEqual(stored.map(({ position, stream, data }) => [position, stream, data['number']]));
    expect(dumpOf(kept)).toEqual(dumpOf(fresh));
    expect(kept.checkpoints.load()).toEqual(fresh.checkpoints.load());
    expect(projection.mismatches).toEqual([]);

    expect(silent.connectionsWhileSilent).toBeGreaterThan(0);
    expect(fired).toEqual(ALL_FAULTS);
    expect(projection.errors).toEqual(new Set(['LogUnavailableError', 'SqliteError']));
    const created = server.store.all.map((event) => event.created);
    expect(created.some((at, n) => at < (created[n - 1] ?? 0) - CLOCK_MS / 2)).toBe(true);
  });
});
