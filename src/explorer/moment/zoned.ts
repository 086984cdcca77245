/** A day and a time of day, as inputs have them. */
export interface LocalTime {
  /** `2024-04-04`. */
  readonly day: string;
  /** `10:30`, or with seconds. */
  readonly time: string;
}

/** The day and time of an instant in a time zone; undefined if it isn't one. */
export function localTime(instant: string, timeZone: string): LocalTime | undefined {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return undefined;
  const shifted = new Date(date.getTime() + offsetMinutes(date, timeZone) * 60_000).toISOString();
  const seconds = shifted.slice(16, 19);
  return { day: shifted.slice(0, 10), time: shifted.slice(11, 16) + (seconds === ':00' ? '' : seconds) };
}

/** The instant of a day and time in a time zone, with its offset: `2024-04-04T10:30+02:00`. */
export function zonedInstant({ day, time }: LocalTime, timeZone: string): string {
  const asUtc = Date.parse(`${day}T${time}Z`);
  if (Number.isNaN(asUtc)) return `${day}T${time}`;
  // The offset of the zone depends on the instant, which depends on the offset: the second guess is right.
  const guess = asUtc - offsetMinutes(new Date(asUtc), timeZone) * 60_000;
  const offset = offsetMinutes(new Date(guess), timeZone);
  return `${day}T${time}${offsetText(offset)}`;
}

/** Today, in a time zone. */
export const todayIn = (timeZone: string): string => localTime(new Date().toISOString(), timeZone)?.day ?? '';

/** By how many minutes a time zone is ahead of UTC at an instant. */
function offsetMinutes(date: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(date);
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(
    parts.find(({ type }) => type === 'timeZoneName')?.value ?? '',
  ) ?? [undefined, '+', '0', '0'];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function offsetText(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
