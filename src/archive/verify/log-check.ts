import type { ClaimEvent } from '../../claims/claim.events.js';
import { referencesIn } from '../../claims/claim.references.js';
import { isInstant } from '../../domain/recorded-time.js';
import type { RecordedEvent } from '../../event-log/event-log.js';
import { positionText } from '../../event-log/position.js';
import { type AggregateType, parseStreamName, streamName } from '../../domain/domain-event.js';
import { AccessCheck } from './access-check.js';
import { EntriesCheck } from './entries-check.js';
import { isRedactedFully, RedactionsCheck } from './redactions-check.js';
import type { EventFindings, Upcast } from './event-check.js';
import type { Fault, Faults } from './faults.js';
import { SeenIds, SeenIdsError } from './seen-ids.js';
import { errorMessage } from '../../lib/error-message.js';

/** The events that a check has read. */
export interface LogExtent {
  readonly events: number;
  readonly streams: number;
  /** The position of the last event; undefined for an empty log. */
  readonly position: string | undefined;
}

/** The most that a writer's clock may be ahead of the clock here, in milliseconds. */
const CLOCK_TOLERANCE_MS = 3_600_000;

export interface CheckOptions {
  readonly upcast: Upcast;
  readonly signal: AbortSignal;
  readonly onProgress: (events: number) => void;
}

/** Where a row is in the log. In an altered log, stream and revision can be values of any type. */
export interface RowLocation {
  readonly position: bigint;
  readonly stream: unknown;
  readonly revision: unknown;
}

/**
 * Checks a whole log, event by event: the order of positions and revisions, each event apart from the others, that ids
 * are unique, and that what an event names exists before it.
 *
 * Memory grows with the number of streams, principals and keys. The ids of events and entries are kept in a temporary
 * file until `close`.
 */
export class LogCheck {
  /** The last revision of every stream: about 7 MB for 100,000 streams. */
  private readonly revisions = new Map<string, number>();
  private readonly access = new AccessCheck();
  private readonly redactions = new RedactionsCheck();
  private readonly ids = new SeenIds();
  private readonly entries = new EntriesCheck(this.ids);
  private readonly latestRecordedAt = Date.now() + CLOCK_TOLERANCE_MS;
  private events = 0;
  private lastPosition: bigint | undefined;

  constructor(private readonly faults: Faults) {}

  get extent(): LogExtent {
    const position = this.lastPosition === undefined ? undefined : formatPosition(this.lastPosition);
    return { events: this.events, streams: this.revisions.size, position };
  }

  /** @param checkAlone checks the event apart from all others */
  check(location: RowLocation, checkAlone: () => EventFindings): void {
    for (const message of this.messagesAbout(location, checkAlone)) {
      this.faults.add({ in: 'log', ...faultLocation(location), message });
    }
    this.events += 1;
    this.lastPosition = location.position;
    const stream = String(location.stream);
    this.revisions.set(stream, Math.max(Number(location.revision), this.revisions.get(stream) ?? -1));
  }

  /** Reports what only the whole log shows. Call it after the last event. */
  end(): void {
    for (const [principal, { position, stream, revision }] of this.access.unregistered()) {
      const message = `recordedBy is ${JSON.stringify(principal)}, a principal that no event of the log registers`;
      this.faults.add({ in: 'log', position, stream, revision, message });
    }
    for (const place of this.redactions.unexplained()) {
      this.faults.add({ in: 'log', ...place, message: 'the event is redacted, and no later event redacts it' });
    }
  }

  close(): void {
    this.ids.close();
  }

  private messagesAbout(location: RowLocation, checkAlone: () => EventFindings): string[] {
    const messages = this.checkOrder(location);
    try {
      const findings = checkAlone();
      return [...messages, ...findings.messages, ...(findings.event ? this.checkAmongOthers(findings.event) : [])];
    } catch (error) {
      if (error instanceof SeenIdsError) throw error;
      // An error that no rule foresees is a fault of this event. The check continues with the next one.
      return [...messages, `the event can't be checked: ${errorMessage(error)}`];
    }
  }

  private checkOrder({ position, stream, revision }: RowLocation): string[] {
    const messages: string[] = [];
    if (!isPosition(position)) messages.push(`${position} is not a valid position`);
    else if (this.lastPosition !== undefined && position <= this.lastPosition) {
      messages.push('the position is not after that of the event before');
    }
    const next = (this.revisions.get(String(stream)) ?? -1) + 1;
    if (revision !== BigInt(next)) messages.push(`the next revision of the stream is ${next}`);
    return messages;
  }

  private checkAmongOthers(event: RecordedEvent): string[] {
    const stamp = event.metadata['recordedAt'];
    const isAhead = typeof stamp === 'string' && isInstant(stamp) && Date.parse(stamp) > this.latestRecordedAt;
    return [
      ...(isAhead ? [`recordedAt is ${stamp}, which is in the future`] : []),
      ...this.access.check(event),
      ...this.redactions.check(event),
      ...(isRedactedFully(event) ? [] : ['fields that were redacted are not replaced']),
      ...this.checkReferences(event),
      ...this.entries.check(event),
      ...this.checkId(event),
    ];
  }

  private checkReferences(event: RecordedEvent): string[] {
    return referencedBy(event)
      .filter(({ noun, id }) => !this.revisions.has(streamName(noun, id)))
      .map(({ noun, id }) => `the event names the ${noun} "${id}", which no earlier event registers`);
  }

  private checkId({ id, position }: RecordedEvent): string[] {
    const first = this.ids.addEvent(id, position);
    return first === undefined ? [] : [`the event id is already that of the event at position ${first}`];
  }
}

const isPosition = (position: bigint): boolean => position >= 1n && position <= BigInt(Number.MAX_SAFE_INTEGER);

const faultLocation = ({
  position,
  stream,
  revision,
}: RowLocation): Pick<Fault, 'position' | 'stream' | 'revision'> => ({
  position: formatPosition(position),
  ...(typeof stream === 'string' && { stream }),
  ...(typeof revision === 'bigint' && { revision: Number(revision) }),
});

/** An invalid position is printed as a plain number. */
const formatPosition = (position: bigint): string => (isPosition(position) ? positionText(position) : String(position));

interface Reference {
  readonly noun: AggregateType;
  readonly id: string;
}

/** The fields of actor, document, narrative and policy events that name something else. */
const REFERENCE_FIELDS: Readonly<Record<string, AggregateType>> = {
  outlet: 'actor',
  speaksFor: 'actor',
  publisher: 'actor',
  raters: 'actor',
  document: 'document',
  claim: 'claim',
};

function referencedBy({ stream, type, data }: RecordedEvent): readonly Reference[] {
  const noun = parseStreamName(stream)?.noun;
  if (noun === undefined) return [];
  if (noun === 'claim') return referencesOfEntry({ type, data } as unknown as ClaimEvent);
  return Object.entries(REFERENCE_FIELDS).flatMap(([field, target]) => {
    const named = data[field];
    const ids = Array.isArray(named) ? named : [named];
    return ids.flatMap((id) => (typeof id === 'string' ? [{ noun: target, id }] : []));
  });
}

/** Malformed data yield nothing: `checkEvent` reports them. */
function referencesOfEntry(entry: ClaimEvent): readonly Reference[] {
  try {
    return referencesIn(entry);
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}
