import type { RecordedEvent } from '../event-log/event-log.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Whether this is an ISO instant in UTC with milliseconds. Such instants compare as strings. */
export const isInstant = (value: unknown): value is string => typeof value === 'string' && INSTANT.test(value);

/** The end of spans that are still open: later than every instant, so that `from <= T AND T < to` needs no null. */
export const FOREVER = '9999-12-31T23:59:59.999Z';

/** The last moment that an open span contains: a view as of it is the current one. */
export const LAST_INSTANT = '9999-12-31T23:59:59.998Z';

/** An event with its effective recorded time: an ISO instant in UTC with milliseconds. */
export interface TimedEvent extends RecordedEvent {
  readonly recordedAt: string;
}

/**
 * The effective recorded time of an event: the later of its own stamp and the effective recorded time of the event
 * before it, which is '' at the beginning of the log. So it never decreases over the log, even where clocks do. A stamp
 * that is not an instant is ignored.
 */
export function effectiveRecordedAt(stamp: unknown, before: string): string {
  return isInstant(stamp) && stamp > before ? stamp : before;
}
