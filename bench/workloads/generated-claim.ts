import type { Language } from './words.js';

/** What later lines can refer to of a claim. */
export interface GeneratedClaim {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly language: Language;
  readonly about: readonly string[];
  readonly holder: string | undefined;
  /** The latest last. */
  readonly acts: { readonly id: string; readonly type: string; readonly by: string }[];
  /** Voids that may be voided in turn. */
  readonly voids: { readonly id: string; readonly voids: string }[];
  /** Claims that it is linked to already, by any relation. */
  readonly linked: string[];
  entries: number;
}

/** Returns an id for the claim's next entry. */
export function nextEntryId(claim: GeneratedClaim, name: string): string {
  claim.entries += 1;
  return `${name}-${claim.entries}`;
}
