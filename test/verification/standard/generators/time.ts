import type { DatePlan } from './plans.js';

export const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const day = (t: number): string => new Date(t).toISOString().slice(0, 10);

/** Returns a date in the planned form, one of all that an entry may have. It never begins after `stamp`. */
export function occurredAtFrom({ form, hoursBack, days }: DatePlan, stamp: number): string | undefined {
  const t = stamp - hoursBack * HOUR;
  switch (form) {
    case 'absent':
      return undefined;
    case 'instant':
      return days % 2 === 0
        ? `${new Date(t).toISOString().slice(0, 19)}Z`
        : `${new Date(t + 3 * HOUR).toISOString().slice(0, 19)}+03:00`;
    case 'month':
      return day(t).slice(0, 7);
    case 'year':
      return day(t).slice(0, 4);
    case 'interval':
      return days % 2 === 0
        ? `${day(t)}/${day(t + days * DAY)}`
        : `${day(t).slice(0, 7)}/${day(t + 32 * DAY).slice(0, 7)}`;
    case 'until':
      return `../${day(t)}`;
    case 'since':
      return `${day(t)}/..`;
    case 'day':
      return day(t);
  }
}

/** Returns the end of a mandate or of a search: a day, a month or an instant. */
export function endOf(form: 'day' | 'month' | 'instant', t: number): string {
  if (form === 'instant') return `${new Date(t).toISOString().slice(0, 19)}Z`;
  return form === 'day' ? day(t) : day(t).slice(0, 7);
}

export const daysAfter = (t: number, days: number): number => t + days * DAY;
