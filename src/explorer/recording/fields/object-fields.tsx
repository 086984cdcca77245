import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { focusField } from '../../browser/focus.js';
import { useWords } from '../../components/view.js';
import type { Field, FieldOf, ObjectFields } from '../field.js';
import { isTypedWithin, useForm } from '../form-context.js';
import { type Fault, faultsAt, faultsWithin, faultText, idAt, labelOf } from '../problems.js';
import { type Values, withValue } from '../values.js';
import { FieldFrame, type FieldProps } from './field-props.js';

/** What shows a field within an object, of any kind. */
interface WithMember {
  readonly Member: ComponentType<FieldProps>;
}

type ObjectFieldProps = FieldProps<FieldOf<'object'>> & WithMember;
type ObjectsFieldProps = FieldProps<FieldOf<'objects'>> & WithMember;

/** An object with fields of its own. One that may be left out is folded until it is wanted. */
export function ObjectField({ field, value, onChange, faults, at, Member }: ObjectFieldProps) {
  const words = useWords();
  const form = useForm();
  // Once open, it stays open: what is emptied can be filled in again where it is.
  const isOpen = useRef(false);
  isOpen.current ||= value !== undefined || isTypedWithin(form.typed, at) || faultsWithin(faults, at).length > 0;
  const inner = <Members of={field} {...{ value, onChange, faults, at, Member }} />;
  if (field.isRequired) {
    return (
      <FieldFrame {...{ field, faults, at }} isGroup>
        {() => inner}
      </FieldFrame>
    );
  }
  return (
    <details class="field folded" id={idAt(form.id, at)} open={isOpen.current}>
      <summary>
        {labelOf(field, form.type, words)} <span class="optional">{words.text('record.optional')}</span>
      </summary>
      {inner}
    </details>
  );
}

/** A list of objects, each of which can be removed. What is added gets the focus; what is removed gives it to the next one. */
export function ObjectsField({ field, value, onChange, faults, at, Member }: ObjectsFieldProps) {
  const words = useWords();
  const form = useForm();
  const items = Array.isArray(value) ? (value as readonly Values[]) : [];
  const keys = useKeys(items.length);
  const [change, setChange] = useState<Change>();
  const id = idAt(form.id, at);
  useEffect(() => {
    if (change) focusField(change.next === undefined ? `${id}-add` : itemId(id, change.next));
  }, [change]);
  const put = (next: readonly Values[]) => {
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <FieldFrame {...{ field, faults, at }} isGroup>
      {() => (
        <>
          {items.map((item, index) => (
            <fieldset key={keys.of(index)} class="item" id={itemId(id, index)}>
              <legend>{words.text('record.item', { number: index + 1 })}</legend>
              <Members
                of={field}
                Member={Member}
                value={item}
                faults={faults}
                at={`${at}/${index}`}
                onChange={(next) => {
                  put(items.with(index, (next ?? {}) as Values));
                }}
              />
              <button
                type="button"
                class="quiet"
                onClick={() => {
                  keys.drop(index);
                  put(items.toSpliced(index, 1));
                  setChange({ done: 'removed', number: index + 1, next: index + 1 < items.length ? index : undefined });
                }}
              >
                {words.text('record.removeItem', { number: index + 1 })}
              </button>
            </fieldset>
          ))}
          <button
            type="button"
            class="quiet"
            id={`${id}-add`}
            onClick={() => {
              put([...items, {}]);
              setChange({ done: 'added', number: items.length + 1, next: items.length });
            }}
          >
            {words.text(items.length === 0 ? 'record.addItem' : 'record.addAnother')}
          </button>
          <p role="status" class="hidden">
            {change && words.text(`record.item.${change.done}`, { number: change.number, count: items.length })}
          </p>
        </>
      )}
    </FieldFrame>
  );
}

