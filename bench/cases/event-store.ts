import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient, FORWARDS, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { EventStoreLog } from '../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import type { NewEvent } from '../../src/event-log/event-log.js';
import type { Bench, Row } from '../bench.js';
import { alternate, type Comparison, type Figure, quantile, measureMs } from '../figures.js';
import { serverProgram } from '../paths.js';
import { LedgerServer } from '../servers/ledger-server.js';
import { Program } from '../servers/program.js';
import { reportRequest } from './requests.js';

const CALLERS = 64;
const ROUNDS = 7;
const EVENTS_PER_STREAM = 16;

/** One side of the comparison. Streams have names that no other run and no ledger uses. */
interface Side {
  append(stream: string, events: readonly NewEvent[]): Promise<unknown>;
  /** Returns the number of events read. */
  readStream(stream: string): Promise<number>;
  readAll(): Promise<number>;
}

/**
 * The log in EventStoreDB, compared with the unmodified client doing the same: on the server that
 * `EVENTSTOREDB_TEST_URL` names, which must hold no ledger yet, or on the fake.
 */
export const eventStore: Row = {
  name: 'event-store',
  async *measure(bench: Bench) {
    const testUrl = process.env.EVENTSTOREDB_TEST_URL;
    const fake = testUrl === undefined ? await Program.start(serverProgram('fake-event-store'), []) : undefined;
    const url = testUrl ?? fake?.firstLine ?? '';
    const where = fake ? 'the fake' : 'EventStoreDB';
    const prefix = `bench-${randomUUID()}-`;
    const log = await EventStoreLog.open(url, { prefixes: [prefix] });
    const client = EventStoreDBClient.connectionString(url);
    try {
      const [port, bare] = [portSide(log), clientSide(client, prefix)];
      for (const callers of [1, CALLERS]) {
        yield toFigure(
          `appends to ${where}, ${callersOf(callers)}`,
          '/s',
          await compareAppends(port, bare, prefix, callers, bench.scaled(callers === 1 ? 500 : 6_400, 64)),
        );
      }
      yield* compareReads(port, bare, prefix, where, bench.scaled(2_000, CALLERS));
    } finally {
      await log.close();
      await client.dispose();
      try {
        yield* measureReplicationDelay(bench, url, where);
      } finally {
        await fake?.stop();
      }
    }
  },
};

function portSide(log: EventStoreLog): Side {
  return {
    append: (stream, events) => log.append(stream, 'no-stream', events),
    readStream: (stream) => countOf(log.readStream(stream)),
    readAll: () => countOf(log.readAll()),
  };
}

function clientSide(client: EventStoreDBClient, prefix: string): Side {
  return {
    append: (stream, events) =>
      client.appendToStream(
        stream,
        events.map((event) => jsonEvent(event)),
        { expectedRevision: NO_STREAM },
      ),
    readStream: (stream) => countOf(client.readStream(stream)),
    readAll: () => countOf(client.readAll({ direction: FORWARDS }), (item) => item.event?.streamId.startsWith(prefix)),
  };
}

/** Appends of one event, each to a separate stream: callers that race for one would measure their conflicts. */
function compareAppends(port: Side, bare: Side, prefix: string, callers: number, batch: number): Promise<Comparison> {
  const round = (side: Side) => async () => {
    const events = Array.from({ length: batch }, newEvent);
    const run = randomUUID();
    const elapsed = await measureMs(() =>
      runConcurrently(events, callers, (event) => side.append(`${prefix}${run}-${event.id}`, [event])),
    );
    return perSecond(batch, elapsed);
  };
  return alternate(ROUNDS, round(port), round(bare));
}

