import type { ClaimEvent } from '../claims/claim.events.js';
import { thingsNamedBy } from '../claims/claim.references.js';
import { isInstant } from '../consumers/recorded-time.js';
import type { RecordedEvent } from '../event-log/event-log.js';
import { positionText } from '../event-log/position.js';
import { eventRowOf, type StoredRow } from '../event-log/sqlite-log-inspector.js';
import { type Noun, nounOf, streamOf } from '../recording/fact.js';
import { AccessCheck } from './access-check.js';
import { checkEvent, type Upcast } from './event-check.js';
import type { Fault, Faults } from './faults.js';

/** What was looked at. */
export interface LogExtent {
  readonly events: number;
  readonly streams: number;
  /** The last position; undefined for an empty log. */
  readonly position: string | undefined;
}

/** A writer's clock may be ahead of that of who checks, by so much at most. */
const CLOCKS_DIFFER_MS = 3_600_000;

/**
 * Checks the rows of a whole log, one after the other: their places in the log and in their streams, each event by
 * itself, and that what it names was registered before. What it remembers is the last revision of every stream, and who
 * has which keys.
 */
export class LogCheck {
  /** Some 7 MB for 100,000 streams. */
  private readonly revisions = new Map<string, number>();
  private readonly access = new AccessCheck();
  private readonly latest = Date.now() + CLOCKS_DIFFER_MS;
  private events = 0;
  private last: bigint | undefined;

  constructor(
    private readonly faults: Faults,
    private readonly upcast: Upcast,
  ) {}

  get extent(): LogExtent {
    const position = this.last === undefined ? undefined : shown(this.last);
    return { events: this.events, streams: this.revisions.size, position };
  }

  check(row: StoredRow): void {
    for (const message of this.complaintsAbout(row)) this.faults.add({ in: 'log', ...placeIn(row), message });
    this.events += 1;
    this.last = row.position;
    const stream = String(row.stream);
    this.revisions.set(stream, Math.max(Number(row.revision), this.revisions.get(stream) ?? -1));
  }

  private complaintsAbout(row: StoredRow): string[] {
    const complaints = [
      ...this.placeOf(row),
      ...row.notUtf8.map((column) => `its ${column} has bytes that aren't UTF-8`),
    ];
    const typed = eventRowOf(row);
    if (!typed) return [...complaints, 'it has something else than texts where an event has them'];
    try {
      const found = checkEvent(typed, this.upcast);
      return [...complaints, ...found.complaints, ...(found.event ? this.amongOthers(found.event) : [])];
    } catch (error) {
      // What no rule foresaw is told of the event, too, and the check goes on.
      return [...complaints, `it can't be checked: ${error instanceof Error ? error.message : String(error)}`];
    }
  }

  private placeOf({ position, stream, revision }: StoredRow): string[] {
    const complaints: string[] = [];
    if (!isPosition(position) || (this.last !== undefined && position <= this.last)) {
      complaints.push('its position is none, or not behind the one before');
    }
    const next = (this.revisions.get(String(stream)) ?? -1) + 1;
    if (revision !== BigInt(next)) complaints.push(`its revision should be ${next}`);
    return complaints;
  }

  /** To be called behind the last row. */
  end(): void {
    for (const [principal, { position, stream, revision }] of this.access.unknown()) {
      const message = `it was recorded by ${JSON.stringify(principal)}, whom the log doesn't know`;
      this.faults.add({ in: 'log', position, stream, revision, message });
    }
  }

  private amongOthers(event: RecordedEvent): string[] {
    const stamp = event.metadata['recordedAt'];
    const isAhead = typeof stamp === 'string' && isInstant(stamp) && Date.parse(stamp) > this.latest;
    return [
      ...(isAhead ? [`it was recorded at ${stamp}, which is still to come`] : []),
      ...this.access.check(event),
      ...this.unknown(event),
    ];
  }

  private unknown(event: RecordedEvent): string[] {
    return namedBy(event)
      .filter(({ noun, id }) => !this.revisions.has(streamOf(noun, id)))
      .map(({ noun, id }) => `it names the ${noun} "${id}", which was not registered before`);
  }
}

const isPosition = (position: bigint): boolean => position >= 1n && position <= BigInt(Number.MAX_SAFE_INTEGER);

/** Where the row stands, for a fault of it. */
export const placeIn = ({
  position,
  stream,
  revision,
}: StoredRow): Pick<Fault, 'position' | 'stream' | 'revision'> => ({
  position: shown(position),
  ...(typeof stream === 'string' && { stream }),
  ...(typeof revision === 'bigint' && { revision: Number(revision) }),
});

/** Of a position that is none, its number. */
export const shown = (position: bigint): string => (isPosition(position) ? positionText(position) : String(position));

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
