import type { Scope } from '../access/access.events.js';
import type { WriteResult } from '../http/write-response.js';

/** A new key. `id` is the id of the key. */
export interface CreatedKey extends WriteResult {
  /** The key, `clk_…`: shown only now. Null if the request is a repetition, since the ledger keeps only a hash. */
  readonly key: string | null;
  /** What to do with the key, in words. */
  readonly note: string;
  /** The id of the principal that it belongs to. */
  readonly principal: string;
  /** What it allows. */
  readonly scopes: readonly Scope[];
  /** When it expires: an ISO instant in UTC. Absent: never. */
  readonly expiresAt?: string;
  /** How many requests may be made with it per minute. Absent: as the server is set. */
  readonly ratePerMinute?: number;
  /** What it is for. */
  readonly label?: string;
}
