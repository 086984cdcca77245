import { useEffect, useRef } from 'preact/hooks';
import { focusField } from '../browser/focus.js';
import { Foreign } from '../components/links.js';
import { useWords } from '../components/view.js';
import type { Field } from './field.js';
import { useForm } from './form-context.js';
import { type Fault, faultText, idAt, labelOf, problemText } from './problems.js';
import type { Recording } from './use-recording.js';

/** Why nothing was recorded, or that it is unknown whether it was: with links to the fields. It gets the focus. */
export function Rejected({ recording, fields }: { readonly recording: Recording; readonly fields: readonly Field[] }) {
  const { problem, faults, isLost, failures, phase } = recording;
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  /** Every fault that it had has been seen to. */
  const isMended = faults.length === 0 && (problem?.errors ?? []).length > 0;
  const isShown = phase === 'editing' && ((problem !== undefined && !isMended) || faults.length > 0 || isLost);
  useEffect(() => {
    if (isShown) box.current?.focus();
  }, [failures, isShown]);
  if (!isShown) return null;
  if (isLost) {
    return (
      <div class="rejected" role="alert" tabIndex={-1} ref={box}>
        <h2>{words.text('record.lost')}</h2>
        <p>{words.text('record.lostText')}</p>
      </div>
    );
  }
  return (
    <div class="rejected" role="alert" tabIndex={-1} ref={box}>
      <h2>{words.text('record.rejected')}</h2>
      {faults.length === 0 ? (
        problem && <p>{problemText(problem, words)}</p>
      ) : (
        <ul>
          {faults.map((fault, index) => (
            <li key={index}>
              <FaultLink fault={fault} fields={fields} />
            </li>
          ))}
        </ul>
      )}
      {problem && words.language !== 'en' && (
        <details>
          <summary>{words.text('problem.detail')}</summary>
          <p>
            <Foreign language="en">{problem.detail}</Foreign>
          </p>
        </details>
      )}
    </div>
  );
}

/** A fault with the name of its field, which it leads to. */
function FaultLink({ fault, fields }: { readonly fault: Fault; readonly fields: readonly Field[] }) {
  const words = useWords();
  const { id, type } = useForm();
  const place = placeOf(fault.pointer, fields);
  if (!place) return <>{faultText(fault, words)}</>;
  const target = idAt(id, place.pointer);
  return (
    <a
      href={`#${target}`}
      onClick={(event) => {
        event.preventDefault();
        focusField(target);
      }}
    >
      {words.text('record.faultAt', {
        field: place.path.map((field) => labelOf(field, type, words)).join(' › '),
        fault: faultText(fault, words, place.path.at(-1)),
      })}
    </a>
  );
}

interface Place {
  readonly pointer: string;
  /** From the field of the command down to that of the fault. */
  readonly path: readonly Field[];
}

/** The innermost field that a pointer leads to. */
function placeOf(pointer: string, fields: readonly Field[]): Place | undefined {
  const path: Field[] = [];
  let at = '';
  let among = fields;
  for (const part of pointer.split('/').slice(1)) {
    const field = among.find(({ name }) => name === part);
    if (field) {
      path.push(field);
      at += `/${part}`;
      among = 'fields' in field ? field.fields : [];
    } else if (/^\d+$/.test(part) && path.at(-1)?.kind === 'objects') at += `/${part}`;
    else break;
  }
  return path.length === 0
    ? undefined
    : { pointer: path.at(-1)?.kind === 'objects' ? at.replace(/\/\d+$/, '') : at, path };
}
