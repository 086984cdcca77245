import { useEffect, useRef } from 'preact/hooks';
import type { Recorded } from '../browser/recorded.js';
import { path } from '../api/api.js';
import { useView } from '../components/view.js';
import { isHappening } from './happenings.js';

/** Says what was just recorded, and how to undo it. */
export function RecordedNotice({ recorded }: { readonly recorded: Recorded }) {
  const { claim, entry, type, isReadable, isCorrection } = recorded;
  const view = useView();
  const { words } = view;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  const add = path`/claims/${claim}/entries/new`;
  return (
    <div class="recorded" role="status" tabIndex={-1} ref={box}>
      <p>
        <strong>
          {words.text('record.done', { what: isHappening(type) ? words.text(`record.did.${type}`) : type })}
        </strong>
        {!isReadable && ` ${words.text('record.doneSoon')}`}
      </p>
      <p class="inline">
        <a href={view.href(path`/claims/${claim}/entries/${entry}`)}>{words.text('record.see')}</a>
        {!isCorrection && (
          <a href={view.href(add, { type: 'EntryVoided', voids: entry })}>{words.text('record.undoIt')}</a>
        )}
        <a href={view.href(add)}>{words.text('record.another')}</a>
      </p>
    </div>
  );
}
