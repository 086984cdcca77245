import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Recorded, takeRecorded } from './recorded.js';

type Notice = FunctionComponent<{ readonly recorded: Recorded }>;

/** What was recorded just before for the page of this path, if anything was: what shows it is loaded only then. */
export function JustRecorded({ page }: { readonly page: string }) {
  const [shown, setShown] = useState<{ readonly recorded: Recorded; readonly Notice: Notice }>();
  useEffect(() => {
    const recorded = takeRecorded(page);
    if (!recorded) return;
    void import('../recording/recorded-notice.js').then(({ RecordedNotice }) => {
      setShown({ recorded, Notice: RecordedNotice });
    });
  }, [page]);
  return shown?.recorded.page === page ? <shown.Notice recorded={shown.recorded} /> : null;
}
