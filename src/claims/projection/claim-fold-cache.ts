import { type BoundedCache, boundedCache } from '../../lib/bounded-cache.js';
import type { ClaimFold } from './claim-fold.js';
import type { Claims } from './same-as-groups.js';
import type { ClaimReader } from './claim-reader.js';
import { forgetAnalysis } from './policy-input.js';

/** All cached folds together, and what policies keep for them. */
const MAX_BYTES = 20_000_000;
const MAX_POLICY_BYTES = 24_000_000;

/**
 * Claims as the rows have them now. Caches the folds that were used last, and of fewer what policies keep for them, which
 * is larger and takes less time to make again. Without the cache, only the speed differs.
 */
export class ClaimFoldCache implements Claims {
  private readonly idle: BoundedCache<ClaimFold>;
  /** Those for which policies may keep something. */
  private readonly analyzed: BoundedCache<ClaimFold>;
  /** Folds that somebody may hold, and change: they are not evicted. */
  private readonly inUse = new Map<string, ClaimFold>();

  constructor(
    private readonly reader: Pick<ClaimReader, 'fold' | 'linkedAsSame'>,
    maxBytes = MAX_BYTES,
    maxPolicyBytes = MAX_POLICY_BYTES,
  ) {
    this.analyzed = boundedCache(maxPolicyBytes, ({ policyBytes }) => policyBytes, forgetAnalysis);
    this.idle = boundedCache(
      maxBytes,
      ({ bytes }) => bytes,
      ({ id }) => {
        this.analyzed.delete(id);
      },
    );
  }

  fold(id: string): ClaimFold | undefined {
    const used = this.inUse.get(id);
    if (used) return used;
    const fold = this.idle.get(id) ?? this.reader.fold(id);
    if (!fold) return undefined;
    this.idle.delete(id);
    this.analyzed.delete(id);
    this.inUse.set(id, fold);
    return fold;
  }

  linkedAsSame(id: string): string[] {
    return this.reader.linkedAsSame(id);
  }

  /** Adds the fold of a claim that was just registered. */
  add(fold: ClaimFold): void {
    this.inUse.set(fold.id, fold);
  }

  release(): void {
    for (const [id, fold] of this.inUse) {
      this.idle.set(id, fold);
      this.analyzed.set(id, fold);
    }
    this.inUse.clear();
  }

  clear(): void {
    this.inUse.clear();
    this.idle.clear();
    this.analyzed.clear();
  }
}
