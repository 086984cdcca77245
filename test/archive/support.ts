import fc from 'fast-check';
import type { EventLog, JsonObject, NewEvent, RecordedEvent } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { collect } from '../event-log/contract/support.js';
import { histories } from '../verification/standard/generators/history.js';

/** The events of a log, each with its stream. */
export type PlannedEvents = readonly { readonly stream: string; readonly event: NewEvent }[];

/** Creates a log in memory with these events. */
export async function logOf(plan: PlannedEvents, steps: readonly number[] = [1]): Promise<SqliteEventLog> {
  let n = 0;
  const log = SqliteEventLog.open(':memory:', { positionStep: () => steps[n++ % steps.length] ?? 1 });
  await Promise.all(plan.map(({ stream, event }) => log.append(stream, 'any', [event])));
  return log;
}

/** Logs with any content that an event log accepts: of a ledger, or of no ledger at all. */
export const arbitraryLogs = (): fc.Arbitrary<PlannedEvents> => fc.oneof(ledgerLogs(), oddLogs());

/** Logs that a ledger could write. */
export function ledgerLogs(): fc.Arbitrary<PlannedEvents> {
  return histories().map(({ events: history }) =>
    history.map(({ stream, id, type, data, metadata }) => ({
      stream,
      event: { id, type, data: withoutRepetition(data), metadata: metadata as unknown as JsonObject },
    })),
  );
}

/** Removes duplicates from lists, which generated histories may have, but commands must not. */
const withoutRepetition = (data: object): JsonObject =>
  Object.fromEntries(
    Object.entries(data as JsonObject).map(([name, value]) => [
      name,
      Array.isArray(value) ? [...new Set(value)] : value,
    ]),
  );

function oddLogs(): fc.Arbitrary<PlannedEvents> {
  const text = fc.string({ unit: 'binary', maxLength: 20 });
  const name = text.filter((each) => each !== '' && !each.startsWith('$'));
  const object = fc.dictionary(text, fc.jsonValue({ stringUnit: 'binary' })) as fc.Arbitrary<JsonObject>;
  const stamp = fc.constantFrom('2024-01-01T00:00:00.000Z', '2023-01-01T00:00:00.000Z', 'yesterday', undefined);
  const metadata = fc
    .tuple(object, stamp)
    .map(([more, recordedAt]) => ({ ...more, ...(recordedAt !== undefined && { recordedAt }) }));
  const id = fc.uuid().filter((each) => !/^[0-]+$/.test(each));
  const event = fc.record({ id, type: name, data: object, metadata });
  return fc.array(fc.record({ stream: fc.oneof(fc.constantFrom('claim-a', 'access', 'x'), name), event }), {
    maxLength: 40,
  });
}

export const positionGaps = (): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 5 });

export const eventsOf = (log: EventLog): Promise<RecordedEvent[]> => collect(log.readAll());

/** Removes the positions, which every store assigns in its own way. */
export const withoutPositions = (events: readonly RecordedEvent[]): Omit<RecordedEvent, 'position'>[] =>
  events.map(({ position: _position, ...event }) => event);
