import type { Colors } from 'picocolors/types.js';
import type { ClaimCounts } from '../../claims/queries/views.js';
import { sanitize } from './text-layout.js';

/** Of the groups that fit on a terminal; JSON and CSV have all. */
const TITLES = {
  status: 'by status',
  kind: 'by kind',
  topic: 'by topic, the most frequent',
  outlet: 'by outlet that spoke, the most frequent',
  putForwardMonth: 'by month in which they were first put forward',
  registeredMonth: 'by month of registration',
} as const satisfies Partial<Record<keyof ClaimCounts, string>>;

/** The counts of each group, below its title. */
export function countTable({ total, capped, ...groups }: ClaimCounts, { bold }: Colors): string {
  const width = String(total).length;
  const sections = Object.entries(TITLES).flatMap(([group, title]) => {
    const counts = Object.entries<number>(groups[group as keyof typeof groups] ?? {});
    if (counts.length === 0) return [];
    return [bold(title), ...counts.map(([value, count]) => `${String(count).padStart(width)}  ${sanitize(value)}`)];
  });
  const claims = total === 1 ? 'claim' : 'claims';
  return [capped ? `the newest ${total} ${claims}` : `${total} ${claims}`, ...sections, ''].join('\n');
}
