/*
 * What a written moment consists of. It explains nothing about texts that it can't read: `moment.ts` does, and is too
 * long for browsers.
 */

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
 * The parts of a year, month, day (each may be qualified) or instant with offset; undefined for other texts. `t`, `z`,
 * `+0200` and `+02` are read as `T`, `Z` and `+02:00`. Whether such a day exists is not checked.
 */
export function momentParts(text: string): Moment | undefined {
  const period = PERIOD.exec(text);
  if (period) {
    const [, year = '', month, day, qualifier] = period;
    return { year, month, day, qualifier: qualifier as Qualifier | undefined };
  }
  const [, year, month, day, hour = '', minute = '', second, fraction, offset] = INSTANT.exec(text) ?? [];
  if (year === undefined || offset === undefined) return undefined;
  return { year, month, day, time: { hour, minute, second, fraction, offset: canonicalOffset(offset) } };
}

function canonicalOffset(offset: string): string {
  if (offset.length === 1) return 'Z';
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  return `${offset.charAt(0)}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
