import { type JudgedEntry, refOf } from '../domain/entries.js';
import { EntryVoids } from '../domain/voids.js';
import { appendTo } from '../lib/collections.js';

type Void = Extract<JudgedEntry, { readonly type: 'EntryVoided' }>;

/** What the voids in force leave of the record. A void is in force unless a void in force voids it. */
export class VoidedEntries {
  /** Every entry that counts no more, voids too. */
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
    let at: string | undefined = ref;
    while (at !== undefined && this.voided.has(at)) {
      if (seen.has(at)) return undefined;
      seen.add(at);
      at = this.replacements.get(at);
    }
    for (const passed of seen) {
      if (at !== undefined) this.replacements.set(passed, at);
    }
    return at;
  }

  /** All that an entry replaces, directly or by way of others. */
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
