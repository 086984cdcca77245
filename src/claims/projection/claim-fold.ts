import type { ClaimFacts, PolicyCache } from '../../verification/policy.js';
import type { Act, JudgedEntry } from '../../domain/entries.js';
import { EntryVoids, type VoidChange } from '../../domain/voids.js';
import type { ClaimAmended, ClaimAttributes, ClaimEvent, ClaimLinked, ClaimRegistered } from '../claim.events.js';
import { isAct } from '../claim.rules.js';
import { amend, withoutId } from '../claim.state.js';
import { appendTo } from '../../lib/collections.js';
import { memorySize } from '../../lib/memory-size.js';

/** An entry with its place in the stream and in the log. */
export interface FoldedEntry {
  readonly event: ClaimEvent;
  readonly revision: number;
  readonly position: number;
  /** The effective recorded time. */
  readonly recordedAt: string;
  /** A scenario excludes it: it counts as if it were voided from its recording on. */
  readonly isExcluded?: true;
}

/** A `same-as` link or unlink. */
interface SameAsLink {
  readonly id: string;
  readonly position: number;
  readonly linked: boolean;
}

/** What an entry changed in the fold of its own claim. */
export interface EntryEffect {
  readonly attributesChanged: boolean;
  readonly voids: readonly VoidChange[];
  /** Actors that speak on the claim from now on, or no longer do. */
  readonly speakers: readonly { readonly actor: string; readonly speaks: boolean }[];
}

/** One entry in a fold, without its data, and in what a policy keeps for it. */
const ENTRY_BYTES = 450;
const POLICY_BYTES = 1_450;

/** One claim, folded from its own stream up to some event. */
export class ClaimFold {
  /** The position of the registration: the claim's number in the tables. */
  readonly number: number;
  /** Acts and voids, in log order: what a policy evaluates. */
  readonly judged: JudgedEntry[] = [];
  /** What a policy keeps for this list. */
  readonly policyCache: PolicyCache = {};
  /** The position of each item of `judged`. */
  readonly positions: number[] = [];
  private readonly entryVoids = new EntryVoids();
  /** By entry id, in log order. */
  private readonly amendments = new Map<string, ClaimAmended>();
  private readonly sameAsLinks = new Map<string, SameAsLink[]>();
  /** By entry id: the actors that acted, or on whose behalf others did. */
  private readonly actorsOf = new Map<string, readonly string[]>();
  /** The acts that aren't voided, and how many of these each actor has. */
  private readonly counted = new Set<string>();
  private readonly speakers = new Map<string, number>();
  private readonly registration: ClaimRegistered;
  /** Undefined since an amendment was voided or restored, until they are needed. */
  private currentAttributes: ClaimAttributes | undefined;
  private lastRevision = -1;
  private size = 0;

  constructor(
    readonly id: string,
    registration: FoldedEntry,
  ) {
    this.number = registration.position;
    this.registration = registration.event.data as ClaimRegistered;
    this.currentAttributes = withoutId(this.registration);
    this.apply(registration);
  }

  get revision(): number {
    return this.lastRevision;
  }

  /** Its estimated memory, without what policies keep for it. */
  get bytes(): number {
    return this.size;
  }

  /** The estimated memory of what policies keep for it. */
  get policyBytes(): number {
    return this.judged.length * POLICY_BYTES;
  }

  get attributes(): ClaimAttributes {
    return (this.currentAttributes ??= this.amendedAttributes());
  }

  get facts(): ClaimFacts {
    const { kind, holder, about, due } = this.attributes;
    return { id: this.id, kind, about, ...(holder !== undefined && { holder }), ...(due !== undefined && { due }) };
  }

  /** The claims that this claim's own stream ever linked or unlinked by `same-as`. */
  everLinkedAsSame(): IterableIterator<string> {
    return this.sameAsLinks.keys();
  }

  /** The last `same-as` link or unlink with this other claim in this claim's stream that isn't voided. */
  lastSameAsLink(other: string): SameAsLink | undefined {
    return this.sameAsLinks.get(other)?.findLast(({ id }) => !this.entryVoids.isVoided(id));
  }

  apply(entry: FoldedEntry): EntryEffect {
    const { event, revision, position, recordedAt } = entry;
    const { type, data } = event;
    this.lastRevision = revision;
    this.size += ENTRY_BYTES + memorySize(data);
    let voids: readonly VoidChange[] = [];
    if (isAct(type) || type === 'EntryVoided') {
      this.judged.push({ claim: this.id, type, data, recordedAt } as JudgedEntry);
      this.positions.push(position);
    }
    if (isAct(type)) this.addActors(data as Act);
    if (type === 'ClaimAmended') this.addAmendment(data);
    if (type === 'ClaimLinked' || type === 'ClaimUnlinked') this.addLink(data, type === 'ClaimLinked', position);
    if (type === 'EntryVoided') voids = this.entryVoids.add(data.id, data.voids);
    const areAmendmentsVoided = voids.some(({ entry }) => this.amendments.has(entry));
    if (areAmendmentsVoided) this.currentAttributes = undefined;
    if (entry.isExcluded) this.apply(exclusionOf(entry));
    return {
      attributesChanged: areAmendmentsVoided || type === 'ClaimAmended' || revision === 0,
      voids,
      speakers: this.updateSpeakers([data.id, ...voids.map(({ entry }) => entry)]),
    };
  }

  private addAmendment(amendment: ClaimAmended): void {
    this.amendments.set(amendment.id, amendment);
    if (this.currentAttributes && !this.entryVoids.isVoided(amendment.id))
      this.currentAttributes = amend(this.currentAttributes, amendment);
  }

  private amendedAttributes(): ClaimAttributes {
    return [...this.amendments.values()]
      .filter(({ id }) => !this.entryVoids.isVoided(id))
      .reduce<ClaimAttributes>((attributes, amendment) => amend(attributes, amendment), withoutId(this.registration));
  }

  private addActors({ id, by, onBehalfOf = [] }: Act): void {
    this.actorsOf.set(id, [...new Set([...by, ...onBehalfOf])]);
  }

  /** @param changed entries that were added, voided or restored; only their actors can start or stop to be speakers */
  private updateSpeakers(changed: readonly string[]): EntryEffect['speakers'] {
    const before = new Map<string, boolean>();
    for (const entry of changed) {
      const actors = this.actorsOf.get(entry);
      const counts = !this.entryVoids.isVoided(entry);
      if (actors === undefined || counts === this.counted.has(entry)) continue;
      if (counts) this.counted.add(entry);
      else this.counted.delete(entry);
      for (const actor of actors) {
        const count = this.speakers.get(actor) ?? 0;
        if (!before.has(actor)) before.set(actor, count > 0);
        this.speakers.set(actor, count + (counts ? 1 : -1));
      }
    }
    return [...before]
      .map(([actor, spoke]) => ({ actor, spoke, speaks: (this.speakers.get(actor) ?? 0) > 0 }))
      .filter(({ spoke, speaks }) => spoke !== speaks)
      .map(({ actor, speaks }) => ({ actor, speaks }));
  }

  private addLink({ id, relation, other }: ClaimLinked, linked: boolean, position: number): void {
    if (relation !== 'same-as') return;
    appendTo(this.sameAsLinks, other, { id, position, linked });
  }
}

/** The void that excludes an entry. No entry can have its id. */
function exclusionOf({ event, isExcluded: _isExcluded, ...place }: FoldedEntry): FoldedEntry {
  const { id } = event.data;
  return { ...place, event: { type: 'EntryVoided', data: { id: `excluded:${id}`, voids: id, reason: 'excluded' } } };
}
