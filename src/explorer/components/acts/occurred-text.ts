import type { EntryView } from '../../../claims/queries/views.js';

const START_OF_DAY = 'T00:00:00.000Z';
const END_OF_DAY = 'T23:59:59.999Z';

/**
 * An interval of instants as it is written in an entry, no more precise than it is: a whole month as `2024-04`, what is
 * open at the start as `../2024-04-04`.
 */
export function writtenInterval({ from, to }: NonNullable<EntryView['occurred']>): string {
  const [start, end] = [from && startText(from), to && endText(to)];
  if (start === undefined || start === '') return `../${end ?? '..'}`;
  if (end === undefined || end === '') return `${start}/..`;
  if (start === end) return start;
  return periodOf(start, end) ?? `${start}/${end}`;
}

const startText = (at: string): string => (at.endsWith(START_OF_DAY) ? at.slice(0, -START_OF_DAY.length) : at);
const endText = (at: string): string => (at.endsWith(END_OF_DAY) ? at.slice(0, -END_OF_DAY.length) : at);

/** The year or month that begins and ends on these days. */
function periodOf(first: string, last: string): string | undefined {
  const [year = '', month = ''] = first.split('-');
  if (first === `${year}-01-01` && last === `${year}-12-31`) return year;
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (first === `${year}-${month}-01` && last === `${year}-${month}-${lastDay}`) return `${year}-${month}`;
  return undefined;
}
