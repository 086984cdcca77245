import { type Moment, momentParts, type TimeOfDay } from './moment-parts.js';
import { timeHint } from './time-hints.js';

export type { Moment, TimeOfDay } from './moment-parts.js';

/** A time that doesn't exist or has an unsupported format. The message says which, and what to write instead. */
export class InvalidTimeError extends Error {
  override readonly name = 'InvalidTimeError';
}

/**
 * The parts of a moment, as `momentParts` reads them.
 *
 * @throws InvalidTimeError
 */
export function readMoment(text: string): Moment {
  const moment = momentParts(text);
  if (moment) return moment;
  const lacksOffset = momentParts(`${text}Z`)?.time !== undefined;
  if (lacksOffset) throw new InvalidTimeError(`"${text}": an instant needs an offset, such as Z or +02:00`);
  throw new InvalidTimeError(timeHint(text) ?? unsupported(text));
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

const unsupported = (text: string): string =>
  `"${text}" is not a year (2023), month (2023-04), day (2023-04-20) or instant with offset (2023-04-20T10:30Z)`;
