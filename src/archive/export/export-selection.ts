import { type EventLog, type RecordedEvent, STREAM_DELETED } from '../../event-log/event-log.js';
import { FIRST_POSITION, isPosition } from '../../event-log/position.js';
import type { TimedEvent } from '../../domain/recorded-time.js';
import { effectiveRecordedAt } from '../../domain/recorded-time.js';
import { namesClaim } from '../../feeds/event-feed.js';
import { namesEvent, parsePublicPosition } from '../../event-log/public-position.js';
import { PositionNotInLogError } from '../../http/errors.js';
import { parseOwnPosition } from '../../http/position-check.js';
import { BadRequestError } from '../../http/problem.js';
import { NotFoundError } from '../../command-handling/errors.js';
import { parseStreamName, streamName } from '../../domain/domain-event.js';
import { parseDayOrInstant } from '../../domain/fuzzy-time.js';
import { InvalidTimeError } from '../../domain/moment.js';
import type { Selection } from './export-format.js';

/**
 * The selected events in log order, each with its effective recorded time. Ends at the head that the log has now.
 * Rejects before the first event with a `BadRequestError`, a `ForeignPositionError`, a
 * `PositionNotInLogError` or a `NotFoundError`.
 */
export async function select(log: EventLog, selection: Selection): Promise<AsyncGenerator<TimedEvent>> {
  const head = await log.head();
  const bound = (name: 'until' | 'since') => {
    const text = selection[name];
    return text === undefined ? undefined : logBound(log, head, text, name);
  };
  const [until, since] = [await bound('until'), await bound('since')];
  const matches = await filterOf(log, selection);
  return selectEvents(log, head, (event) => {
    if (until && isAfter(event, until)) return 'end';
    return (since === undefined || isAfter(event, since)) && matches(event) ? 'take' : 'skip';
  });
}

async function* selectEvents(
  log: EventLog,
  head: string | undefined,
  choose: (event: TimedEvent) => 'take' | 'skip' | 'end',
): AsyncGenerator<TimedEvent> {
  if (head === undefined) return;
  let recordedAt = '';
  for await (const event of log.readAll()) {
    recordedAt = effectiveRecordedAt(event.metadata['recordedAt'], recordedAt);
    const timed = { ...event, recordedAt };
    if (event.type === STREAM_DELETED) continue;
    const choice = event.position > head ? 'end' : choose(timed);
    if (choice === 'end') return;
    if (choice === 'take') yield timed;
  }
}

/** A boundary between two events: after a position, or before what was recorded at an instant (epoch milliseconds). */
type LogBound = { readonly position: string } | { readonly instant: number };

const isAfter = (event: TimedEvent, bound: LogBound): boolean =>
  'position' in bound ? event.position > bound.position : Date.parse(event.recordedAt) >= bound.instant;

export const LOG_BOUND_FORMS = 'a position, a day (2024-04-09), or an instant with offset (2024-04-09T10:30Z)';

/** Whether this text has the form of a log bound. A position may be of any log. */
export function isLogBound(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    (isPosition(text) || parsePublicPosition(text) !== undefined || parseInstant(text) !== undefined)
  );
}

/**
 * A day means its first moment. A position without a log id is a position of this log. The log must have the event that a
 * position names; without an event's id, it must be no later than the log's head.
 */
async function logBound(log: EventLog, head: string | undefined, text: string, name: string): Promise<LogBound> {
  if (isPosition(text)) {
    if (text > (head ?? FIRST_POSITION)) throw new PositionNotInLogError();
    return { position: text };
  }
  if (parsePublicPosition(text)) {
    const named = parseOwnPosition(log.id, text, name);
    if (!namesEvent(named, (await log.eventAt(named.position))?.id)) throw new PositionNotInLogError();
    return { position: named.position };
  }
  const instant = parseInstant(text);
  if (instant === undefined) throw new BadRequestError(`${name} must be ${LOG_BOUND_FORMS}.`);
  return { instant };
}

function parseInstant(text: string): number | undefined {
  try {
    return parseDayOrInstant(text).earliest;
  } catch (error) {
    if (error instanceof InvalidTimeError) return undefined;
    throw error;
  }
}

type EventFilter = (event: RecordedEvent) => boolean;

/** With both `claim` and `narrative`, an event must match both. */
async function filterOf(log: EventLog, { claim, narrative }: Selection): Promise<EventFilter> {
  const filters: EventFilter[] = [];
  if (claim !== undefined) filters.push(await claimFilter(log, claim));
  if (narrative !== undefined) filters.push(await narrativeFilter(log, narrative));
  return (event) => filters.every((matches) => matches(event));
}

async function claimFilter(log: EventLog, claim: string): Promise<EventFilter> {
  const own = streamName('claim', claim);
  if (!(await exists(log, own))) throw new NotFoundError('claim', claim);
  return ({ stream, type, data }) =>
    stream === own || (parseStreamName(stream) !== undefined && namesClaim(type, data, claim));
}

async function narrativeFilter(log: EventLog, narrative: string): Promise<EventFilter> {
  const own = streamName('narrative', narrative);
  if (!(await exists(log, own))) throw new NotFoundError('narrative', narrative);
  const streams = new Set([own]);
  for await (const { type, data } of log.readStream(own)) {
    const stream = streamName('claim', data['claim'] as string);
    if (type === 'NarrativeClaimAdded') streams.add(stream);
    if (type === 'NarrativeClaimRemoved') streams.delete(stream);
  }
  return ({ stream }) => streams.has(stream);
}

async function exists(log: EventLog, stream: string): Promise<boolean> {
  for await (const _event of log.readStream(stream, { limit: 1 })) return true;
  return false;
}
