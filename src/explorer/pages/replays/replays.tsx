import type { ReplayView } from '../../../replay/replay.views.js';
import { path } from '../../api/path.js';
import type { Names } from '../../api/names.js';
import { useReplay } from '../../browser/use-replay.js';
import { later } from '../../components/later.js';
import { MayRecord } from '../../recording/may-record.js';
import { DataLinks } from '../../components/data-links.js';
import { Recorder } from '../../components/recorder.js';
import { ReplayProgress } from '../../components/replay-progress.js';
import { replayTitle, Scenario } from '../../components/scenario.js';
import { Instant } from '../../components/time.js';
import { useView, useWords } from '../../components/view.js';
import type { ReplaysData } from './load.js';

const StartForm = later(async () => (await import('./start-form.js')).StartForm);

/** What the ledger would say under other conditions: the replays that this server has, newest first. */
export function ReplaysPage({ data: { replays, names, policies } }: { readonly data: ReplaysData }) {
  const words = useWords();
  return (
    <div class="replays-page">
      <h1>{words.text('replay.titleAll')}</h1>
      <p class="lead">{words.text('replay.lead')}</p>
      <Start policies={policies} />
      {replays.length === 0 && <p>{words.text('replay.none')}</p>}
      <ol class="replays">
        {replays.map((replay) => (
          <Item key={replay.id} shown={replay} names={names} />
        ))}
      </ol>
      <p class="meta">
        {words.rich('replay.how', { docs: (text) => <a href="/docs">{text}</a> })} {words.text('replay.kept')}
      </p>
      <DataLinks json="/v1/replays" />
    </div>
  );
}

/** The form that starts one; for those who may not, how they can. */
function Start({ policies }: Pick<ReplaysData, 'policies'>) {
  const words = useWords();
  return (
    <details class="folded">
      <summary>{words.text('replay.start')}</summary>
      <MayRecord scope="replays">
        <StartForm policies={policies} />
      </MayRecord>
    </details>
  );
}

function Item({ shown, names }: { readonly shown: ReplayView; readonly names: Names }) {
  const view = useView();
  const { words } = view;
  const followed = useReplay(shown);
  const { id, scenario, createdBy, createdAt, expiresAt } = followed.replay;
  return (
    <li>
      <h2>
        <a href={view.href(path`/replays/${id}`)} dir="auto">
          {replayTitle(followed.replay, names, words)}
        </a>
      </h2>
      <ReplayProgress followed={followed} />
      <Scenario scenario={scenario} names={names} />
      <p class="meta">
        {words.rich('replay.made', { who: <Recorder id={createdBy} />, time: <Instant at={createdAt} /> })}{' '}
        {words.rich('replay.until', { time: <Instant at={expiresAt} /> })}
      </p>
    </li>
  );
}
