import { lowerBound } from '../lib/collections.js';

/** An entry that a void changed: `by` is the void that voids it now; undefined if the entry counts again. */
export interface VoidChange {
  readonly entry: string;
  readonly by: string | undefined;
}

/** A void: what it voids, and its place in the order in which voids were added. */
interface AddedVoid {
  readonly target: string;
  readonly order: number;
}

/**
 * Which entries are voided. A void is effective unless an effective void targets it, so a voided void restores its
 * target. Entries are named by ids or by references, as long as all calls use the same form.
 *
 * `add` follows the chain of targets from one new void to the next, and leaves all other entries alone. Voids may be
 * added in any order. Voids that target each other in a cycle, which only an altered log can hold, are not decided
 * consistently, but `add` terminates.
 */
export class EntryVoids {
  private readonly voids = new Map<string, AddedVoid>();
  /** The effective voids of each voided entry, in the order in which they were added. Ineffective ones take no time. */
  private readonly effective = new Map<string, readonly string[]>();

  isVoided(entry: string): boolean {
    return this.effective.has(entry);
  }

  /** What a void voids; undefined for an entry that isn't a void. */
  targetOf(id: string): string | undefined {
    return this.voids.get(id)?.target;
  }

  /** Adds a void. Returns what it changed, from its target down the chain. */
  add(id: string, target: string): VoidChange[] {
    this.voids.set(id, { target, order: this.voids.size });
    const changes: VoidChange[] = [];
    const visited = new Set<string>();
    let last: string | undefined = this.isVoided(id) ? undefined : id;
    for (let entry: string | undefined = target; last !== undefined && entry !== undefined && !visited.has(entry);) {
      visited.add(entry);
      const before = this.voidedBy(entry);
      this.update(entry, last);
      const by = this.voidedBy(entry);
      if (by === before) break;
      changes.push({ entry, by });
      // Voided by another void than before: whatever this entry voids doesn't change.
      if ((by === undefined) === (before === undefined)) break;
      last = entry;
      entry = this.targetOf(entry);
    }
    return changes;
  }

  /** A copy that further voids can be added to without changing this one. */
  copy(): EntryVoids {
    const copy = new EntryVoids();
    for (const [id, added] of this.voids) copy.voids.set(id, added);
    for (const [entry, voids] of this.effective) copy.effective.set(entry, voids);
    return copy;
  }

  /** The last effective void of an entry. */
  private voidedBy(entry: string): string | undefined {
    return this.effective.get(entry)?.at(-1);
  }

  /** Adds this void of the entry to the effective ones, or removes it, as it is now. */
  private update(entry: string, id: string): void {
    const voids = this.effective.get(entry) ?? [];
    const index = lowerBound(voids, (other) => this.orderOf(other) < this.orderOf(id));
    const isListed = voids[index] === id;
    if (isListed !== this.isVoided(id)) return;
    const updated = isListed ? voids.toSpliced(index, 1) : voids.toSpliced(index, 0, id);
    if (updated.length === 0) this.effective.delete(entry);
    else this.effective.set(entry, updated);
  }

  private orderOf(id: string): number {
    return this.voids.get(id)?.order ?? 0;
  }
}
