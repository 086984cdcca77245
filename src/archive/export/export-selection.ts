import type { EventLog, RecordedEvent } from '../../event-log/event-log.js';
import { isPosition } from '../../event-log/position.js';
import type { TimedEvent } from '../../read-model/projection.js';
import { effectiveRecordedAt } from '../../domain/recorded-time.js';
import { namesClaim } from '../../feeds/event-feed.js';
import { isPublicPosition, parseOwnPosition } from '../../http/public-position.js';
import { BadRequestError } from '../../http/problem.js';
import { NotFoundError } from '../../command-handling/errors.js';
import { parseStreamName, streamName } from '../../domain/domain-event.js';
import { InvalidTimeError, parseDayOrInstant } from '../../domain/fuzzy-time.js';
import type { Selection } from './export-format.js';

/**
 * The events of a log that are selected, in its order, up to its end as it is now, each with its recorded time in force.
 * Rejects before the first one with a `BadRequestError`, a `ForeignPositionError` or a `NotFoundError`.
 */
export async function select(log: EventLog, selection: Selection): Promise<AsyncGenerator<TimedEvent>> {
  const until = selection.until === undefined ? undefined : placeIn(log.id, selection.until, 'until');
  const since = selection.since === undefined ? undefined : placeIn(log.id, selection.since, 'since');
  const wanted = await filterOf(log, selection);
  const head = await log.head();
  return selected(log, head, (event) => {
    if (until && isBehind(event, until)) return 'end';
    return (since === undefined || isBehind(event, since)) && wanted(event) ? 'take' : 'leave';
  });
}

async function* selected(
  log: EventLog,
  head: string | undefined,
  choice: (event: TimedEvent) => 'take' | 'leave' | 'end',
): AsyncGenerator<TimedEvent> {
  if (head === undefined) return;
  let recordedAt = '';
  for await (const event of log.readAll()) {
    recordedAt = effectiveRecordedAt(event.metadata['recordedAt'], recordedAt);
    const dated = { ...event, recordedAt };
    const chosen = event.position > head ? 'end' : choice(dated);
    if (chosen === 'end') return;
    if (chosen === 'take') yield dated;
  }
}

/** A place between two events: behind a position, or before what was recorded at an instant, in epoch milliseconds. */
type LogBound = { readonly position: string } | { readonly instant: number };

const isBehind = (event: TimedEvent, place: LogBound): boolean =>
  'position' in place ? event.position > place.position : Date.parse(event.recordedAt) >= place.instant;

export const PLACES = 'a position, a day as 2024-04-09, or an instant with its offset';

/** Whether this text can be read as a place, whichever log it is of. */
export function isPlace(text: unknown): text is string {
  return typeof text === 'string' && (isPosition(text) || isPublicPosition(text) || instantIn(text) !== undefined);
}

/** A day stands for its first moment. A position without a log's id is one of this log. */
function placeIn(log: string, text: string, name: string): LogBound {
  if (isPosition(text)) return { position: text };
  if (isPublicPosition(text)) return { position: parseOwnPosition(log, text, name) };
  const instant = instantIn(text);
  if (instant === undefined) throw new BadRequestError(`${name} must be ${PLACES}.`);
  return { instant };
}

function instantIn(text: string): number | undefined {
  try {
    return parseDayOrInstant(text).earliest;
  } catch (error) {
    if (error instanceof InvalidTimeError) return undefined;
    throw error;
  }
}

type Wanted = (event: RecordedEvent) => boolean;

/** All that is given must fit. */
async function filterOf(log: EventLog, { claim, narrative }: Selection): Promise<Wanted> {
  const filters: Wanted[] = [];
  if (claim !== undefined) filters.push(await ofClaim(log, claim));
  if (narrative !== undefined) filters.push(await ofNarrative(log, narrative));
  return (event) => filters.every((fits) => fits(event));
}

async function ofClaim(log: EventLog, claim: string): Promise<Wanted> {
  const own = streamName('claim', claim);
  if ((await revisionsIn(log, own, 1)) === 0) throw new NotFoundError('claim', claim);
  return ({ stream, type, data }) =>
    stream === own || (parseStreamName(stream) !== undefined && namesClaim(type, data, claim));
}

async function ofNarrative(log: EventLog, narrative: string): Promise<Wanted> {
  const own = streamName('narrative', narrative);
  const streams = new Set([own]);
  let events = 0;
  for await (const { type, data } of log.readStream(own)) {
    events += 1;
    const stream = streamName('claim', data['claim'] as string);
    if (type === 'NarrativeClaimAdded') streams.add(stream);
    if (type === 'NarrativeClaimRemoved') streams.delete(stream);
  }
  if (events === 0) throw new NotFoundError('narrative', narrative);
  return ({ stream }) => streams.has(stream);
}

async function revisionsIn(log: EventLog, stream: string, limit: number): Promise<number> {
  let count = 0;
  for await (const _event of log.readStream(stream, { limit })) count += 1;
  return count;
}
