import type { ClaimFacts } from '../../verification/policy.js';
import type { Act, JudgedEntry } from '../../domain/entries.js';
import { EntryVoids, type VoidChange } from '../../domain/voids.js';
import type { ClaimAmended, ClaimAttributes, ClaimEvent, ClaimLinked, ClaimRegistered } from '../claim.events.js';
import { isAct } from '../claim.rules.js';
import { amend } from '../claim.state.js';

/** An event of a claim's stream with what the read model knows of it. */
export interface FoldedEntry {
  readonly event: ClaimEvent;
  readonly revision: number;
  readonly position: number;
  readonly recordedAt: string;
}

/** A link or unlink as same-as. */
interface SameAs {
  readonly id: string;
  readonly position: number;
  readonly linked: boolean;
}

/** What an entry did to the fold of its own claim, besides being there. */
export interface EntryEffect {
  readonly attributesChanged: boolean;
  readonly voids: readonly VoidChange[];
  /** Those who from now on speak in the claim, or no longer do. */
  readonly speakers: readonly { readonly actor: string; readonly speaks: boolean }[];
}

/** One claim as its own stream has it, up to some event. */
export class ClaimFold {
  /** Position of the registration. */
  readonly number: number;
  /** Acts and voids in log order, and their positions beside them. */
  readonly judged: JudgedEntry[] = [];
  readonly positions: number[] = [];
  private readonly entryVoids = new EntryVoids();
  private readonly amendments: ClaimAmended[] = [];
  private readonly sameAs = new Map<string, SameAs[]>();
  private readonly makers = new Map<string, readonly string[]>();
  private readonly spoke = new Map<string, string[]>();
  private readonly speaking = new Set<string>();
  private registered: ClaimRegistered;
  private current: ClaimAttributes;
  private last = -1;

  constructor(
    readonly id: string,
    registration: FoldedEntry,
  ) {
    this.number = registration.position;
    this.registered = registration.event.data as ClaimRegistered;
    this.current = withoutId(this.registered);
    this.apply(registration);
  }

  get revision(): number {
    return this.last;
  }

  get attributes(): ClaimAttributes {
    return this.current;
  }

  get facts(): ClaimFacts {
    const { kind, holder, about } = this.current;
    return { id: this.id, kind, about, ...(holder !== undefined && { holder }) };
  }

  /** Others that this claim's own stream says something about, as to whether they are the same. */
  others(): IterableIterator<string> {
    return this.sameAs.keys();
  }

  /** The last counting link or unlink with this other claim in this claim's stream. */
  lastSameAs(other: string): SameAs | undefined {
    return this.sameAs.get(other)?.findLast(({ id }) => !this.entryVoids.isVoided(id));
  }

  apply({ event, revision, position, recordedAt }: FoldedEntry): EntryEffect {
    const { type, data } = event;
    this.last = revision;
    let voids: readonly VoidChange[] = [];
    if (isAct(type) || type === 'EntryVoided') {
      this.judged.push({ claim: this.id, type, data, recordedAt } as JudgedEntry);
      this.positions.push(position);
    }
    if (isAct(type)) this.noteMakers(data as Act);
    if (type === 'ClaimAmended') this.amendments.push(data);
    if (type === 'ClaimLinked' || type === 'ClaimUnlinked') this.noteLink(data, type === 'ClaimLinked', position);
    if (type === 'EntryVoided') voids = this.entryVoids.add(data.id, data.voids);
    const touched = [data.id, ...voids.map(({ entry }) => entry)];
    const attributesChanged = this.amendments.some(({ id }) => touched.includes(id));
    if (attributesChanged) this.current = this.amended();
    return { attributesChanged: attributesChanged || revision === 0, voids, speakers: this.changedSpeakers(touched) };
  }

  private amended(): ClaimAttributes {
    return this.amendments
      .filter(({ id }) => !this.entryVoids.isVoided(id))
      .reduce<ClaimAttributes>((attributes, amendment) => amend(attributes, amendment), withoutId(this.registered));
  }

  private noteMakers({ id, by, onBehalfOf = [] }: Act): void {
    const makers = [...new Set([...by, ...onBehalfOf])];
    this.makers.set(id, makers);
    for (const actor of makers) {
      const entries = this.spoke.get(actor);
      if (entries) entries.push(id);
      else this.spoke.set(actor, [id]);
    }
  }

  /** Who spoke in an act that counts, or in whose name another did; only the makers of these entries can change. */
  private changedSpeakers(touched: readonly string[]): EntryEffect['speakers'] {
    const changes: { actor: string; speaks: boolean }[] = [];
    for (const actor of new Set(touched.flatMap((entry) => this.makers.get(entry) ?? []))) {
      const speaks = this.spoke.get(actor)?.some((entry) => !this.entryVoids.isVoided(entry)) === true;
      if (speaks === this.speaking.has(actor)) continue;
      if (speaks) this.speaking.add(actor);
      else this.speaking.delete(actor);
      changes.push({ actor, speaks });
    }
    return changes;
  }

  private noteLink({ id, relation, other }: ClaimLinked, linked: boolean, position: number): void {
    if (relation !== 'same-as') return;
    this.sameAs.set(other, [...(this.sameAs.get(other) ?? []), { id, position, linked }]);
  }
}

function withoutId({ id: _entry, ...attributes }: ClaimRegistered): ClaimAttributes {
  return attributes;
}
