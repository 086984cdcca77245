import { canonicalTime, parseInstantOrPeriod } from '../../domain/fuzzy-time.js';
import { InvalidTimeError } from '../../domain/moment.js';
import { timeHint } from '../../domain/time-hints.js';
import { FieldRejection } from './field-rejection.js';

const DATE = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/;
const DATE_TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T| +)(\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) *(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * A date as it is found, as precisely as it is certain. A time without a zone leaves only the day, because the zone of
 * the clock is unknown. So does midnight, which programs write when they know only the day.
 *
 * @param field of the review, for the message
 * @returns undefined if there is none
 * @throws FieldRejection if it can be read in more than one way, or not at all
 */
export function dateOf(value: unknown, field: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new FieldRejection(field, `It must be text, not ${typeof value}.`);
  const text = value.trim();
  if (text === '') return undefined;
  const read = readDate(text);
  try {
    if (read === undefined) throw new InvalidTimeError(`"${text}" is not a date such as 2024-04-20`);
    parseInstantOrPeriod(read);
    return canonicalTime(read);
  } catch (error) {
    if (!(error instanceof InvalidTimeError)) throw error;
    throw new FieldRejection(field, `${timeHint(text) ?? error.message}.`);
  }
}

function readDate(text: string): string | undefined {
  const [, ...date] = DATE.exec(text) ?? [];
  if (date[0] !== undefined) return joined(date);
  const [, year, month, day, time = '', zone] = DATE_TIME.exec(text) ?? [];
  if (year === undefined) return undefined;
  const isMidnight = /^00:00(?::00(?:[.,]0+)?)?$/.test(time);
  if (zone === undefined || isMidnight) return joined([year, month, day]);
  return `${joined([year, month, day])}T${time.replace(',', '.')}${offsetOf(zone)}`;
}

const joined = (parts: readonly (string | undefined)[]): string =>
  parts.flatMap((part) => (part === undefined ? [] : [part.padStart(2, '0')])).join('-');

function offsetOf(zone: string): string {
  if (/^[a-z]/i.test(zone)) return 'Z';
  const [, hours = '', minutes = '00'] = /^([+-]\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  return `${hours}:${minutes}`;
}

/** The day of a date that has one. */
export const dayOf = (date: string): string => date.slice(0, '2024-04-20'.length);
