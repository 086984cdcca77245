import { useView } from '../components/view.js';
import type { DateFields } from '../words/words.js';
import type { Recording } from './use-recording.js';

interface DraftNoticeProps {
  readonly recording: Recording;
  /** Whether it is within another form, which has said already that nothing is kept. */
  readonly isNested: boolean;
}

const TIME_OF_DAY: DateFields = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' };
const TIME_OF_DAY_AND_DAY: DateFields = { ...TIME_OF_DAY, day: 'numeric', month: 'short' };

/** Since when the draft is kept, and how to be rid of it; or that this browser keeps none. */
export function DraftNotice({ recording, isNested }: DraftNoticeProps) {
  const { savedAt, isKept, isRestored, isLost, discard } = recording;
  const { words, timeZone } = useView();
  if (!isKept) {
    return isNested ? null : (
      <p role="status" class="notice draft">
        {words.text('record.notKept')}
      </p>
    );
  }
  if (savedAt === undefined || isLost) return null;
  const time = words.date(new Date(savedAt), isRestored ? TIME_OF_DAY_AND_DAY : TIME_OF_DAY, timeZone);
  return (
    <p class={isRestored ? 'notice draft' : 'meta draft'}>
      {words.text(isRestored ? 'record.draft' : 'record.kept', { time })}{' '}
      <button type="button" class="quiet" onClick={discard}>
        {words.text('record.discard')}
      </button>
    </p>
  );
}
