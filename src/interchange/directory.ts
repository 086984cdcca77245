import type { ActorKind } from '../domain/vocabulary.js';

export interface KnownActor {
  readonly id: string;
  readonly kind: ActorKind;
}

export interface KnownDocument {
  readonly id: string;
  readonly publisher: string;
}

/** What the ledger knows under a name. */
export interface Directory {
  /** Every actor with this id, or with exactly this name or alias. */
  findActors(name: string): Promise<readonly KnownActor[]>;
  findDocument(url: string): Promise<KnownDocument | undefined>;
}
