import type { Counted } from '../browser/follow-feed.js';
import { useLiveCount } from '../browser/use-live-count.js';
import { isPast } from '../moment/settings.js';
import { useView } from './view.js';

interface LiveBarProps {
  /** The feed of what the page is about. */
  readonly events: string;
  /** What is counted: entries, or of the feed of changes of state the registrations, or the rest. */
  readonly of?: Counted;
  /** What the page shows: new ones are counted from when it was shown. */
  readonly shown: unknown;
}

const TEXTS = { entries: 'frame.live', changes: 'changes.live', registrations: 'changes.liveNew' } as const;

/** Says how many entries, or changes, are new since the page was shown. It never changes what is being read. */
export function LiveBar({ events, of = 'entries', shown }: LiveBarProps) {
  const view = useView();
  const count = useLiveCount(isPast(view.settings) ? undefined : events, of, shown);
  return (
    <p class="live" role="status">
      {count > 0 && <a href={view.here({})}>{view.words.text(TEXTS[of], { count })}</a>}
    </p>
  );
}
