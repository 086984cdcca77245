/** An entry that a void changed: `by` is the void that voids it now; undefined if the entry counts again. */
export interface VoidChange {
  readonly entry: string;
  readonly by: string | undefined;
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
  private readonly targetOf = new Map<string, string>();
  /** All voids of an entry, effective or not, in the order in which they were added. */
  private readonly voidsOf = new Map<string, readonly string[]>();
  /** The last effective void of each voided entry. */
  private readonly voidedBy = new Map<string, string>();

  isVoided(entry: string): boolean {
    return this.voidedBy.has(entry);
  }

  /** Adds a void. Returns what it changed, from its target down the chain. */
  add(id: string, target: string): VoidChange[] {
    this.targetOf.set(id, target);
    this.voidsOf.set(target, [...(this.voidsOf.get(target) ?? []), id]);
    const changes: VoidChange[] = [];
    const visited = new Set<string>();
    for (let entry: string | undefined = target; entry !== undefined && !visited.has(entry);) {
      visited.add(entry);
      const before = this.voidedBy.get(entry);
      const by = this.voidsOf.get(entry)?.findLast((candidate) => !this.isVoided(candidate));
      if (by === before) break;
      if (by === undefined) this.voidedBy.delete(entry);
      else this.voidedBy.set(entry, by);
      changes.push({ entry, by });
      // Voided by another void than before: whatever this entry voids doesn't change.
      if ((by === undefined) === (before === undefined)) break;
      entry = this.targetOf.get(entry);
    }
    return changes;
  }

  /** A copy that further voids can be added to without changing this one. */
  copy(): EntryVoids {
    const copy = new EntryVoids();
    for (const [id, target] of this.targetOf) copy.targetOf.set(id, target);
    for (const [entry, voids] of this.voidsOf) copy.voidsOf.set(entry, voids);
    for (const [entry, by] of this.voidedBy) copy.voidedBy.set(entry, by);
    return copy;
  }
}
