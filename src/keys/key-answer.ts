import type { Scope } from '../access/access.events.js';
import type { WriteResult } from '../http/write-response.js';

/** What creating a key answers: the only time that the key is told. `id` is that of the key. */
export interface CreatedKey extends WriteResult {
  /** `clk_…`; null where the request is repeated: the ledger can tell the key when it sees it, but doesn't know it. */
  readonly key: string | null;
  /** In words, whether and why the key is told. */
  readonly note: string;
  readonly principal: string;
  readonly scopes: readonly Scope[];
  /** ISO instant in UTC. */
  readonly expiresAt?: string;
  readonly label?: string;
}
