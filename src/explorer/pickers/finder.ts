import type { Referent } from '../../validation/references.js';

/** What is found: entries by their claim. */
export type Noun = Exclude<Referent, 'act' | 'verdict'>;

export const nounOf = (referent: Referent): Noun => (referent === 'act' || referent === 'verdict' ? 'entry' : referent);

/** Something of the ledger that can be chosen. */
export interface Candidate {
  /** What a field holds of it. */
  readonly id: string;
  /** Its name, title or text, as the ledger has it. */
  readonly name: string;
  /** The language of the name, if it is known. */
  readonly language?: string | undefined;
  /** What distinguishes it from others of a similar name. */
  readonly details: readonly string[];
}

export interface Found {
  /** The best ones first. */
  readonly items: readonly Candidate[];
  /** Whether there are more than these. */
  readonly more: boolean;
}

/** Finds what a field can refer to. */
export interface Finder {
  /** What a text finds: words of a name, an id, or an address. Without a text: the latest. */
  find(text: string): Promise<Found>;
  /** What has these ids; those that don't exist are left out. */
  get(ids: readonly string[]): Promise<readonly Candidate[]>;
}

/** So many are shown together. */
export const MOST_SHOWN = 10;

export const NOTHING: Found = { items: [], more: false };
