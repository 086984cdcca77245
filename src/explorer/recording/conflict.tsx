import { useEffect, useRef, useState } from 'preact/hooks';
import type { ClaimKind } from '../../domain/vocabulary.js';
import { browserApi } from '../browser/browser-api.js';
import { path } from '../api/api.js';
import { EntrySentence } from '../components/entry-sentence.js';
import { Instant } from '../components/time.js';
import { useView } from '../components/view.js';
import { type Meanwhile, recordedMeanwhile } from './meanwhile.js';
import type { Recording } from './use-recording.js';

interface ConflictProps {
  readonly recording: Recording;
  readonly claim: string;
  readonly kind: ClaimKind;
}

/** What was recorded since the form was opened, and the choice to record anyway. */
export function Conflict({ recording: { revision = 0, submit, discard }, claim, kind }: ConflictProps) {
  const view = useView();
  const { words } = view;
  const [meanwhile, setMeanwhile] = useState<Meanwhile>();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
    recordedMeanwhile(browserApi, claim, revision).then(setMeanwhile, () => undefined);
  }, [claim, revision]);
  return (
    <section class="rejected conflict" aria-labelledby="conflict-title">
      <h2 id="conflict-title" tabIndex={-1} ref={title}>
        {words.text('record.conflict')}
      </h2>
      <p>{words.text('record.conflictText')}</p>
      <ol>
        {meanwhile?.entries.map((entry) => (
          <li key={entry.entry}>
            <EntrySentence entry={entry} names={meanwhile.names} kind={kind} />{' '}
            <span class="meta">
              {words.rich('time.recorded', { time: <Instant at={entry.recordedAt} /> })} · {entry.recordedBy}
            </span>
          </li>
        ))}
      </ol>
      <p class="actions">
        <button
          type="button"
          aria-disabled={meanwhile === undefined}
          onClick={() => {
            if (meanwhile) submit(meanwhile.revision);
          }}
        >
          {words.text('record.anyway')}
        </button>
        <a href={view.href(path`/claims/${claim}`)} target="_blank">
          {words.text('record.look')}
        </a>
        <button type="button" class="quiet" onClick={discard}>
          {words.text('record.discard')}
        </button>
      </p>
    </section>
  );
}
