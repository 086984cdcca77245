import type { ClaimEvent } from '../claims/claim.events.js';
import { thingsNamedBy } from '../claims/claim.references.js';
import type { RecordedEvent } from '../event-log/event-log.js';
import { positionText } from '../event-log/position.js';
import { type EventRow } from '../event-log/sqlite-rows.js';
import { type Noun, nounOf, streamOf } from '../recording/fact.js';
import { checkEvent, type Upcast } from './event-check.js';
import type { Faults } from './faults.js';

/** What was looked at. */
export interface LogExtent {
  readonly events: number;
  readonly streams: number;
  /** The last position; undefined for an empty log. */
  readonly position: string | undefined;
}

/**
 * Checks the rows of a whole log, one after the other: their places in the log and in their streams, each event by
 * itself, and that what it names was registered before. What it remembers is the last revision of every stream.
 */
export class LogCheck {
  /** Some 7 MB for 100,000 streams. */
  private readonly revisions = new Map<string, number>();
  private events = 0;
  private last: number | undefined;

  constructor(
    private readonly faults: Faults,
    private readonly upcast: Upcast,
  ) {}

  get extent(): LogExtent {
    const position = this.last === undefined ? undefined : positionText(this.last);
    return { events: this.events, streams: this.revisions.size, position };
  }

  check(row: EventRow): void {
    const { position, stream, revision } = row;
    const { complaints, event } = checkEvent(row, this.upcast);
    const found = [...this.placeOf(row), ...complaints, ...(event ? this.unknown(event) : [])];
    for (const message of found) {
      this.faults.add({ in: 'log', position: shown(position), stream, revision, message });
    }
    this.events += 1;
    this.last = position;
    this.revisions.set(stream, Math.max(revision, this.revisions.get(stream) ?? -1));
  }

  private placeOf({ position, stream, revision }: EventRow): string[] {
    const complaints: string[] = [];
    if (!isPosition(position) || (this.last !== undefined && position <= this.last)) {
      complaints.push('its position is none, or not behind the one before');
    }
    const next = (this.revisions.get(stream) ?? -1) + 1;
    if (revision !== next) complaints.push(`its revision should be ${next}`);
    return complaints;
  }

  private unknown(event: RecordedEvent): string[] {
    return namedBy(event)
      .filter(({ noun, id }) => !this.revisions.has(streamOf(noun, id)))
      .map(({ noun, id }) => `it names the ${noun} "${id}", which was not registered before`);
  }
}

const isPosition = (position: number): boolean => Number.isSafeInteger(position) && position >= 1;

const shown = (position: number): string => (isPosition(position) ? positionText(position) : String(position));

interface Named {
  readonly noun: Noun;
  readonly id: string;
}

/** Fields of events of actors, documents and narratives that name something else. */
const NAMING: Readonly<Record<string, Noun>> = {
  outlet: 'actor',
  speaksFor: 'actor',
  publisher: 'actor',
  document: 'document',
  claim: 'claim',
};

function namedBy({ stream, type, data }: RecordedEvent): readonly Named[] {
  const noun = nounOf(stream)?.noun;
  if (noun === undefined) return [];
  if (noun === 'claim') return claimNames({ type, data } as unknown as ClaimEvent);
  return Object.entries(NAMING).flatMap(([field, named]) => {
    const id = data[field];
    return typeof id === 'string' ? [{ noun: named, id }] : [];
  });
}

/** Of data that aren't as they must be nothing is asked any further: that is told already. */
function claimNames(event: ClaimEvent): readonly Named[] {
  try {
    return thingsNamedBy(event);
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}
