import { type BoundedCache, boundedCache } from '../../lib/bounded-cache.js';
import type { ClaimFold } from './claim-fold.js';
import type { Claims } from './same-as-groups.js';
import type { ClaimReader } from './claim-reader.js';

/** All cached folds together, with what policies cache for each. */
const MAX_BYTES = 40_000_000;

/** Claims as the rows have them now. Caches the folds that were used last; without the cache, only the speed differs. */
export class ClaimFoldCache implements Claims {
  private readonly idle: BoundedCache<ClaimFold>;
  /** Folds that somebody may hold, and change: they are not evicted. */
  private readonly inUse = new Map<string, ClaimFold>();

  constructor(
    private readonly reader: Pick<ClaimReader, 'fold' | 'linkedAsSame'>,
    maxBytes = MAX_BYTES,
  ) {
    this.idle = boundedCache(maxBytes, ({ bytes }) => bytes);
  }

  fold(id: string): ClaimFold | undefined {
    const used = this.inUse.get(id);
    if (used) return used;
    const fold = this.idle.get(id) ?? this.reader.fold(id);
    if (!fold) return undefined;
    this.idle.delete(id);
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
    for (const [id, fold] of this.inUse) this.idle.set(id, fold);
    this.inUse.clear();
  }

  clear(): void {
    this.inUse.clear();
    this.idle.clear();
  }
}
