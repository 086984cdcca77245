import { focusField } from '../browser/focus.js';
import { useWords } from '../components/view.js';
import type { Field } from './field.js';
import { useForm } from './form-context.js';
import { type Fault, faultText, idAt, labelOf } from './problems.js';

interface FaultLinkProps {
  readonly fault: Fault;
  readonly fields: readonly Field[];
  /** Whether the name of the field says enough, of what is still missing. */
  readonly isShort?: boolean;
}

/** A fault with the name of its field, which it leads to. */
export function FaultLink({ fault, fields, isShort = false }: FaultLinkProps) {
  const words = useWords();
  const { id, type } = useForm();
  const place = placeOf(fault.pointer, fields);
  if (!place) return <>{faultText(fault, words)}</>;
  const target = idAt(id, place.pointer);
  const names = place.path.map((field) => labelOf(field, type, words));
  if (place.number !== undefined) names.splice(1, 0, words.text('record.item', { number: place.number }));
  const field = names.join(' › ');
  return (
    <a
      href={`#${target}`}
      onClick={(event) => {
        event.preventDefault();
        focusField(target);
      }}
    >
      {isShort && MISSING.has(fault.code)
        ? field
        : words.text('record.faultAt', { field, fault: faultText(fault, words, place.path.at(-1)) })}
    </a>
  );
}

/** What is wrong is only that nothing is there yet. */
const MISSING: ReadonlySet<string> = new Set(['missing', 'undated', 'exactly-one-of']);

interface Place {
  readonly pointer: string;
  /** From the field of the command down to that of the fault. */
  readonly path: readonly Field[];
  /** Which item of a list it is in, from 1. */
  readonly number: number | undefined;
}

/** The innermost field that a pointer leads to. */
function placeOf(pointer: string, fields: readonly Field[]): Place | undefined {
  const path: Field[] = [];
  let at = '';
  let number: number | undefined;
  let among = fields;
  for (const part of pointer.split('/').slice(1)) {
    const field = among.find(({ name }) => name === part);
    if (field) {
      path.push(field);
      at += `/${part}`;
      among = 'fields' in field ? field.fields : [];
    } else if (/^\d+$/.test(part) && path.at(-1)?.kind === 'objects') {
      at += `/${part}`;
      number = Number(part) + 1;
    } else break;
  }
  return path.length === 0 ? undefined : { pointer: at, path, number };
}
