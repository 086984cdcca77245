import { useRef, useState } from 'preact/hooks';
import { useView } from '../../components/view.js';
import { type LocalTime, localTime, zonedInstant } from '../../moment/zoned.js';
import type { WordKey } from '../../words/keys.js';
import type { Words } from '../../words/words.js';
import type { FieldOf } from '../field.js';
import { useForm } from '../form-context.js';
import { HAPPENED } from '../unanswered.js';
import { FieldFrame, type FieldProps, type InputFacts, textOf } from './field-props.js';

/** How exactly a time is known. */
type Precision = 'day' | 'time' | 'month' | 'year' | 'other' | 'unknown';

const OFFERED: Readonly<Record<FieldOf<'time'>['form'], readonly Precision[]>> = {
  'fuzzy-time': ['day', 'time', 'month', 'year', 'other', 'unknown'],
  'point-in-time': ['day', 'time', 'month', 'year', 'unknown'],
  'day-or-instant': ['day', 'time', 'unknown'],
};

/** A time, as exactly as it is known. */
export function TimeField({ field, value, onChange, faults, at }: FieldProps<FieldOf<'time'>>) {
  const { words, timeZone } = useView();
  const { today } = useForm();
  const [chosen, setChosen] = useState<Precision>();
  const text = textOf(value);
  /** What was typed last: less exactness, and then more again, loses nothing of it. */
  const typed = useRef(text);
  if (chosen === undefined && text !== '') typed.current = text;
  const isOpen = value === undefined && field.name === HAPPENED;
  const own = isOpen ? 'day' : precisionOf(text);
  const precision = chosen === undefined || (isOpen && chosen === 'unknown') ? own : chosen;
  const offered = OFFERED[field.form].filter((each) => each !== 'unknown' || !field.isRequired);
  const choose = (next: Precision) => {
    setChosen(next);
    onChange(converted(typed.current, next, timeZone));
  };
  return (
    <FieldFrame {...{ field, faults, at }} isGroup>
      {(facts) => (
        <div class="time-inputs">
          <select
            aria-label={words.text('record.precision')}
            value={precision}
            onChange={({ currentTarget }) => {
              choose(currentTarget.value as Precision);
            }}
          >
            {offered.map((each) => (
              <option key={each} value={each}>
                {words.text(precisionKey(each, field.name, words))}
              </option>
            ))}
          </select>
          <TimeInput
            {...{ precision, text, facts, today }}
            onText={(next) => {
              setChosen(precision);
              typed.current = next;
              onChange(next === '' ? undefined : next);
            }}
          />
        </div>
      )}
    </FieldFrame>
  );
}

/** The name of a precision: of some fields, what it means to leave them open. */
function precisionKey(precision: Precision, field: string, words: Words): WordKey {
  const own = `record.precision.${precision}.${field}`;
  return words.has(own) ? own : `record.precision.${precision}`;
}

interface TimeInputProps {
  readonly precision: Precision;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly facts: InputFacts;
  readonly today: string;
}

function TimeInput({ precision, text, onText, facts: { id, describedBy, isInvalid }, today }: TimeInputProps) {
  const { words, timeZone } = useView();
  const shared = { 'aria-describedby': describedBy, 'aria-invalid': isInvalid };
  const onInput = ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
    onText(currentTarget.value);
  };
  switch (precision) {
    case 'unknown':
      return null;
    case 'day':
      return (
        <>
          <input
            {...shared}
            type="date"
            aria-label={words.text('record.precision.day')}
            value={text}
            onInput={onInput}
          />
          {[today, dayBefore(today)].map((day, index) => (
            <button
              key={day}
              type="button"
              class="quiet"
              aria-pressed={text === day}
              onClick={() => {
                onText(day);
              }}
            >
              {words.text(index === 0 ? 'record.today' : 'record.yesterday')}
            </button>
          ))}
        </>
      );
    case 'time': {
      const shown = localTime(text, timeZone) ?? partsOf(text);
      const onPart = (part: Partial<LocalTime>) => {
        onText(zonedInstant({ ...shown, ...part }, timeZone));
      };
      return (
        <>
          <input
            {...shared}
            type="date"
            aria-label={words.text('record.precision.day')}
            value={shown.day}
            onInput={({ currentTarget }) => {
              onPart({ day: currentTarget.value });
            }}
          />
          <input
            {...shared}
            type="time"
            aria-label={words.text('record.clock', { zone: timeZone })}
            value={shown.time}
            onInput={({ currentTarget }) => {
              onPart({ time: currentTarget.value });
            }}
          />
          <span class="meta">{timeZone}</span>
        </>
      );
    }
    case 'month':
      return (
        <input
          {...shared}
          class="short"
          type="month"
          placeholder={today.slice(0, 7)}
          aria-label={words.text('record.precision.month')}
          value={text}
          onInput={onInput}
        />
      );
    case 'year':
      return (
        <input
          {...shared}
          class="short"
          inputMode="numeric"
          placeholder={today.slice(0, 4)}
          aria-label={words.text('record.precision.year')}
          value={text}
          onInput={onInput}
        />
      );
    case 'other':
      return (
        <>
          <input
            {...shared}
            id={`${id}-text`}
            dir="ltr"
            autocomplete="off"
            aria-label={words.text('record.precision.other')}
            value={text}
            onInput={onInput}
          />
          <p class="hint">{words.text('record.otherTimes')}</p>
        </>
      );
  }
}

function precisionOf(text: string): Precision {
  if (text === '') return 'unknown';
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'day';
  if (/^\d{4}-\d{2}-\d{2}T[^/]*$/.test(text)) return 'time';
  if (/^\d{4}-\d{2}$/.test(text)) return 'month';
  return /^\d{4}$/.test(text) ? 'year' : 'other';
}

/** What another precision keeps of a time: nothing that isn't known. */
function converted(text: string, to: Precision, timeZone: string): string | null | undefined {
  if (to === 'unknown') return null;
  if (to === 'other') return text === '' ? undefined : text;
  if (to === 'time' && precisionOf(text) === 'time') return text;
  // The day of an instant is that of the page's time zone, in which it was chosen.
  const known = precisionOf(text) === 'time' ? (localTime(text, timeZone)?.day ?? text) : text;
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(known) ?? [];
  if (year === undefined) return undefined;
  if (to === 'year') return year;
  if (to === 'month') return month === undefined ? undefined : `${year}-${month}`;
  const whole = day === undefined ? undefined : `${year}-${month ?? ''}-${day}`;
  return to === 'time' && whole !== undefined ? `${whole}T` : whole;
}

/** Of an instant that isn't complete yet. */
function partsOf(text: string): LocalTime {
  const [day = '', time = ''] = text.split('T');
  return { day, time };
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
