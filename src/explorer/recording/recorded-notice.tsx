import { useEffect, useRef } from 'preact/hooks';
import type { Recorded } from '../browser/recorded.js';
import { path } from '../api/api.js';
import { useView } from '../components/view.js';
import type { WordKey } from '../words/keys.js';
import { isHappening } from './happenings.js';

/** How each deed can be undone: by a void of its entry. What takes several voids has none. */
const UNDONE_BY = {
  recorded: 'record.undoIt',
  corrected: 'record.undoCorrection',
  voided: 'correct.restore',
  restored: undefined,
  registered: undefined,
  reverted: undefined,
} as const satisfies Readonly<Record<Recorded['deed'], WordKey | undefined>>;

/** Says what was just recorded, and how to undo it. */
export function RecordedNotice({ recorded }: { readonly recorded: Recorded }) {
  const { claim, entry, type, deed, isReadable } = recorded;
  const view = useView();
  const { words } = view;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  const add = path`/claims/${claim}/entries/new`;
  const undo = UNDONE_BY[deed];
  return (
    <div class="recorded" role="status" tabIndex={-1} ref={box}>
      <p>
        <strong>
          {deed === 'recorded'
            ? words.text('record.done', { what: isHappening(type) ? words.text(`record.did.${type}`) : type })
            : words.text(`record.done.${deed}`)}
        </strong>
        {!isReadable && ` ${words.text('record.doneSoon')}`}
      </p>
      <p class="inline">
        {deed !== 'registered' && (
          <a href={view.href(path`/claims/${claim}/entries/${entry}`)}>{words.text('record.see')}</a>
        )}
        {undo && <a href={view.href(add, { type: 'EntryVoided', voids: entry })}>{words.text(undo)}</a>}
        <a href={view.href(add)}>{words.text(deed === 'registered' ? 'record.whoSaysSo' : 'record.another')}</a>
      </p>
    </div>
  );
}
