import { useEffect, useRef } from 'preact/hooks';
import { Foreign } from '../components/links.js';
import { useWords } from '../components/view.js';
import type { Field } from './field.js';
import { FaultLink } from './fault-link.js';
import { problemText } from './problems.js';
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
