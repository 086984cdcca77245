import { path } from '../api/path.js';
import type { Recorded } from '../browser/recorded.js';
import type { WordKey } from '../words/keys.js';
import { isHappening } from './happenings.js';

/**
 * What somebody has done to a claim: added an entry, voided one, restored one by voiding its void, put a right entry in
 * the place of a wrong one, or taken that back.
 */
export type Deed = 'recorded' | 'voided' | 'restored' | 'corrected' | 'reverted';

/** How each deed can be undone: by a void of its entry. What takes several voids has none. */
const UNDONE_BY = {
  recorded: 'record.undoIt',
  corrected: 'record.undoCorrection',
  voided: 'correct.restore',
  restored: undefined,
  reverted: undefined,
} as const satisfies Readonly<Record<Deed, WordKey | undefined>>;

interface EntryDone {
  readonly claim: string;
  readonly deed: Deed;
  /** The id of the entry within its claim. */
  readonly entry: string;
  readonly type: string;
  readonly isReadable: boolean;
  /** The entry that it was done to, in a line of text. */
  readonly before?: string | undefined;
}

/** The notice of an entry, for the page of its claim. */
export function recordedEntry({ claim, deed, entry, type, isReadable, before }: EntryDone): Recorded {
  const add = path`/claims/${claim}/entries/new`;
  const undo = UNDONE_BY[deed];
  return {
    page: path`/claims/${claim}`,
    ...(deed === 'recorded'
      ? { text: 'record.done', what: isHappening(type) ? `record.did.${type}` : undefined }
      : { text: `record.done.${deed}` }),
    isReadable,
    undoRestores: undo && undo !== 'record.undoIt' ? before : undefined,
    further: [
      { text: 'record.see', path: path`/claims/${claim}/entries/${entry}` },
      ...(undo ? [{ text: undo, path: add, parameters: { type: 'EntryVoided', voids: entry } }] : []),
      { text: 'record.another', path: add },
    ],
  };
}
