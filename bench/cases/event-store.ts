import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient, FORWARDS, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { EventStoreLog } from '../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import type { NewEvent } from '../../src/event-log/event-log.js';
import type { Bench, Row } from '../bench.js';
import { alternate, type Compared, type Figure, quantile, timed } from '../figures.js';
import { serverProgram } from '../paths.js';
import { LedgerServer } from '../servers/ledger-server.js';
import { Program } from '../servers/program.js';
import { reportOn } from './requests.js';

const CALLERS = 64;
const ROUNDS = 7;
/** Of one stream, where streams are read. */
const LENGTH = 16;

/** What one side does. Streams have names that no other run, and no ledger, has. */
interface Side {
  append(stream: string, events: readonly NewEvent[]): Promise<unknown>;
  /** Returns how many events there were. */
  readStream(stream: string): Promise<number>;
  readAll(): Promise<number>;
}

/**
 * The log in EventStoreDB beside the bare client doing the same, as it is used by most: as it comes. On the server that
 * `EVENTSTOREDB_TEST_URL` names, which holds no ledger yet, or on the double.
 */
export const eventStore: Row = {
  name: 'event-store',
  async *measure(bench: Bench) {
    const named = process.env.EVENTSTOREDB_TEST_URL;
    const double = named === undefined ? await Program.start(serverProgram('event-store'), []) : undefined;
    const url = named ?? double?.firstLine ?? '';
    const where = double ? 'the double' : 'EventStoreDB';
    const prefix = `bench-${randomUUID()}-`;
    const log = await EventStoreLog.open(url, { prefixes: [prefix] });
    const client = EventStoreDBClient.connectionString(url);
    try {
      const [port, bare] = [throughPort(log), ofClient(client, prefix)];
      for (const callers of [1, CALLERS]) {
        yield rate(
          `appends to ${where}, ${callersOf(callers)}`,
          '/s',
          await appending(port, bare, prefix, callers, bench.scaled(callers === 1 ? 500 : 6_400, 64)),
        );
      }
      yield* reading(port, bare, prefix, where, bench.scaled(2_000, CALLERS));
    } finally {
      await log.close();
      await client.dispose();
      try {
        yield* elsewhere(bench, url, where);
      } finally {
        await double?.stop();
      }
    }
  },
};

function throughPort(log: EventStoreLog): Side {
  return {
    append: (stream, events) => log.append(stream, 'no-stream', events),
    readStream: (stream) => countOf(log.readStream(stream)),
    readAll: () => countOf(log.readAll()),
  };
}

function ofClient(client: EventStoreDBClient, prefix: string): Side {
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

/** Appends of one event, each to a stream of its own, since callers that race for one would measure their conflicts. */
function appending(port: Side, bare: Side, prefix: string, callers: number, batch: number): Promise<Compared> {
  const round = (side: Side) => async () => {
    const events = Array.from({ length: batch }, newEvent);
    const run = randomUUID();
    const elapsed = await timed(() =>
      shared(events, callers, (event) => side.append(`${prefix}${run}-${event.id}`, [event])),
    );
    return perSecond(batch, elapsed);
  };
  return alternate(ROUNDS, round(port), round(bare));
}

async function* reading(
  port: Side,
  bare: Side,
  prefix: string,
  where: string,
  streams: number,
): AsyncGenerator<Figure> {
  const names = Array.from({ length: streams }, (_, index) => `${prefix}read-${index}`);
  await shared(names, CALLERS, (name) => port.append(name, Array.from({ length: LENGTH }, newEvent)));
  const all = await port.readAll();
  const ofStreams = (side: Side) => async () => {
    const elapsed = await timed(() =>
      shared(names, CALLERS, async (name) => {
        requireCount(await side.readStream(name), LENGTH);
      }),
    );
    return perSecond(streams * LENGTH, elapsed);
  };
  const ofAll = (side: Side) => async () => {
    const elapsed = await timed(async () => {
      requireCount(await side.readAll(), all);
    });
    return perSecond(all, elapsed);
  };
  const unit = 'events/s';
  yield rate(
    `streams of ${LENGTH} events read from ${where}, ${callersOf(CALLERS)}`,
    unit,
    await alternate(ROUNDS, ofStreams(port), ofStreams(bare)),
  );
  yield rate(
    `${all} events of all streams read from ${where}`,
    unit,
    await alternate(ROUNDS, ofAll(port), ofAll(bare)),
  );
}

/** A write at one instance, until it can be read at another, and until its own instance answers, which reads it too. */
async function* elsewhere(bench: Bench, url: string, where: string): AsyncGenerator<Figure> {
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
      const { path = '', headers, body } = reportOn({ id }, one.headers);
      const began = performance.now();
      const answer = await fetch(one.url + path, {
        method: 'POST',
        headers: headers as Record<string, string>,
        body: String(body),
      });
      const { position } = (await answer.json()) as { readonly position: string };
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

const rate = (name: string, unit: string, { value, yardstick, ratio }: Compared): Figure => ({
  name,
  unit,
  value,
  yardstick: { name: 'the bare client', value: yardstick },
  ratio,
  bound: { least: 0.8 },
});

const callersOf = (count: number): string => (count === 1 ? 'one caller' : `${count} callers`);

const perSecond = (count: number, milliseconds: number): number => (count * 1_000) / milliseconds;

/** About as large as an entry with its metadata. */
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

/** So many callers, each taking the next item when it has done one. */
async function shared<Item>(
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
