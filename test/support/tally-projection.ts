import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { TimedEvent } from '../../src/domain/recorded-time.js';
import type { Projection } from '../../src/projections/projection.js';
import type { EventLog, NewEvent } from '../../src/event-log/event-log.js';

/** A projection that writes a row for each event of the streams `sum-…`, and can be made to fail. */
export class Tally implements Projection {
  readonly schemaVersion = 1;
  readonly schema = `CREATE TABLE IF NOT EXISTS tally (
    position TEXT PRIMARY KEY, stream TEXT NOT NULL, number INTEGER NOT NULL, recordedAt TEXT NOT NULL)`;
  /** Called before an event's row is written. */
  before: (event: TimedEvent) => void = () => undefined;

  constructor(readonly fingerprint = 'tally/1') {}

  handlesStream(stream: string): boolean {
    return stream.startsWith('sum-');
  }

  open(database: Database) {
    const insert = database.prepare('INSERT INTO tally VALUES (?, ?, ?, ?)');
    const project = (event: TimedEvent) => {
      this.before(event);
      insert.run(event.position, event.stream, event.data['number'], event.recordedAt);
    };
    return {
      project,
      projectLate: (events: readonly TimedEvent[]) => {
        events.forEach(project);
      },
      dropCaches: () => undefined,
    };
  }
}

export interface TallyRow {
  readonly position: string;
  readonly stream: string;
  readonly number: number;
  readonly recordedAt: string;
}

export const tallied = (database: Database): TallyRow[] =>
  database.prepare<[], TallyRow>('SELECT * FROM tally ORDER BY position').all();

export const numbers = (database: Database): number[] => tallied(database).map(({ number }) => number);

/** Recorded as many seconds after noon as the number says, unless told otherwise. */
export function numbered(number: number, seconds = number, schemaVersion = 1): NewEvent {
  const recordedAt = new Date(Date.UTC(2026, 0, 1, 12, 0, seconds)).toISOString();
  return { id: randomUUID(), type: 'counted', data: { number }, metadata: { schemaVersion, recordedAt } };
}

/** Appends them one after the other and returns the last position. */
export async function count(log: EventLog, stream: string, ...events: NewEvent[]): Promise<string> {
  const { position } = await log.append(stream, 'any', events);
  return position ?? '';
}
