import type { EntryView } from '../../claims/queries/views.js';
import type { VerdictIssued } from '../../domain/entries.js';
import type { Rating } from '../../domain/vocabulary.js';
import type { Directory } from '../directory.js';

export interface KnownClaim {
  readonly id: string;
  readonly text: string;
  readonly language: string;
}

/** A verdict in the ledger. */
export interface KnownVerdict {
  readonly id: string;
  readonly claim: KnownClaim;
  readonly by: readonly string[];
  readonly rating: Rating;
  readonly label?: string;
  readonly occurredAt?: string;
  readonly isVoid: boolean;
}

/** What the ledger knows that a review may be about. */
export interface ReviewDirectory extends Directory {
  /** Every claim with this text, whatever its case, accents and punctuation. */
  findClaims(text: string): Promise<readonly KnownClaim[]>;
  /** Every verdict that is published at this address, the last recorded first. */
  findVerdicts(reviewUrl: string): Promise<readonly KnownVerdict[]>;
  /** The acts by which this actor, or somebody on their behalf, puts the claim forward or repeats it. */
  findPuttingForward(claim: string, actor: string): Promise<readonly PastAct[]>;
}

/** An act; it may have no document. */
export interface PastAct {
  readonly document?: string;
}

/**
 * Those of an actor's entries on a claim that put it forward or repeat it. Void ones don't, except assertions: what
 * somebody has voided isn't recorded again.
 */
export const puttingForward = (entries: readonly Pick<EntryView, 'type' | 'data' | 'voided'>[]): readonly PastAct[] =>
  entries.flatMap(({ type, data, voided }) => {
    if (!PUTTING_FORWARD.includes(type) || (voided && type !== 'ClaimAsserted')) return [];
    // A confirmation of another act says nothing about the claim itself.
    return type === 'ClaimConfirmed' && 'of' in data ? [] : [data as PastAct];
  });

const PUTTING_FORWARD: readonly EntryView['type'][] = [
  'ClaimAsserted',
  'ClaimReported',
  'ClaimRepeated',
  'ClaimInterpreted',
  'ClaimConfirmed',
];

/** The data of an entry, with its id. */
export type Recorded<Data> = Data & { readonly id: string };

/** A recorded verdict, as reviews are compared with it. */
export const knownVerdict = (
  claim: KnownClaim,
  { id, by, rating, label, occurredAt }: Recorded<VerdictIssued>,
  isVoid: boolean,
): KnownVerdict => ({
  id,
  claim,
  by,
  rating,
  isVoid,
  ...(label !== undefined && { label }),
  ...(occurredAt !== undefined && { occurredAt }),
});
