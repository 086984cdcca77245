import type { ClaimFold, EntryEffect, FoldedEntry } from './claim-fold.js';
import type { Claims } from './same-as-groups.js';
import type { ClaimReader } from './claim-reader.js';

/** Folds kept in memory are bounded by the entries in them. */
const MAX_ENTRIES = 50_000;

/** Claims as the rows have them now. The folds of those lately used are kept, which changes nothing but the time. */
export class ClaimFoldCache implements Claims {
  private readonly kept = new Map<string, ClaimFold>();
  private entries = 0;

  constructor(private readonly rows: ClaimReader) {}

  fold(id: string): ClaimFold | undefined {
    const kept = this.kept.get(id);
    const fold = kept ?? this.rows.fold(id);
    if (!fold) return undefined;
    if (!kept) this.entries += fold.revision + 1;
    this.kept.delete(id);
    this.kept.set(id, fold);
    return fold;
  }

  linkedAsSame(id: string): string[] {
    return this.rows.linkedAsSame(id);
  }

  /** Takes up a new claim. */
  add(fold: ClaimFold): void {
    this.kept.set(fold.id, fold);
    this.entries += fold.revision + 1;
  }

  apply(fold: ClaimFold, entry: FoldedEntry): EntryEffect {
    this.entries += 1;
    return fold.apply(entry);
  }

  forget(): void {
    this.kept.clear();
    this.entries = 0;
  }

  /** Lets the longest unused go; to be called between events only, when nobody holds a fold. */
  trim(): void {
    for (const [id, fold] of this.kept) {
      if (this.entries <= MAX_ENTRIES || this.kept.size === 1) return;
      this.kept.delete(id);
      this.entries -= fold.revision + 1;
    }
  }
}