/** What was done to a list last. */
interface Change {
  readonly done: 'added' | 'removed';
  readonly number: number;
  /** The index of the item in which the person continues; undefined: there is none. */
  readonly next: number | undefined;
}

const itemId = (list: string, index: number): string => `${list}-${index}`;

/** Keys of the items of a list, which stay with them while others are removed: an item keeps what is typed in it. */
function useKeys(count: number) {
  const keys = useRef<number[]>([]);
  const last = useRef(0);
  while (keys.current.length < count) keys.current.push(last.current++);
  keys.current.length = count;
  return {
    of: (index: number): number | undefined => keys.current[index],
    drop: (index: number): void => {
      keys.current.splice(index, 1);
    },
  };
}

interface MembersProps extends WithMember {
  readonly of: ObjectFields;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly faults: readonly Fault[];
  readonly at: string;
}

/** The fields of an object; of alternatives, only the one that is chosen. */
function Members({ of: { fields, alternatives }, value, onChange, faults, at, Member }: MembersProps) {
  const values = (value ?? {}) as Values;
  const { typed } = useForm();
  const [chosen, setChosen] = useState<string>();
  /** What was in the alternatives before another one was chosen: it is there again for those who change their mind. */
  const left = useRef<Values>({});
  const alternative =
    alternatives.find((name) => values[name] !== undefined) ??
    chosen ??
    alternatives.find((name) => isTypedWithin(typed, `${at}/${name}`));
  const change = (name: string, next: unknown) => {
    const changed = withValue(values, name, next);
    onChange(Object.keys(changed).length === 0 ? undefined : changed);
  };
  const shown = fields.filter(({ name }) => !alternatives.includes(name) || name === alternative);
  return (
    <div class="members">
      {alternatives.length > 0 && (
        <Alternatives
          {...{ fields, alternatives, alternative, faults, at }}
          onChoose={(name) => {
            setChosen(name);
            left.current = { ...left.current, ...values };
            const others = Object.entries(values).filter(([other]) => !alternatives.includes(other));
            const next = withValue(Object.fromEntries(others), name, left.current[name]);
            onChange(Object.keys(next).length === 0 ? undefined : next);
          }}
        />
      )}
      {shown.map((field) => (
        <Member
          key={field.name}
          field={field.name === alternative ? { ...field, isRequired: true } : field}
          value={values[field.name]}
          faults={faults}
          at={`${at}/${field.name}`}
          onChange={(next) => {
            change(field.name, next);
          }}
        />
      ))}
    </div>
  );
}

interface AlternativesProps {
  readonly fields: readonly Field[];
  readonly alternatives: readonly string[];
  readonly alternative: string | undefined;
  readonly onChoose: (name: string) => void;
  readonly faults: readonly Fault[];
  readonly at: string;
}

/** Which of several fields an object has. */
function Alternatives({ fields, alternatives, alternative, onChoose, faults, at }: AlternativesProps) {
  const words = useWords();
  const { id, type } = useForm();
  const name = idAt(id, `${at}-which`);
  const found = faultsAt(faults, at).filter(({ pointer }) => pointer === at);
  return (
    <fieldset
      id={name}
      class={found.length > 0 ? 'field wrong' : 'field'}
      aria-describedby={found.length > 0 ? `${name}-fault` : undefined}
    >
      <legend>{words.text('record.which')}</legend>
      {found.length > 0 && (
        <p class="fault" id={`${name}-fault`}>
          {found.map((fault) => faultText(fault, words)).join(' ')}
        </p>
      )}
      <div class="radios">
        {fields
          .filter((field) => alternatives.includes(field.name))
          .map((field) => (
            <label key={field.name}>
              <input
                type="radio"
                name={name}
                value={field.name}
                checked={field.name === alternative}
                onChange={() => {
                  onChoose(field.name);
                }}
              />
              <span>{labelOf(field, type, words)}</span>
            </label>
          ))}
      </div>
    </fieldset>
  );
}
