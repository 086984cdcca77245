import { ReferencePicker } from '../../pickers/reference-picker.js';
import type { FieldOf } from '../field.js';
import { useForm } from '../form-context.js';
import { FieldFrame, type FieldProps } from './field-props.js';

/** Something of the ledger, or several. */
export function ReferenceField({ field, value, onChange, faults, at }: FieldProps<FieldOf<'reference'>>) {
  const { claim, own, typed, onTyped } = useForm();
  const { refersTo, several } = field;
  const ids = Array.isArray(value) ? (value as readonly string[]) : typeof value === 'string' ? value : undefined;
  return (
    <FieldFrame {...{ field, faults, at }}>
      {({ id, describedBy, isInvalid }) => (
        <ReferencePicker
          {...{ refersTo, id, several, describedBy, isInvalid, claim }}
          registers
          except={own?.noun === refersTo ? own.ids : undefined}
          typed={typed[at]}
          onTyped={(now) => {
            onTyped(at, now);
          }}
          value={ids}
          onChange={(chosen) => {
            onChange(chosen === undefined || chosen.length === 0 ? undefined : chosen);
          }}
        />
      )}
    </FieldFrame>
  );
}
