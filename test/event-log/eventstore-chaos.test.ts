import { setTimeout as pause } from 'node:timers/promises';
import type { RecordedEvent } from '../../src/event-log/event-log.js';
import { EventStoreLog } from '../../src/event-log/eventstore-event-log.js';
import { collect, newEvent } from './contract/support.js';
import { EventStoreDouble } from './eventstore-double/double.js';
import type { AppendFault, ReadFault } from './eventstore-double/faults.js';
import { foreignEvent } from './eventstore-double/support.js';

const WRITERS = 8;
const EVENTS = 60;
/** Writers begin no append after this long, on a machine that is busy with else. */
const WRITING_MS = 8_000;
const READERS = 3;
const SEED = Number(process.env['CHAOS_SEED'] ?? 20_261);

/** The same numbers from 0 to 1 for the same seed: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const APPEND_FAULTS: readonly AppendFault[] = [
  'lost',
  'lost',
  'lost silently',
  'silence',
  'busy',
  'not ready',
  'no leader',
  'not leader',
  'dropped',
];
const READ_FAULTS: readonly ReadFault['with'][] = ['dropped', 'too slow', 'end', 'busy', 'not ready', 'silence'];

describe(`EventStoreLog while everything breaks, with CHAOS_SEED=${SEED}`, () => {
  it('stores each acknowledged event once, and gives it once, in order, to whoever follows', async () => {
    const random = randomFrom(SEED);
    const anyOf = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    let server = await EventStoreDouble.start();
    const fired = new Set<string>();
    server.faults.leader = server.leader;
    server.faults.checkpointInterval = 3;
    server.faults.append = () => {
      if (random() > 0.25) return undefined;
      const fault = anyOf(APPEND_FAULTS);
      fired.add(`append ${fault}`);
      return fault;
    };
    server.faults.read = () => {
      if (random() > 0.6) return undefined;
      const fault = { after: Math.floor(random() * 40), with: anyOf(READ_FAULTS) };
      fired.add(`read ${fault.with}`);
      return fault;
    };
    const options = { prefixes: ['claim-'], answerMs: 400, patienceMs: 30_000 };
    const log = await EventStoreLog.open(server.url, options);

    const acknowledged = new Map<string, string[]>();
    const end = performance.now() + WRITING_MS;
    const write = async (writer: number): Promise<void> => {
      const stream = `claim-${writer}`;
      const written: string[] = [];
      acknowledged.set(stream, written);
      while (written.length < EVENTS && performance.now() < end) {
        const events = Array.from({ length: 1 + Math.floor(random() * 3) }, () => newEvent({ writer }));
        const { revision } = await log.append(stream, written.length - 1, events);
        written.push(...events.map(({ id }) => id));
        expect(revision).toBe(written.length - 1);
        if (random() < 0.3) server.store.append('order-1', 'any', [foreignEvent('{}')]);
      }
    };
    /** Stops now and then, and begins again after the last event that it has handled, as after a crash. */
    const handled = Array.from({ length: READERS }, (): RecordedEvent[] => []);
    const done = new AbortController();
    const total = (): number => [...acknowledged.values()].reduce((sum, { length }) => sum + length, 0);
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
    const readers = Promise.all(handled.map(read));
    const restarts = (async () => {
      for (let time = 0; time < 3; time += 1) {
        await pause(700 + random() * 800);
        server = await server.restart();
      }
    })();
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    await restarts;
    while (handled.some((events) => events.length < total())) await pause(20);
    await pause(100);
    done.abort();
    await readers;

    delete server.faults.append;
    delete server.faults.read;
    const stored = await collect(log.readAll());
    expect(stored).toHaveLength(total());
    for (const [stream, written] of acknowledged) {
      const own = stored.filter((event) => event.stream === stream);
      expect(own.map(({ id }) => id)).toEqual(written);
      expect(own.map(({ revision }) => revision)).toEqual(written.map((_, revision) => revision));
    }
    for (const events of handled) expect(events).toEqual(stored);
    const faults = [...APPEND_FAULTS.map((fault) => `append ${fault}`), ...READ_FAULTS.map((fault) => `read ${fault}`)];
    expect([...fired].sort()).toEqual([...new Set(faults)].sort());
    await log.close();
    server.stop();
  }, 60_000);
});
