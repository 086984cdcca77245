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
  /** The documents of this actor's assertions of the claim; an assertion may have none. */
  findAssertions(claim: string, actor: string): Promise<readonly { readonly document?: string }[]>;
}

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
