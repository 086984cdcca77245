import type { Language } from './words.js';

/** A claim as far as its story still speaks of it. */
export interface Told {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly language: Language;
  readonly about: readonly string[];
  readonly holder: string | undefined;
  /** Acts, the latest last: whose, and of which type. */
  readonly acts: { readonly id: string; readonly type: string; readonly by: string }[];
  /** Voids that may yet be voided. */
  readonly voids: { readonly id: string; readonly voids: string }[];
  /** Claims that it is linked to already, one way or another. */
  readonly linked: string[];
  entries: number;
}

/** An id for the claim's next entry. */
export function nextEntry(told: Told, name: string): string {
  told.entries += 1;
  return `${name}-${told.entries}`;
}
