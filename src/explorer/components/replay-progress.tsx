import type { FollowedReplay } from '../browser/use-replay.js';
import { useView } from './view.js';

/** What became of a replay: how many claims have been evaluated, or how it ended. */
export function ReplayProgress({ followed: { replay, isLost } }: { readonly followed: FollowedReplay }) {
  const view = useView();
  const { words } = view;
  const { status, progress, failure } = replay;
  return (
    <div class="progress">
      <p role="status">
        <strong>{words.text(`replay.status.${status}`)}</strong>{' '}
        {status === 'failed' && <span lang="en">{failure}</span>}
        {(status === 'running' || status === 'finished') && (
          <span>{words.text('replay.progress', { claims: progress.claims, of: progress.of })}</span>
        )}
        {isLost && (
          <>
            {' '}
            {words.text('replay.lost')} <a href={view.here({})}>{words.text('replay.again')}</a>
          </>
        )}
      </p>
      {status === 'running' && (
        <progress
          value={progress.claims}
          max={Math.max(progress.of, 1)}
          aria-label={words.text('replay.status.running')}
        />
      )}
    </div>
  );
}
