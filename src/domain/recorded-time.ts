const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** An ISO instant in UTC with milliseconds: these compare as strings. */
export const isInstant = (value: unknown): value is string => typeof value === 'string' && INSTANT.test(value);

/** The end of what still holds: later than every instant, so that `from <= T AND T < to` needs no null. */
export const FOREVER = '9999-12-31T23:59:59.999Z';

/** The last moment that any span contains: as of it, things are as they stand now. */
export const LAST_INSTANT = '9999-12-31T23:59:59.998Z';

/**
 * The recorded time in force of an event: the later of its own stamp and that in force of the event before it, which is
 * '' at the beginning of the log. A stamp that is no instant counts as none.
 */
export function effectiveRecordedAt(stamp: unknown, before: string): string {
  return isInstant(stamp) && stamp > before ? stamp : before;
}
