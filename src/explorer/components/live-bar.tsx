import { useLiveCount } from '../browser/use-live-count.js';
import { isPast } from '../moment/settings.js';
import { useView } from './view.js';

interface LiveBarProps {
  /** The feed of what the page is about. */
  readonly events: string;
  /** Says how many are new. Default: entries. */
  readonly text?: 'frame.live' | 'changes.live';
  /** What the page shows: new ones are counted from when it was shown. */
  readonly shown: unknown;
}

/** Says how many entries, or changes, are new since the page was shown. It never changes what is being read. */
export function LiveBar({ events, text = 'frame.live', shown }: LiveBarProps) {
  const view = useView();
  const count = useLiveCount(isPast(view.settings) ? undefined : events, shown);
  return (
    <p class="live" role="status">
      {count > 0 && <a href={view.here({})}>{view.words.text(text, { count })}</a>}
    </p>
  );
}
