import type { ComponentChildren } from 'preact';
import { useWords } from '../../components/view.js';
import type { Field } from '../field.js';
import { useForm } from '../form-context.js';
import { type Fault, faultsAt, faultText, helpOf, idAt, labelOf } from '../problems.js';
import { HAPPENED } from '../unanswered.js';

export interface FieldProps<Of extends Field = Field> {
  readonly field: Of;
  readonly value: unknown;
  /** Undefined empties the field. */
  readonly onChange: (value: unknown) => void;
  /** All faults of the command. */
  readonly faults: readonly Fault[];
  /** The JSON Pointer of the value. */
  readonly at: string;
}

/** What an input says of itself to those who don't see it. */
export interface InputFacts {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
  readonly isRequired: boolean;
}

interface FrameProps extends Pick<FieldProps, 'field' | 'faults' | 'at'> {
  /** Whether it is several inputs: a group with a name, in place of a label. */
  readonly isGroup?: boolean;
  /** Of a group that is folded until it is wanted: whether it is open. */
  readonly isOpen?: boolean;
  readonly children: (facts: InputFacts) => ComponentChildren;
}

/** The name of a field, its help, what is wrong with it, and then its input. */
export function FieldFrame({ field, faults, at, isGroup = false, isOpen, children }: FrameProps) {
  const words = useWords();
  const form = useForm();
  const id = idAt(form.id, at);
  // The objects of a list show their own.
  const found = faultsAt(faults, at).filter(({ pointer }) => pointer === at || field.kind !== 'objects');
  const help = helpOf(field, form.type, words);
  const descriptions = [found.length > 0 && `${id}-fault`, help !== undefined && `${id}-help`].filter(Boolean);
  const described = descriptions.length === 0 ? undefined : descriptions.join(' ');
  const name = (
    <>
      {labelOf(field, form.type, words)}
      {!field.isRequired && field.name !== HAPPENED && <span class="optional"> {words.text('record.optional')}</span>}
    </>
  );
  const around = (
    <>
      {help !== undefined && (
        <p class="hint" id={`${id}-help`}>
          {help}
        </p>
      )}
      {found.length > 0 && (
        <p class="fault" id={`${id}-fault`}>
          {found.map((fault, index) => (
            <span key={index}>{faultText(fault, words, field)} </span>
          ))}
        </p>
      )}
      {children({
        id,
        describedBy: described,
        isInvalid: found.length > 0,
        isRequired: field.isRequired,
      })}
    </>
  );
  const style = `field ${field.kind}${found.length > 0 ? ' wrong' : ''}`;
  if (isOpen !== undefined) {
    return (
      <details class={`${style} folded`} id={id} open={isOpen}>
        <summary id={`${id}-name`}>{name}</summary>
        <div role="group" aria-labelledby={`${id}-name`} aria-describedby={described}>
          {around}
        </div>
      </details>
    );
  }
  return isGroup ? (
    <fieldset class={style} id={id} aria-describedby={described}>
      <legend>{name}</legend>
      {around}
    </fieldset>
  ) : (
    <div class={style}>
      <label for={id}>{name}</label>
      {around}
    </div>
  );
}

/** What says the same of every input: which one it is, what describes it, and whether it is required or wrong. */
export const attributesOf = ({ id, describedBy, isInvalid, isRequired }: InputFacts) => ({
  id,
  required: isRequired,
  'aria-describedby': describedBy,
  'aria-invalid': isInvalid,
});

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