async function* compareReads(
  port: Side,
  bare: Side,
  prefix: string,
  where: string,
  streams: number,
): AsyncGenerator<Figure> {
  const names = Array.from({ length: streams }, (_, index) => `${prefix}read-${index}`);
  await runConcurrently(names, CALLERS, (name) =>
    port.append(name, Array.from({ length: EVENTS_PER_STREAM }, newEvent)),
  );
  const all = await port.readAll();
  const ofStreams = (side: Side) => async () => {
    const elapsed = await measureMs(() =>
      runConcurrently(names, CALLERS, async (name) => {
        requireCount(await side.readStream(name), EVENTS_PER_STREAM);
      }),
    );
    return perSecond(streams * EVENTS_PER_STREAM, elapsed);
  };
  const ofAll = (side: Side) => async () => {
    const elapsed = await measureMs(async () => {
      requireCount(await side.readAll(), all);
    });
    return perSecond(all, elapsed);
  };
  const unit = 'events/s';
  yield toFigure(
    `streams of ${EVENTS_PER_STREAM} events read from ${where}, ${callersOf(CALLERS)}`,
    unit,
    await alternate(ROUNDS, ofStreams(port), ofStreams(bare)),
  );
  yield toFigure(
    `${all} events of all streams read from ${where}`,
    unit,
    await alternate(ROUNDS, ofAll(port), ofAll(bare)),
  );
}

/** The time from a write at one instance until it can be read at another, compared with its own instance's response. */
async function* measureReplicationDelay(bench: Bench, url: string, where: string): AsyncGenerator<Figure> {
  process.env.CLAIM_LEDGER_LOG = url;
  const one = await LedgerServer.start(bench.emptyFolder());
  const other = await LedgerServer.start(bench.emptyFolder(), one.key);
  delete process.env.CLAIM_LEDGER_LOG;
  try {
    await Promise.all([one.ready(), other.ready()]);
    for (const outlet of ['outlet-3', 'outlet-7'])
      await one.put(`/v1/actors/${outlet}`, { kind: 'outlet', name: outlet });
    const [here, there]: [number[], number[]] = [[], []];
    for (let count = bench.scaled(600, 40); count > 0; count -= 1) {
      const id = randomUUID();
      await one.put(`/v1/claims/${id}`, { text: `The claim ${id}.`, language: 'en', kind: 'factual' });
      const { path = '', headers, body } = reportRequest({ id }, one.headers);
      const began = performance.now();
      const response = await fetch(one.url + path, {
        method: 'POST',
        headers: headers as Record<string, string>,
        body: String(body),
      });
      const { position } = (await response.json()) as { readonly position: string };
      here.push(performance.now() - began);
      await other.get(`/v1/claims/${id}?waitFor=${encodeURIComponent(position)}`);
      there.push(performance.now() - began);
      await pause(10);
    }
    for (const part of [0.5, 0.99]) {
      yield {
        name: `an entry sent until it is read at another instance, log in ${where}, p${part * 100}`,
        unit: 'ms',
        value: quantile(there, part),
        yardstick: { name: 'until its own instance answers', value: quantile(here, part) },
      };
    }
  } finally {
    await Promise.all([one.stop(), other.stop()]);
  }
}

const toFigure = (name: string, unit: string, { value, yardstick, ratio }: Comparison): Figure => ({
  name,
  unit,
  value,
  yardstick: { name: 'the bare client', value: yardstick },
  ratio,
  bound: { least: 0.8 },
});

const callersOf = (count: number): string => (count === 1 ? 'one caller' : `${count} callers`);

const perSecond = (count: number, milliseconds: number): number => (count * 1_000) / milliseconds;

/** An event about as large as an entry with its metadata. */
function newEvent(): NewEvent {
  return {
    id: randomUUID(),
    type: 'claim-reported',
    data: {
      by: ['outlet-7'],
      basis: 'named-source',
      occurredAt: '2014-01-20',
      quote: {
        text: 'The delivery has been agreed to, and will begin before the summit, said the spokesperson on Tuesday.',
      },
    },
    metadata: {
      schemaVersion: 1,
      recordedAt: '2014-01-20T12:00:00.000Z',
      recordedBy: 'admin',
      correlationId: randomUUID(),
    },
  };
}

/** Works through the items with so many concurrent callers. */
async function runConcurrently<Item>(
  items: readonly Item[],
  callers: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (const item of left) await work(item);
    }),
  );
}

async function countOf<Item>(
  items: AsyncIterable<Item>,
  counts: (item: Item) => boolean | undefined = () => true,
): Promise<number> {
  let count = 0;
  for await (const item of items) if (counts(item)) count += 1;
  return count;
}

function requireCount(count: number, expected: number): void {
  if (count !== expected) throw new Error(`${count} events were read, not ${expected}.`);
}
