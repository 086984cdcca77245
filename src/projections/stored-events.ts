import type { Database, Statement } from 'better-sqlite3';
import type { TimedEvent } from '../domain/recorded-time.js';
import { positionNumber, positionText } from '../event-log/position.js';
import type { EventTableRow } from '../read-model/event-table.js';

/** The events that a read model holds, for a projection that has to write their rows again. */
export class StoredEvents {
  private readonly ofStream: Statement<[string], EventTableRow>;
  private readonly parkedAt: Statement<[string], { readonly revision: number }>;
  private readonly replace: Statement<[string, number]>;

  constructor(database: Database) {
    // Scans the table: an index would cost every event more than the rare use of this is worth.
    this.ofStream = database.prepare('SELECT * FROM events WHERE stream = ? ORDER BY position');
    this.parkedAt = database.prepare('SELECT revision FROM parked_streams WHERE stream = ?');
    this.replace = database.prepare('UPDATE events SET data = ? WHERE position = ?');
  }

  /** All of a stream, in order. The projected ones come first, and are those before `parkedAt`. */
  of(stream: string): { readonly events: readonly TimedEvent[]; readonly parkedAt: number } {
    const parkedAt = this.parkedAt.get(stream)?.revision ?? Infinity;
    return { events: this.ofStream.all(stream).map(eventOf), parkedAt };
  }

  /** Replaces the data of an event by those that it has now. */
  write({ position, data }: TimedEvent): void {
    this.replace.run(JSON.stringify(data), positionNumber(position));
  }
}

function eventOf(row: EventTableRow): TimedEvent {
  const { position, id, stream, revision, type, schemaVersion, recordedAt, recordedBy, data, silent } = row;
  return {
    ...{ id, stream, revision, type, recordedAt },
    position: positionText(position),
    data: JSON.parse(data) as TimedEvent['data'],
    metadata: { schemaVersion, recordedAt, recordedBy, ...(silent === 1 && { silent: true }) },
  };
}
