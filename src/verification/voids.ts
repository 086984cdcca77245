import { type JudgedEntry, refOf } from '../domain/entries.js';
import { EntryVoids } from '../domain/voids.js';
import { appendTo } from '../lib/collections.js';

type Void = Extract<JudgedEntry, { readonly type: 'EntryVoided' }>;

/** Which entries effective voids void, and what replaces them. */
export class VoidedEntries {
  /** References of all voided entries, voided voids included. */
  readonly voided: ReadonlySet<string>;
  private readonly replacements = new Map<string, string>();
  private readonly replaced = new Map<string, string[]>();

  constructor(entries: readonly JudgedEntry[]) {
    const voided = new Set<string>();
    const voids = entries.filter((entry): entry is Void => entry.type === 'EntryVoided');
    for (const { claim, data } of effectiveAmong(voids)) {
      const ref = refOf(claim, data.voids);
      voided.add(ref);
      if (data.replacement !== undefined) this.replace(ref, refOf(claim, data.replacement));
    }
    this.voided = voided;
  }

  private replace(ref: string, replacement: string): void {
    this.replacements.set(ref, replacement);
    appendTo(this.replaced, replacement, ref);
  }

  /** Follows replacements to an entry that isn't voided; undefined if there is none. */
  resolve(ref: string): string | undefined {
    const seen = new Set<string>();
    let current: string | undefined = ref;
    while (current !== undefined && this.voided.has(current)) {
      if (seen.has(current)) return undefined;
      seen.add(current);
      current = this.replacements.get(current);
    }
    for (const passed of seen) {
      if (current !== undefined) this.replacements.set(passed, current);
    }
    return current;
  }

  /** References of all entries that this one replaces, directly or through other replacements. */
  lineage(ref: string): readonly string[] {
    const lineage = new Set(this.replaced.get(ref));
    for (const member of lineage) for (const earlier of this.replaced.get(member) ?? []) lineage.add(earlier);
    return [...lineage];
  }
}

/** The effective voids in log order: of two voids of one entry, the later one names its replacement. */
function effectiveAmong(voids: readonly Void[]): readonly Void[] {
  const effects = new EntryVoids();
  for (const { claim, data } of voids) effects.add(refOf(claim, data.id), refOf(claim, data.voids));
  return voids.filter(({ claim, data }) => !effects.isVoided(refOf(claim, data.id)));
}
