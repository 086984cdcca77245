import { useEffect, useRef } from 'preact/hooks';
import type { Status } from '../../../domain/vocabulary.js';
import { path } from '../../api/path.js';
import { hasEnded, useReplay } from '../../browser/use-replay.js';
import { DataLinks } from '../../components/data-links.js';
import { Fact, Facts } from '../../components/facts.js';
import { Recorder } from '../../components/recorder.js';
import { ReplayProgress } from '../../components/replay-progress.js';
import { replayTitle, Scenario } from '../../components/scenario.js';
import { StateBar } from '../../components/state-bar.js';
import { StatusBadge } from '../../components/status.js';
import { Instant } from '../../components/time.js';
import { useView } from '../../components/view.js';
import { DifferenceList } from './difference-list.js';
import type { ReplayData } from './load.js';

/** What the ledger would say under the conditions of one replay, and what differs from what it says. */
export function ReplayPage({ data }: { readonly data: ReplayData }) {
  const view = useView();
  const { words } = view;
  const followed = useReplay(data.replay);
  const { replay } = followed;
  const { id, scenario, createdBy, createdAt, expiresAt, digest, scenarioDigest } = replay;
  const again = useRef<HTMLAnchorElement>(null);
  const endedHere = !hasEnded(data.replay) && hasEnded(replay);
  // Nothing is being read yet, so the result may take the place of the progress.
  useEffect(() => {
    if (endedHere) again.current?.click();
  }, [endedHere]);
  return (
    <article class="noun replay-page">
      <p class="kicker">
        <a href={view.href('/replays')}>{words.text('replay.titleAll')}</a>
      </p>
      <h1 dir="auto">{replayTitle(replay, data.names, words)}</h1>
      <section aria-labelledby="conditions">
        <h2 id="conditions">{words.text('replay.conditions')}</h2>
        <Scenario scenario={scenario} names={data.names} />
      </section>
      <ReplayProgress followed={followed} />
      {endedHere && (
        <p>
          <a ref={again} href={view.here({})}>
            {words.text('replay.result')}
          </a>
        </p>
      )}
      {data.differences && <DifferenceList data={data} differences={data.differences} />}
      <States data={data} />
      <section aria-labelledby="record">
        <h2 id="record">{words.text('replay.record')}</h2>
        <Facts>
          <Fact name={words.text('replay.created')}>
            {words.rich('replay.made', { who: <Recorder id={createdBy} />, time: <Instant at={createdAt} /> })}
          </Fact>
          <Fact name={words.text('replay.expires')}>
            <Instant at={expiresAt} />
          </Fact>
          {digest !== undefined && (
            <Fact name={words.text('replay.digest')}>
              <span class="id">{digest}</span>
            </Fact>
          )}
          <Fact name={words.text('replay.scenarioDigest')}>
            <span class="id">{scenarioDigest}</span>
          </Fact>
        </Facts>
        <p class="hint">{words.text('replay.digestHint')}</p>
      </section>
      <DataLinks json={path`/v1/replays/${id}`} csv={data.differences?.csv} />
    </article>
  );
}

/** The number of claims by state, each with the list of them. */
function States({ data: { replay } }: { readonly data: ReplayData }) {
  const view = useView();
  const { words } = view;
  if (!replay.counts) return null;
  const states = (Object.entries(replay.counts) as [Status, number][]).toSorted(([, a], [, b]) => b - a);
  return (
    <section aria-labelledby="states">
      <h2 id="states">{words.text('replay.states')}</h2>
      <StateBar states={states} />
      <ul class="inline">
        {states.map(([status, count]) => (
          <li key={status}>
            <a href={view.under(replay.id, '/claims', { status })}>
              <StatusBadge status={status} /> {words.number(count)}
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a href={view.under(replay.id, '/claims')}>{words.text('replay.allClaims')}</a>
      </p>
    </section>
  );
}
