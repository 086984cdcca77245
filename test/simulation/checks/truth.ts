import Database from 'better-sqlite3';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { redactBy, redactionOf } from '../../../src/event-log/redaction.js';
import { type EventRow, toEvent } from '../../../src/event-log/sqlite/rows.js';
import { logFileIn } from '../world/instance.js';
import type { World } from '../world/world.js';

/**
 * What was recorded in the end, in the order of the log, with what was redacted replaced, read past all code that could be
 * wrong about it.
 */
export function recordedEvents(world: World): readonly RecordedEvent[] {
  const events = storedEvents(world);
  const redactions = events.flatMap((event) => redactionOf(event) ?? []);
  return redactions.length === 0 ? events : events.map((event) => redactBy(event, redactions));
}

function storedEvents({ cluster, places }: World): readonly RecordedEvent[] {
  if (cluster) return eventsIn(cluster.database);
  const database = new Database(logFileIn(places[0]?.folder ?? ''), { readonly: true });
  try {
    return eventsIn(database);
  } finally {
    database.close();
  }
}

const eventsIn = (database: Database.Database): readonly RecordedEvent[] =>
  database.prepare<[], EventRow>('SELECT * FROM events ORDER BY position').all().map(toEvent);
