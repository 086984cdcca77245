import { useView } from '../components/view.js';
import type { Recording } from './use-recording.js';

/** Since when the draft is kept, and how to be rid of it. */
export function DraftNotice({
  recording: { savedAt, isRestored, isLost, discard },
}: {
  readonly recording: Recording;
}) {
  const { words, timeZone } = useView();
  if (savedAt === undefined || isLost) return null;
  const time = words.date(new Date(savedAt), {
    ...(isRestored && { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  });
  return (
    <p class={isRestored ? 'notice draft' : 'meta draft'}>
      {words.text(isRestored ? 'record.draft' : 'record.kept', { time })}{' '}
      <button type="button" class="quiet" onClick={discard}>
        {words.text('record.discard')}
      </button>
    </p>
  );
}
