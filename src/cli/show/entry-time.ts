import type { EntryView } from '../../claims/queries/views.js';
import { timeInWords } from '../../domain/time-in-words.js';
import type { Entry } from './name-resolver.js';

/** When an act happened, as recorded; undefined if that isn't known. */
export const dateOf = ({ data }: Entry): string | undefined =>
  'by' in data && data.occurredAt !== undefined ? timeInWords(data.occurredAt) : undefined;

const END = '\u{10FFFF}';

/**
 * The order of dated acts: by the latest possible moment, then by the earliest. A moment that isn't known is after all
 * others. Acts without a date come last, by their ids.
 */
export function byTime(a: Entry, b: Entry): number {
  const [first, second] = [dateOf(a), dateOf(b)];
  if (first === undefined || second === undefined) {
    return Number(first === undefined) - Number(second === undefined) || compare(a.entry, b.entry);
  }
  return compareMoments(a, b);
}

function compareMoments({ occurred: a }: Pick<EntryView, 'occurred'>, { occurred: b }: Pick<EntryView, 'occurred'>) {
  return compare(a?.to ?? END, b?.to ?? END) || compare(a?.from ?? '', b?.from ?? '');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The day of a recorded time: "4 April 2024". */
export const dayOf = (instant: string): string => timeInWords(instant.slice(0, 'YYYY-MM-DD'.length));
