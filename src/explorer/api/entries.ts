import type { ClaimEventTypes } from '../../claims/claim.events.js';
import type { EntryView } from '../../claims/queries/views.js';

/** An entry whose data is known by its type. */
export type TypedEntry = {
  [Type in keyof ClaimEventTypes]: Omit<EntryView, 'type' | 'data'> & {
    readonly type: Type;
    readonly data: ClaimEventTypes[Type];
  };
}[keyof ClaimEventTypes];

export const typed = (entry: EntryView): TypedEntry => entry as TypedEntry;

/** The full form, `claim/entry`, of a reference in this claim. */
export const fullRef = (claim: string, ref: string): string => (ref.includes('/') ? ref : `${claim}/${ref}`);

/** The claim of an entry, `claim/entry`. */
export const claimOf = (entry: string): string => entry.slice(0, entry.indexOf('/'));

/** The id of an entry, `claim/entry`, within its claim. */
export const ownIdOf = (entry: string): string => entry.slice(entry.indexOf('/') + 1);
