import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Recorded, takeRecorded } from './recorded.js';

type Notice = FunctionComponent<{ readonly recorded: Recorded }>;

/** What was recorded on this claim just before, and what shows it: loaded only then. */
export function useJustRecorded(claim: string): { readonly recorded: Recorded; readonly Notice: Notice } | undefined {
  const [shown, setShown] = useState<{ readonly recorded: Recorded; readonly Notice: Notice }>();
  useEffect(() => {
    const recorded = takeRecorded(claim);
    if (!recorded) return;
    void import('../recording/recorded-notice.js').then(({ RecordedNotice }) => {
      setShown({ recorded, Notice: RecordedNotice });
    });
  }, [claim]);
  return shown?.recorded.claim === claim ? shown : undefined;
}
