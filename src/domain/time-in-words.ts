import { clockText, InvalidTimeError, type Moment, readMoment } from './moment.js';

const MONTHS: readonly string[] =
  'January February March April May June July August September October November December'.split(' ');

/**
 * A recorded time as people read it: `../2024-04-04` is "by 4 April 2024". It says no more than the text: nothing is
 * converted to another time zone, and nothing is made more precise. A text that can't be read is returned as it is.
 */
export function timeInWords(text: string): string {
  const [begin = '', end] = text.split('/');
  try {
    if (end === undefined) return momentInWords(readMoment(begin));
    if (begin === '..') return byInWords(readMoment(end));
    const from = momentInWords(readMoment(begin));
    if (end === '..') return `${from} or later`;
    return begin === end ? from : `between ${from} and ${momentInWords(readMoment(end))}`;
  } catch (error) {
    if (error instanceof InvalidTimeError) return text;
    throw error;
  }
}

/** A moment to read the log at, without loss: whole minutes in words, others as they are written. */
export const instantInWords = (instant: string): string =>
  /:00\.000Z$/.test(instant) ? timeInWords(instant.replace(':00.000Z', 'Z')) : instant;

/** A month or a year is meant up to its end. */
function byInWords(end: Moment): string {
  const isPeriod = end.day === undefined && end.qualifier === undefined;
  return isPeriod ? `by the end of ${momentInWords(end)}` : `by ${momentInWords(end)}`;
}

function momentInWords(moment: Moment): string {
  const { year, month, day, time, qualifier } = moment;
  const date = [day && Number(day), month && (MONTHS[Number(month) - 1] ?? month), yearInWords(year)];
  const words = date.filter((part) => part !== undefined).join(' ');
  if (time) return `${words}, ${clockText(time)} ${time.offset === 'Z' ? 'UTC' : `UTC${time.offset}`}`;
  const about = qualifier === '~' || qualifier === '%' ? `about ${words}` : words;
  return qualifier === '?' || qualifier === '%' ? `${about} (uncertain)` : about;
}

const yearInWords = (year: string): string => (Number(year) < 1000 ? `AD ${Number(year)}` : year);
