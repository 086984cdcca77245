import { createHash } from 'node:crypto';
import { ledgerProjection } from '../../src/ledger/ledger.projection.js';
import { ProjectionBatchWriter } from '../../src/projections/projection-batches.js';
import type { TimedEvent } from '../../src/domain/recorded-time.js';
import type { Projection } from '../../src/projections/projection.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { ReadModel } from '../../src/read-model/read-model.js';
import type { RecordedEvent, SubscriptionMessage } from '../../src/event-log/event-log.js';
import type { PolicyInput, Policy } from '../../src/verification/policy.js';
import { standard } from '../../src/verification/standard/standard-policy.js';

/** A read model that is given its events by the test, on one connection for its writer and its reader. */
export class TestReadModel {
  readonly writer: ReadModelWriter;
  readonly readModel: ReadModel;
  private readonly batches: ProjectionBatchWriter;

  /** @param file by default, it is in memory */
  constructor(projection: Projection = ledgerProjection(standard), file = ':memory:') {
    this.writer = ReadModelWriter.open(file, projection);
    this.readModel = new ReadModel(this.writer.database);
    this.batches = new ProjectionBatchWriter(this.writer, 'a log', {
      clock: () => new Date(0),
      onParked: () => undefined,
    });
  }

  handle(events: readonly RecordedEvent[]): void {
    this.batches.handle(events.map((event): SubscriptionMessage => ({ kind: 'event', event })));
    this.readModel.rowsChanged();
  }

  /** Projects events in batches of these sizes, repeated. */
  handleInBatches(events: readonly RecordedEvent[], sizes: readonly number[]): void {
    let done = 0;
    for (let n = 0; done < events.length; n += 1) {
      const size = sizes[n % sizes.length] ?? 1;
      this.handle(events.slice(done, done + size));
      done += size;
    }
  }

  /** Retries every parked stream with its events among the given ones. */
  retry(events: readonly RecordedEvent[]): void {
    for (const { stream, revision } of this.writer.checkpoints.parked()) {
      const own = events.filter((event) => event.stream === stream && event.revision >= revision);
      expect(this.batches.retry(stream, own)).toBe(true);
    }
    this.readModel.rowsChanged();
  }

  dump(): Record<string, string[]> {
    return dumpOf(this.readModel);
  }

  close(): void {
    this.readModel.close();
  }
}

/** Returns every row of every table except the checkpoint, sorted. */
export const dumpOf = ({ database }: Pick<ReadModel, 'database'>): Record<string, string[]> =>
  Object.fromEntries(
    tablesOf(database).map(({ name, rows }) => [
      name,
      rows
        .all()
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  );

/** The number of the rows of each table, and a digest of them in any order: for more rows than fit into memory. */
export const digestsOf = ({ database }: Pick<ReadModel, 'database'>): Record<string, string> =>
  Object.fromEntries(
    tablesOf(database).map(({ name, rows }) => {
      let [count, sum] = [0, 0n];
      for (const row of rows.iterate()) {
        count += 1;
        sum = BigInt.asUintN(256, sum + BigInt(`0x${createHash('sha256').update(JSON.stringify(row)).digest('hex')}`));
      }
      return [name, `${count} rows, ${sum.toString(16)}`];
    }),
  );

const tablesOf = (database: ReadModel['database']) =>
  database
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('checkpoint', 'completion')
       AND name NOT LIKE '%\\_search\\__%' ESCAPE '\\'`,
    )
    .all()
    .map(({ name }) => ({
      name,
      rows: database.prepare<[], object>(`SELECT ${name.endsWith('_search') ? 'rowid, *' : '*'} FROM ${name}`),
    }));

/** A policy that returns its whole input, so that any change of the input shows in the result. */
export const echoPolicy: Policy = {
  id: 'witness',
  version: 1,
  evaluate: (given) => ({
    status: 'unverified',
    rule: 'unverified/none',
    summary: [],
    because: [],
    possibly: [JSON.stringify([given.claims, given.entries, referencesIn(given)])],
    policy: 'witness/1',
    origins: [],
    counts: { named: 0, unnamed: 0, unsourced: 0, unrecorded: 0, circular: 0 },
    coverage: { reporters: 0, independentOrigins: 0, deniedByAbout: false },
    withoutEffect: [],
  }),
  evaluateOverTime: (given) => [echoPolicy.evaluate(given)],
};

/** Returns what the input knows of every actor and document that it names, and of cited entries of other claims. */
function referencesIn({ claims, entries, mandates, actors, publishers, makersElsewhere }: PolicyInput) {
  const names = new Set(entries.flatMap(({ data }) => textsIn(data)));
  const cited = entries.flatMap(({ data }) => ('cites' in data ? (data.cites ?? []) : []));
  const elsewhere = cited
    .flatMap((citation) => ('entry' in citation && citation.entry.includes('/') ? [citation.entry] : []))
    .filter((ref) => claims.every(({ id }) => !ref.startsWith(`${id}/`)))
    .map((ref) => [ref, makersElsewhere.get(ref) ?? []] as const);
  for (const [, makers] of elsewhere) for (const maker of makers) names.add(maker);
  for (const name of names) {
    const { outlet, joined = [] } = actors.get(name) ?? {};
    for (const other of [publishers.get(name), outlet, ...joined]) if (other !== undefined) names.add(other);
  }
  const known = [...names].sort().map((name) => {
    const spoken = mandates.get(name) ?? [];
    return [name, actors.get(name), publishers.get(name), spoken, spoken.map(({ principal }) => actors.get(principal))];
  });
  return [elsewhere, known];
}

/** Returns every string in a value, among them the ids of actors and documents. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The ledger's projection, which fails for the events at the given positions. */
export function failingAt(positions: Set<string>, policy: Policy): Projection {
  const projection = ledgerProjection(policy);
  const check = (event: TimedEvent) => {
    if (positions.has(event.position)) throw new Error(`Can't project ${event.position}.`);
  };
  return {
    ...projection,
    open: (database) => {
      const projector = projection.open(database);
      return {
        project: (event) => {
          projector.project(event);
          check(event);
        },
        projectLate: (events) => {
          projector.projectLate(events);
          events.forEach(check);
        },
        dropCaches: () => {
          projector.dropCaches();
        },
      };
    },
  };
}
