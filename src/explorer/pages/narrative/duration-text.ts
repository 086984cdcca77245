import type { Words } from '../../words/words.js';

const DAY = 24 * 3_600_000;
const UNITS = [
  ['year', 365.25 * DAY, 2],
  ['month', 30.44 * DAY, 2],
  ['week', 7 * DAY, 2],
  ['day', DAY, 1],
] as const;

/** A number of milliseconds as "8 months", rounded: in the largest unit of which there are at least two. */
export function durationText(milliseconds: number, words: Words): string {
  const [unit, length] = UNITS.find(([, size, least]) => milliseconds >= size * least) ?? (['day', DAY] as const);
  return words.duration(Math.max(1, Math.round(milliseconds / length)), unit);
}
