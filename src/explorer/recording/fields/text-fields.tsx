import { useWords } from '../../components/view.js';
import type { FieldOf } from '../field.js';
import { attributesOf, FieldFrame, type FieldProps, textOf } from './field-props.js';

/** Text in one line, and addresses. */
export function TextField({ field, value, onChange, faults, at }: FieldProps) {
  return (
    <FieldFrame {...{ field, faults, at }}>
      {(facts) => (
        <input
          {...attributesOf(facts)}
          type="text"
          inputMode={field.kind === 'url' ? 'url' : 'text'}
          dir={field.kind === 'url' ? 'ltr' : 'auto'}
          autocomplete="off"
          value={textOf(value)}
          onInput={({ currentTarget }) => {
            onChange(currentTarget.value === '' ? undefined : currentTarget.value);
          }}
        />
      )}
    </FieldFrame>
  );
}

/** Begins to count when so many characters are left. */
const COUNTED_FROM = 200;

export function LongTextField({ field, value, onChange, faults, at }: FieldProps<FieldOf<'text'>>) {
  const words = useWords();
  const text = textOf(value);
  const left = (field.maxLength ?? Infinity) - text.length;
  return (
    <FieldFrame {...{ field, faults, at }}>
      {(facts) => (
        <>
          <textarea
            {...attributesOf(facts)}
            dir="auto"
            rows={Math.min(Math.max(3, Math.ceil(text.length / 70) + 1), 12)}
            value={text}
            onInput={({ currentTarget }) => {
              onChange(currentTarget.value === '' ? undefined : currentTarget.value);
            }}
          />
          {left < COUNTED_FROM && <p class="hint">{words.text('record.left', { count: left })}</p>}
        </>
      )}
    </FieldFrame>
  );
}

export function NumberField({ field, value, onChange, faults, at }: FieldProps) {
  return (
    <FieldFrame {...{ field, faults, at }}>
      {(facts) => (
        <input
          {...attributesOf(facts)}
          class="short"
          inputMode="numeric"
          autocomplete="off"
          value={typeof value === 'number' ? String(value) : textOf(value)}
          onInput={({ currentTarget: { value: typed } }) => {
            onChange(typed === '' ? undefined : /^\d{1,15}$/.test(typed) ? Number(typed) : typed);
          }}
        />
      )}
    </FieldFrame>
  );
}

/** Several texts, one in each line. */
export function LinesField({ field, value, onChange, faults, at }: FieldProps) {
  const lines = Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <FieldFrame {...{ field, faults, at }}>
      {(facts) => (
        <textarea
          {...attributesOf(facts)}
          dir="auto"
          rows={Math.min(Math.max(2, lines.length + 1), 10)}
          value={lines.join('\n')}
          onInput={({ currentTarget: { value: typed } }) => {
            onChange(typed === '' ? undefined : typed.split('\n'));
          }}
        />
      )}
    </FieldFrame>
  );
}
