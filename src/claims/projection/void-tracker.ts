/** An entry is now voided by this void; or, without `by`, counts again. */
export interface VoidChange {
  readonly entry: string;
  readonly by: string | undefined;
}

/**
 * Which entries of one stream count: all but those that a counting void targets. Since a void only targets what is
 * earlier, a new one can change no more than the chain of voids that it stands at the end of.
 */
export class VoidTracker {
  private readonly targets = new Map<string, string>();
  private readonly voidsOf = new Map<string, string[]>();
  private readonly inForce = new Map<string, string>();

  counts(entry: string): boolean {
    return !this.inForce.has(entry);
  }

  /** What this void changes, itself left out, which counts until it is voided in turn. */
  add(id: string, target: string): VoidChange[] {
    this.targets.set(id, target);
    this.voidsOf.set(target, [...(this.voidsOf.get(target) ?? []), id]);
    const changes: VoidChange[] = [];
    for (let entry: string | undefined = target; entry !== undefined;) {
      const before = this.inForce.get(entry);
      const by = this.voidsOf.get(entry)?.findLast((candidate) => this.counts(candidate));
      if (by === before) break;
      if (by === undefined) this.inForce.delete(entry);
      else this.inForce.set(entry, by);
      changes.push({ entry, by });
      if ((by === undefined) === (before === undefined)) break;
      entry = this.targets.get(entry);
    }
    return changes;
  }
}
