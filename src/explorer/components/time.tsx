import type { EntryView } from '../../claims/queries/views.js';
import { type Moment, momentParts } from '../../domain/moment-parts.js';
import type { DateFields, Words } from '../words/words.js';
import { useView } from './view.js';

/** A recorded time: an instant, in the page's time zone, which is named. */
export function Instant({ at, precise = false }: { readonly at: string; readonly precise?: boolean }) {
  const { words, timeZone } = useView();
  return <time dateTime={at}>{instantText(at, words, timeZone, precise)}</time>;
}

/** When an act happened, as precisely as it is known; `undated` without a time. */
export function Occurred({ at }: { readonly at: string | undefined }) {
  const { words, timeZone } = useView();
  if (at === undefined) return <span class="undated">{words.text('time.undated')}</span>;
  const text = occurredText(at, words, timeZone);
  return isValidDateTime(at) ? <time dateTime={at}>{text}</time> : <span>{text}</span>;
}

/** Both times of an entry, each by its name. Acts of the record, such as a link, only have the recorded one. */
export function BothTimes({ entry: { data, recordedAt } }: { readonly entry: Pick<EntryView, 'data' | 'recordedAt'> }) {
  const { words } = useView();
  const isAct = 'by' in data;
  return (
    <span class="times">
      {isAct && (
        <span class="time-occurred">
          {data.occurredAt === undefined ? (
            <Occurred at={undefined} />
          ) : (
            words.rich('time.happened', { time: <Occurred at={data.occurredAt} /> })
          )}
        </span>
      )}
      <span class="time-recorded">{words.rich('time.recorded', { time: <Instant at={recordedAt} /> })}</span>
    </span>
  );
}

const MINUTE: DateFields = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
};
const MILLISECOND: DateFields = { ...MINUTE, month: 'long', second: '2-digit', fractionalSecondDigits: 3 };
const YEAR: DateFields = { year: 'numeric' };
const MONTH: DateFields = { ...YEAR, month: 'long' };
const DAY: DateFields = { ...MONTH, day: 'numeric' };

/** "30 November 2026 at 00:23 UTC"; with seconds if `precise`. */
export function instantText(at: string, words: Words, timeZone: string, precise = false): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  return words.date(date, precise ? MILLISECOND : MINUTE, timeZone);
}

/** A moment of an address: a day, which is in UTC, or an instant. */
export const momentText = (at: string, words: Words, timeZone: string): string =>
  at.length > 'YYYY-MM-DD'.length ? instantText(at, words, timeZone) : occurredText(at, words, timeZone);

/** A moment after which something is meant: a day means its end. */
export const endOf = (at: string, words: Words, timeZone: string): string =>
  at.length > 'YYYY-MM-DD'.length
    ? instantText(at, words, timeZone)
    : words.text('time.endOf', { day: occurredText(at, words, timeZone) });

/**
 * A recorded time of any precision in words: `../2024-04-04` is "by 4 April 2024". Nothing is made more precise than it
 * is. A text that can't be read is returned as it is.
 */
export function occurredText(text: string, words: Words, timeZone: string): string {
  const [begin = '', end] = text.split('/');
  const from = partText(begin, words, timeZone);
  if (end === undefined || begin === end) return from;
  const to = partText(end, words, timeZone);
  if (begin === '..') return words.text(isPeriod(end) ? 'time.byEnd' : 'time.by', { time: to });
  return end === '..' ? words.text('time.from', { time: from }) : words.text('time.between', { from, to });
}

/** A month or a year, which is meant up to its end. */
const isPeriod = (text: string): boolean => /^\d{4}(?:-\d{2})?$/.test(text);

function partText(text: string, words: Words, timeZone: string): string {
  const moment = momentParts(text);
  if (!moment) return text;
  if (moment.time) return instantText(text, words, timeZone);
  const time = dateText(moment, words);
  switch (moment.qualifier) {
    case undefined:
      return time;
    case '~':
      return words.text('time.about', { time });
    case '?':
      return words.text('time.uncertain', { time });
    case '%':
      return words.text('time.aboutUncertain', { time });
  }
}

/** Days are in UTC, whatever the page's time zone is. */
function dateText({ year, month, day }: Moment, words: Words): string {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  return words.date(date, day === undefined ? (month === undefined ? YEAR : MONTH) : DAY, 'UTC');
}

/** What HTML allows: a year, month, day or instant, but no interval and no qualifier. */
const isValidDateTime = (text: string): boolean =>
  /^\d{4}(?:-\d{2}(?:-\d{2}(?:T[\d:.]+(?:Z|[+-][\d:]+))?)?)?$/.test(text);
