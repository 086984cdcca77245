import { useEffect, useRef } from 'preact/hooks';
import type { Recorded } from '../browser/recorded.js';
import { useView } from '../components/view.js';

/** Says what was just recorded, how to undo it, and what usually follows. It gets the focus. */
export function RecordedNotice({ recorded }: { readonly recorded: Recorded }) {
  const { text, what, isReadable, undoRestores, further } = recorded;
  const view = useView();
  const { words } = view;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  return (
    <div class="recorded" role="status" tabIndex={-1} ref={box}>
      <p>
        <strong>{words.text(text, what === undefined ? {} : { what: words.text(what) })}</strong>
        {!isReadable && ` ${words.text('record.doneSoon')}`}
      </p>
      {undoRestores !== undefined && <p>{words.text('record.undoRestores', { entry: undoRestores })}</p>}
      <p class="inline">
        {further.map((link) => (
          <a key={link.text} href={view.href(link.path, link.parameters)}>
            {words.text(link.text)}
          </a>
        ))}
      </p>
    </div>
  );
}
