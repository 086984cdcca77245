import { InvalidTimeError, momentText, readMoment, type TimeOfDay } from './moment.js';
import { timeHint } from './time-hints.js';

/** A moment as precisely as it is known: epoch milliseconds, both ends inclusive, infinite where open. Days are in UTC. */
export interface TimeRange {
  readonly earliest: number;
  readonly latest: number;
}

/** The range of a moment without a recorded date. */
export const UNDATED: TimeRange = { earliest: -Infinity, latest: Infinity };

/**
 * Parses when an act happened: ISO 8601 reduced precision (`2023`, `2023-04`, `2023-04-20`), an instant with offset, or an EDTF
 * interval of these (`2023-05/2023-07`, `../2024-04-04`, `2023/..`). Undefined means undated. A year, month or day may be
 * qualified as approximate or uncertain (`1984~`, `1984?`, `1984%`), which doesn't change its range.
 *
 * @throws InvalidTimeError
 */
export function parseOccurredAt(text: string | undefined): TimeRange {
  if (text === undefined) return UNDATED;
  const [begin = '', end, ...more] = text.split('/');
  if (end === undefined) return parseInstantOrPeriod(text);
  const isInterval = more.length === 0 && [begin, end].every((part) => part === '..' || part.length >= '2023'.length);
  if (!isInterval) throw new InvalidTimeError(timeHint(text) ?? notAnInterval(text));
  if (begin === '..' && end === '..') {
    throw new InvalidTimeError(`"${text}" is open at both ends; omit a time that isn't known`);
  }
  const earliest = begin === '..' ? -Infinity : parseInstantOrPeriod(begin).earliest;
  const latest = end === '..' ? Infinity : parseInstantOrPeriod(end).latest;
  if (earliest > latest) throw new InvalidTimeError(`"${text}" ends before it begins`);
  return { earliest, latest };
}

const notAnInterval = (text: string): string =>
  `"${text}" is not an interval (2023-05/2023-07, ../2024-04-04, 2023/..) and not a day (2023-04-20)`;

/**
 * Parses a year, month, day, or instant with offset, but no interval: the format of a mandate's `from` and `until`.
 *
 * @throws InvalidTimeError
 */
export function parseInstantOrPeriod(text: string): TimeRange {
  const { year, month, day, time } = readMoment(text);
  if (year === '0000') throw new InvalidTimeError(`"${text}": years run from 0001 to 9999`);
  const y = Number(year);
  if (month === undefined) return span(epochDay(y, 1, 1), epochDay(y + 1, 1, 1));
  const m = Number(month);
  if (m < 1 || m > 12) throw new InvalidTimeError(timeHint(text) ?? `"${text}": there is no month ${month}`);
  if (day === undefined) return span(epochDay(y, m, 1), epochDay(y, m + 1, 1));
  const d = Number(day);
  const length = (epochDay(y, m + 1, 1) - epochDay(y, m, 1)) / DAY;
  if (d < 1 || d > length) {
    throw new InvalidTimeError(`"${text}": there is no day ${day} in ${year}-${month}, which has ${length} days`);
  }
  const midnight = epochDay(y, m, d);
  if (time === undefined) return span(midnight, midnight + DAY);
  const instant = midnight + timeOfDay(time, text) - parseOffset(time.offset, text);
  return { earliest: instant, latest: instant };
}

/**
 * Parses a day or an instant with offset: the format of a search's `goodUntil`.
 *
 * @throws InvalidTimeError
 */
export function parseDayOrInstant(text: string): TimeRange {
  const bounds = parseInstantOrPeriod(text);
  const { day, qualifier } = readMoment(text);
  if (day === undefined || qualifier !== undefined) {
    throw new InvalidTimeError(`"${text}" is too imprecise; a day (2023-04-20) or an instant is required`);
  }
  return bounds;
}

/**
 * The one form in which a readable time is stored: `T`, `Z`, and offsets with a colon.
 *
 * @throws InvalidTimeError
 */
export const canonicalTime = (text: string): string =>
  text
    .split('/')
    .map((part) => (part === '..' ? part : momentText(readMoment(part))))
    .join('/');

/** Where a day begins first: the Line Islands, at UTC+14. */
const FIRST_OFFSET_HOURS = 14;

/**
 * The earliest moment at which it can have begun anywhere, in epoch milliseconds: a day, month or year that has begun in
 * the east may be recorded, although days count in UTC.
 *
 * @throws InvalidTimeError
 */
export function firstBeginning(text: string): number {
  const [begin = ''] = text.split('/');
  const { earliest } = parseOccurredAt(text);
  return begin !== '..' && readMoment(begin).time ? earliest : earliest - FIRST_OFFSET_HOURS * 60 * MINUTE;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The Gregorian calendar repeats after 400 years. */
const CYCLE = 146_097 * DAY;

/** Shifted by a cycle, since `Date.UTC` reads the years 0 to 99 as 1900 to 1999. */
function epochDay(year: number, month: number, day: number): number {
  return Date.UTC(year + 400, month - 1, day) - CYCLE;
}

function span(start: number, next: number): TimeRange {
  return { earliest: start, latest: next - 1 };
}

/** Milliseconds since midnight. */
function timeOfDay({ hour, minute, second = '0', fraction = '' }: TimeOfDay, text: string): number {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    throw new InvalidTimeError(`"${text}": there is no such time of day`);
  }
  const millis = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return (Number(hour) * 60 + Number(minute)) * MINUTE + Number(second) * 1000 + millis;
}

function parseOffset(offset: string, text: string): number {
  if (offset === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4));
  if (hours > 15 || minutes > 59) throw new InvalidTimeError(`"${text}": there is no offset ${offset}`);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE;
}
