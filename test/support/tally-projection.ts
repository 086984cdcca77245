import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { TimedEvent } from '../../src/domain/recorded-time.js';
import type { Projection } from '../../src/projections/projection.js';
import type { EventLog, NewEvent } from '../../src/event-log/event-log.js';

/** A projection that writes a row for each event of the streams `sum-…`. Its hook can make it fail. */
export class TallyProjection implements Projection {
  readonly schemaVersion = 1;
  readonly schema = `CREATE TABLE IF NOT EXISTS tally (
    position TEXT PRIMARY KEY, stream TEXT NOT NULL, number INTEGER NOT NULL, recordedAt TEXT NOT NULL)`;
  /** Called before the row of an event is written. */
  beforeProject: (event: TimedEvent) => void = () => undefined;

  constructor(readonly fingerprint = 'tally/1') {}

  publishes(): boolean {
    return true;
  }

  handlesStream(stream: string): boolean {
    return stream.startsWith('sum-');
  }

  open(database: Database) {
    const insert = database.prepare('INSERT INTO tally VALUES (?, ?, ?, ?)');
    const project = (event: TimedEvent) => {
      this.beforeProject(event);
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

export const tallyRows = (database: Database): TallyRow[] =>
  database.prepare<[], TallyRow>('SELECT * FROM tally ORDER BY position').all();

export const tallyNumbers = (database: Database): number[] => tallyRows(database).map(({ number }) => number);

/** Returns an event with a number, recorded at `seconds` after noon; by default, the number. */
export function numberedEvent(number: number, seconds = number, schemaVersion = 1): NewEvent {
  const recordedAt = new Date(Date.UTC(2026, 0, 1, 12, 0, seconds)).toISOString();
  return { id: randomUUID(), type: 'counted', data: { number }, metadata: { schemaVersion, recordedAt } };
}

/** Appends events and returns the last position. */
export async function appendEvents(log: EventLog, stream: string, ...events: NewEvent[]): Promise<string> {
  const { position } = await log.append(stream, 'any', events);
  return position ?? '';
}
