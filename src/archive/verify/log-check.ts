import type { ClaimEvent } from '../../claims/claim.events.js';
import { referencesIn } from '../../claims/claim.references.js';
import { isInstant } from '../../domain/recorded-time.js';
import type { RecordedEvent } from '../../event-log/event-log.js';
import { positionText } from '../../event-log/position.js';
import { type AggregateType, parseStreamName, streamName } from '../../domain/domain-event.js';
import { AccessCheck } from './access-check.js';
import { EntriesCheck } from './entries-check.js';
import type { Checked, Upcast } from './event-check.js';
import type { Fault, Faults } from './faults.js';
import { SeenIds, SeenIdsError } from './seen-ids.js';
import { errorMessage } from '../../lib/error-message.js';

/** What was looked at. */
export interface LogExtent {
  readonly events: number;
  readonly streams: number;
  /** The last position; undefined for an empty log. */
  readonly position: string | undefined;
}

/** A writer's clock may be ahead of that of who checks, by so much at most. */
const CLOCKS_DIFFER_MS = 3_600_000;

export interface CheckOptions {
  readonly upcast: Upcast;
  readonly signal: AbortSignal;
  readonly onProgress: (events: number) => void;
}

/** Where something stands in a log; of a row that no log would write, whatever it has there. */
export interface RowLocation {
  readonly position: bigint;
  readonly stream: unknown;
  readonly revision: unknown;
}

/**
 * Checks a whole log, one event after the other: their places in the log and in their streams, each by itself, and that
 * what it names was there before. What it remembers is the last revision of every stream, and who has which keys; the
 * ids are kept outside of memory, until it is closed.
 */
export class LogCheck {
  /** Some 7 MB for 100,000 streams. */
  private readonly revisions = new Map<string, number>();
  private readonly access = new AccessCheck();
  private readonly ids = new SeenIds();
  private readonly entries = new EntriesCheck(this.ids);
  private readonly latest = Date.now() + CLOCKS_DIFFER_MS;
  private events = 0;
  private last: bigint | undefined;

  constructor(private readonly faults: Faults) {}

  get extent(): LogExtent {
    const position = this.last === undefined ? undefined : shown(this.last);
    return { events: this.events, streams: this.revisions.size, position };
  }

  /** @param examine checks what stands there by itself */
  check(place: RowLocation, examine: () => Checked): void {
    for (const message of this.complaintsAbout(place, examine)) this.faults.add({ in: 'log', ...told(place), message });
    this.events += 1;
    this.last = place.position;
    const stream = String(place.stream);
    this.revisions.set(stream, Math.max(Number(place.revision), this.revisions.get(stream) ?? -1));
  }

  private complaintsAbout(place: RowLocation, examine: () => Checked): string[] {
    const complaints = this.placeOf(place);
    try {
      const found = examine();
      return [...complaints, ...found.complaints, ...(found.event ? this.amongOthers(found.event) : [])];
    } catch (error) {
      if (error instanceof SeenIdsError) throw error;
      // What no rule foresaw is told of the event, too, and the check goes on.
      return [...complaints, `it can't be checked: ${errorMessage(error)}`];
    }
  }

  private placeOf({ position, stream, revision }: RowLocation): string[] {
    const complaints: string[] = [];
    if (!isPosition(position) || (this.last !== undefined && position <= this.last)) {
      complaints.push('its position is none, or not behind the one before');
    }
    const next = (this.revisions.get(String(stream)) ?? -1) + 1;
    if (revision !== BigInt(next)) complaints.push(`its revision should be ${next}`);
    return complaints;
  }

  /** To be called behind the last event. */
  end(): void {
    for (const [principal, { position, stream, revision }] of this.access.unknown()) {
      const message = `it was recorded by ${JSON.stringify(principal)}, whom the log doesn't know`;
      this.faults.add({ in: 'log', position, stream, revision, message });
    }
  }

  close(): void {
    this.ids.close();
  }

  private amongOthers(event: RecordedEvent): string[] {
    const stamp = event.metadata['recordedAt'];
    const isAhead = typeof stamp === 'string' && isInstant(stamp) && Date.parse(stamp) > this.latest;
    return [
      ...(isAhead ? [`it was recorded at ${stamp}, which is still to come`] : []),
      ...this.access.check(event),
      ...this.unknown(event),
      ...this.entries.check(event),
      ...this.repeated(event),
    ];
  }

  private unknown(event: RecordedEvent): string[] {
    return namedBy(event)
      .filter(({ noun, id }) => !this.revisions.has(streamName(noun, id)))
      .map(({ noun, id }) => `it names the ${noun} "${id}", which was not registered before`);
  }

  private repeated({ id, position }: RecordedEvent): string[] {
    const first = this.ids.addEvent(id, position);
    return first === undefined ? [] : [`its id is that of the event at ${first}, too`];
  }
}

const isPosition = (position: bigint): boolean => position >= 1n && position <= BigInt(Number.MAX_SAFE_INTEGER);

/** The place, for a fault of what stands there. */
const told = ({ position, stream, revision }: RowLocation): Pick<Fault, 'position' | 'stream' | 'revision'> => ({
  position: shown(position),
  ...(typeof stream === 'string' && { stream }),
  ...(typeof revision === 'bigint' && { revision: Number(revision) }),
});

/** Of a position that is none, its number. */
const shown = (position: bigint): string => (isPosition(position) ? positionText(position) : String(position));

interface Named {
  readonly noun: AggregateType;
  readonly id: string;
}

/** Fields of events of actors, documents and narratives that name something else. */
const NAMING: Readonly<Record<string, AggregateType>> = {
  outlet: 'actor',
  speaksFor: 'actor',
  publisher: 'actor',
  document: 'document',
  claim: 'claim',
};

function namedBy({ stream, type, data }: RecordedEvent): readonly Named[] {
  const noun = parseStreamName(stream)?.noun;
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
    return referencesIn(event);
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}
