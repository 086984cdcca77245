/**
 * What somebody has done by recording: added an entry, registered the claim, voided an entry, restored one by voiding its
 * void, put a right entry in the place of a wrong one, or taken that back.
 */
export type Deed = 'recorded' | 'registered' | 'voided' | 'restored' | 'corrected' | 'reverted';

/** What was recorded last in this tab, for the page that is opened next. */
export interface Recorded {
  readonly claim: string;
  readonly deed: Deed;
  /** The id of the entry within its claim; of a registration, whatever its event has. */
  readonly entry: string;
  readonly type: string;
  /** Whether the page can show it already. */
  readonly isReadable: boolean;
}

const STORED = 'claim-ledger-recorded';

export function noteRecorded(recorded: Recorded): void {
  try {
    sessionStorage.setItem(STORED, JSON.stringify(recorded));
  } catch {
    // Where storage is forbidden, the page shows the entry without a notice.
  }
}

/** What was recorded on this claim just before; once. */
export function takeRecorded(claim: string): Recorded | undefined {
  try {
    const text = sessionStorage.getItem(STORED);
    const recorded = text === null ? undefined : (JSON.parse(text) as Recorded);
    if (recorded?.claim !== claim) return undefined;
    sessionStorage.removeItem(STORED);
    return recorded;
  } catch {
    return undefined;
  }
}
