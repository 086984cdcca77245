import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { follow } from '../browser/follow.js';
import { useView } from '../components/view.js';
import type { Recording } from './use-recording.js';

interface ConflictBoxProps {
  readonly recording: Recording;
  /** The revision that is shown now; undefined while it isn't known. */
  readonly now: number | undefined;
  /** What it means for what was written. */
  readonly text: string;
  /** The address of what has changed, and the words that lead there. */
  readonly page: string;
  readonly look: string;
  /** What has changed. */
  readonly children: ComponentChildren;
}

/** Says that something was recorded since the form was opened, with the choice to record anyway. It gets the focus. */
export function ConflictBox({
  recording: { submit, discard, revision },
  now,
  text,
  page,
  look,
  children,
}: ConflictBoxProps) {
  const view = useView();
  const { words } = view;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
  }, [revision]);
  return (
    <section class="rejected conflict" aria-labelledby="conflict-title">
      <h2 id="conflict-title" tabIndex={-1} ref={title}>
        {words.text('record.conflict')}
      </h2>
      <p>{text}</p>
      {children}
      <p class="actions">
        <button
          type="button"
          aria-disabled={now === undefined}
          onClick={() => {
            if (now !== undefined) submit(now);
          }}
        >
          {words.text('record.anyway')}
        </button>
        <a href={page} target="_blank">
          {look}
        </a>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            discard();
            // It begins again with what holds now.
            follow(view.here({}));
          }}
        >
          {words.text('record.discard')}
        </button>
      </p>
    </section>
  );
}
