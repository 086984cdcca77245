import { useEffect, useState } from 'preact/hooks';
import type { ClaimKind } from '../../domain/vocabulary.js';
import { browserApi } from '../browser/browser-api.js';
import { path } from '../api/path.js';
import { EntrySentence } from '../components/entry-sentence.js';
import { Recorder } from '../components/recorder.js';
import { Instant } from '../components/time.js';
import { useView } from '../components/view.js';
import { ConflictBox } from './conflict-box.js';
import { type Meanwhile, recordedMeanwhile } from './meanwhile.js';
import type { Recording } from './use-recording.js';

interface ConflictProps {
  readonly recording: Recording;
  readonly claim: string;
  readonly kind: ClaimKind;
}

/** What was recorded on a claim since the form was opened. */
export function Conflict({ recording, claim, kind }: ConflictProps) {
  const view = useView();
  const { words } = view;
  const { revision = 0 } = recording;
  const [meanwhile, setMeanwhile] = useState<Meanwhile>();
  useEffect(() => {
    recordedMeanwhile(browserApi, claim, revision).then(setMeanwhile, () => undefined);
  }, [claim, revision]);
  return (
    <ConflictBox
      {...{ recording, now: meanwhile?.revision }}
      text={words.text('record.conflictText')}
      page={view.href(path`/claims/${claim}`)}
      look={words.text('record.look')}
    >
      <ol>
        {meanwhile?.entries.map((entry) => (
          <li key={entry.entry}>
            <EntrySentence entry={entry} names={meanwhile.names} kind={kind} />{' '}
            <span class="meta">
              {words.rich('time.recorded', { time: <Instant at={entry.recordedAt} /> })} ·{' '}
              <Recorder id={entry.recordedBy} />
            </span>
          </li>
        ))}
      </ol>
    </ConflictBox>
  );
}
