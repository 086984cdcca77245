import { useRef } from 'preact/hooks';
import { useWords } from '../../components/view.js';
import type { FieldOf } from '../field.js';
import { useForm } from '../form-context.js';
import { faultsAt } from '../problems.js';
import { shown } from './choice-field.js';
import { FieldFrame, type FieldProps } from './field-props.js';

/** Several of a closed list, folded until one is wanted. */
export function ChoicesField({ field, value, onChange, faults, at }: FieldProps<FieldOf<'choices'>>) {
  const words = useWords();
  const { type } = useForm();
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  // Once open, it stays open: the last one that is chosen can be taken back where it is.
  const isOpen = useRef(false);
  isOpen.current ||= chosen.length > 0 || faultsAt(faults, at).length > 0;
  return (
    <FieldFrame {...{ field, faults, at }} isGroup isOpen={isOpen.current}>
      {() => (
        <div class="radios many">
          {field.values.map((each) => (
            <label key={each}>
              <input
                type="checkbox"
                value={each}
                checked={chosen.includes(each)}
                onChange={({ currentTarget: { checked } }) => {
                  const next = field.values.filter((other) => (other === each ? checked : chosen.includes(other)));
                  onChange(next.length === 0 ? undefined : next);
                }}
              />
              <span>{shown(field.name, each, type, words).text}</span>
            </label>
          ))}
        </div>
      )}
    </FieldFrame>
  );
}
