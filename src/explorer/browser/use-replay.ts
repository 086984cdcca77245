import { useEffect, useState } from 'preact/hooks';
import type { ReplayView } from '../../replay/replay.views.js';
import { followWhileVisible } from './visible-stream.js';

/** A replay as it is now; `isLost` if the server has it no more, or can't be heard. */
export interface FollowedReplay {
  readonly replay: ReplayView;
  readonly isLost: boolean;
}

export const hasEnded = ({ status }: ReplayView): boolean => status === 'finished' || status === 'failed';

/** Follows the progress of a replay until it ends. */
export function useReplay(shown: ReplayView): FollowedReplay {
  const [followed, setFollowed] = useState<FollowedReplay & { readonly of: ReplayView }>();
  useEffect(() => {
    if (hasEnded(shown)) return;
    const end = followWhileVisible(
      () => `/v1/replays/${shown.id}`,
      ['progress', 'finished', 'failed', 'removed'],
      ({ type, data }) => {
        const body = JSON.parse(data) as unknown;
        if (type === 'progress') {
          const replay = { ...shown, status: 'running' as const, progress: body as ReplayView['progress'] };
          setFollowed({ of: shown, replay, isLost: false });
          return;
        }
        end();
        if (type === 'removed') setFollowed({ of: shown, replay: shown, isLost: true });
        else setFollowed({ of: shown, replay: body as ReplayView, isLost: false });
      },
      () => {
        setFollowed({ of: shown, replay: shown, isLost: true });
      },
    );
    return end;
  }, [shown]);
  return followed?.of === shown ? followed : { replay: shown, isLost: false };
}
