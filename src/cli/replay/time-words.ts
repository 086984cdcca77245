const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const HOUR_MS = 3_600_000;
const UNITS: Readonly<Record<string, number>> = { h: HOUR_MS, d: 24 * HOUR_MS, w: 7 * 24 * HOUR_MS };

/**
 * A time as people say it, as an instant: `monday` is the beginning of the last Monday before today, `yesterday` and
 * `today` are the beginning of that day, `36h`, `7d` and `2w` are that long ago. Days are in UTC. Any other text is
 * returned as it is.
 */
export function instantOf(text: string, now: Date): string {
  const word = text.toLowerCase();
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const back = (days: number) => new Date(midnight - days * 24 * HOUR_MS).toISOString();
  if (word === 'today') return back(0);
  if (word === 'yesterday') return back(1);
  const day = DAYS.indexOf(word);
  if (day >= 0) return back((now.getUTCDay() - day + 7) % 7 || 7);
  const [, count, unit = ''] = /^(\d{1,4})([hdw])$/.exec(word) ?? [];
  return count === undefined ? text : new Date(now.getTime() - Number(count) * (UNITS[unit] ?? 0)).toISOString();
}
