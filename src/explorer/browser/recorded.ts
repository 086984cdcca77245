import type { Parameters } from '../moment/settings.js';
import type { WordKey } from '../words/keys.js';

/** A link to what somebody may want to do next. */
export interface Further {
  readonly text: WordKey;
  readonly path: string;
  readonly parameters?: Parameters;
}

/** What was recorded last in this tab, for the page that is opened next. */
export interface Recorded {
  /** The path of that page. */
  readonly page: string;
  /** What was done. */
  readonly text: WordKey;
  /** What `{what}` in it is: absent if it has none. */
  readonly what?: WordKey | undefined;
  /** Whether the page can show it already. */
  readonly isReadable: boolean;
  /** The entry that counts again if this is undone, in a line of text. */
  readonly undoRestores?: string | undefined;
  /** How to see it or to undo it, and what usually follows. */
  readonly further: readonly Further[];
}

const STORED = 'claim-ledger-recorded';

export function noteRecorded(recorded: Recorded): void {
  try {
    sessionStorage.setItem(STORED, JSON.stringify(recorded));
  } catch {
    // Where storage is forbidden, the page shows what was recorded without a notice.
  }
}

/** What was recorded just before for the page of this path; once. */
export function takeRecorded(page: string): Recorded | undefined {
  try {
    const text = sessionStorage.getItem(STORED);
    const recorded = text === null ? undefined : (JSON.parse(text) as Recorded);
    if (recorded?.page !== page) return undefined;
    sessionStorage.removeItem(STORED);
    return recorded;
  } catch {
    return undefined;
  }
}
