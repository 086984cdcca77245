import { timeHint } from './time-hints.js';

/** A time that doesn't exist or has an unsupported format. The message says which, and what to write instead. */
export class InvalidTimeError extends Error {
  override readonly name = 'InvalidTimeError';
}

/** `~` approximate, `?` uncertain, `%` both (EDTF, level 1). */
export type Qualifier = '~' | '?' | '%';

/** A year, month, day, or instant, as written: the digits of each part that is given. */
export interface Moment {
  readonly year: string;
  readonly month?: string | undefined;
  readonly day?: string | undefined;
  readonly time?: TimeOfDay | undefined;
  readonly qualifier?: Qualifier | undefined;
}

export interface TimeOfDay {
  readonly hour: string;
  readonly minute: string;
  readonly second?: string | undefined;
  readonly fraction?: string | undefined;
  /** `Z`, or a sign, two digits of hours, a colon and two digits of minutes. */
  readonly offset: string;
}

const DATE = String.raw`(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?`;
const TIME = String.raw`[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|z|[+-]\d{2}(?::?\d{2})?)?`;
const PERIOD = new RegExp(`^${DATE}([~?%])?$`);
const INSTANT = new RegExp(String.raw`^(\d{4})-(\d{2})-(\d{2})${TIME}$`);

/**
 * Reads the parts of a year, month, day (each may be qualified) or instant with offset. `t`, `z`, `+0200` and `+02` are
 * read as `T`, `Z` and `+02:00`. Whether such a day exists is not checked.
 *
 * @throws InvalidTimeError
 */
export function readMoment(text: string): Moment {
  const period = PERIOD.exec(text);
  if (period) {
    const [, year = '', month, day, qualifier] = period;
    return { year, month, day, qualifier: qualifier as Qualifier | undefined };
  }
  const instant = INSTANT.exec(text);
  if (!instant) throw new InvalidTimeError(timeHint(text) ?? unsupported(text));
  const [, year = '', month, day, hour = '', minute = '', second, fraction, offset] = instant;
  if (offset === undefined) throw new InvalidTimeError(`"${text}": an instant needs an offset, such as Z or +02:00`);
  return { year, month, day, time: { hour, minute, second, fraction, offset: canonicalOffset(offset) } };
}

/** The canonical text of what `readMoment` reads. */
export function momentText({ year, month, day, time, qualifier }: Moment): string {
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  return time ? `${date}T${clockText(time)}${time.offset}` : `${date}${qualifier ?? ''}`;
}

/** Hours and minutes; seconds and their fraction if they are given. */
export function clockText({ hour, minute, second, fraction }: TimeOfDay): string {
  const seconds = second === undefined ? '' : `:${second}`;
  return `${hour}:${minute}${seconds}${fraction === undefined ? '' : `.${fraction}`}`;
}

function canonicalOffset(offset: string): string {
  if (offset.length === 1) return 'Z';
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  return `${offset.charAt(0)}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

const unsupported = (text: string): string =>
  `"${text}" is not a year (2023), month (2023-04), day (2023-04-20) or instant with offset (2023-04-20T10:30Z)`;
