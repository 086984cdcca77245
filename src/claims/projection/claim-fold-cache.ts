import type { ClaimFold, EntryEffect, FoldedEntry } from './claim-fold.js';
import type { Claims } from './same-as-groups.js';
import type { ClaimReader } from './claim-reader.js';

/** The most entries that all cached folds may hold together. */
const MAX_ENTRIES = 50_000;

/** Claims as the rows have them now. Caches the folds that were used last; without the cache, only the speed differs. */
export class ClaimFoldCache implements Claims {
  /** The least recently used fold first. */
  private readonly folds = new Map<string, ClaimFold>();
  private entries = 0;

  constructor(private readonly reader: ClaimReader) {}

  fold(id: string): ClaimFold | undefined {
    const cached = this.folds.get(id);
    const fold = cached ?? this.reader.fold(id);
    if (!fold) return undefined;
    if (!cached) this.entries += fold.revision + 1;
    this.folds.delete(id);
    this.folds.set(id, fold);
    return fold;
  }

  linkedAsSame(id: string): string[] {
    return this.reader.linkedAsSame(id);
  }

  /** Adds the fold of a claim that was just registered. */
  add(fold: ClaimFold): void {
    this.folds.set(fold.id, fold);
    this.entries += fold.revision + 1;
  }

  apply(fold: ClaimFold, entry: FoldedEntry): EntryEffect {
    this.entries += 1;
    return fold.apply(entry);
  }

  clear(): void {
    this.folds.clear();
    this.entries = 0;
  }

  /** Evicts the least recently used folds. Call it only between events, when nobody holds a fold. */
  trim(): void {
    for (const [id, fold] of this.folds) {
      if (this.entries <= MAX_ENTRIES || this.folds.size === 1) return;
      this.folds.delete(id);
      this.entries -= fold.revision + 1;
    }
  }
}
