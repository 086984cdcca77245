import type { ClaimFacts } from '../../verification/policy.js';
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

/** One entry in a fold and in what a policy caches for it, without its data. */
const ENTRY_BYTES = 2_000;

/** One claim, folded from its own stream up to some event. */
export class ClaimFold {
  /** The position of the registration: the claim's number in the tables. */
  readonly number: number;
  /** Acts and voids, in log order: what a policy evaluates. */
  readonly judged: JudgedEntry[] = [];
  /** The position of each item of `judged`. */
  readonly positions: number[] = [];
  private readonly entryVoids = new EntryVoids();
  private readonly amendments: ClaimAmended[] = [];
  private readonly sameAsLinks = new Map<string, SameAsLink[]>();
  /** By entry id: the actors that acted, or on whose behalf others did. */
  private readonly actorsOf = new Map<string, readonly string[]>();
  /** By actor: the ids of its entries. */
  private readonly entriesOf = new Map<string, string[]>();
  /** The actors with an entry that isn't voided. */
  private readonly speakers = new Set<string>();
  private readonly registration: ClaimRegistered;
  private currentAttributes: ClaimAttributes;
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

  /** Its estimated memory. */
  get bytes(): number {
    return this.size;
  }

  get attributes(): ClaimAttributes {
    return this.currentAttributes;
  }

  get facts(): ClaimFacts {
    const { kind, holder, about, due } = this.currentAttributes;
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

  apply({ event, revision, position, recordedAt }: FoldedEntry): EntryEffect {
    const { type, data } = event;
    this.lastRevision = revision;
    this.size += ENTRY_BYTES + memorySize(data);
    let voids: readonly VoidChange[] = [];
    if (isAct(type) || type === 'EntryVoided') {
      this.judged.push({ claim: this.id, type, data, recordedAt } as JudgedEntry);
      this.positions.push(position);
    }
    if (isAct(type)) this.addActors(data as Act);
    if (type === 'ClaimAmended') this.amendments.push(data);
    if (type === 'ClaimLinked' || type === 'ClaimUnlinked') this.addLink(data, type === 'ClaimLinked', position);
    if (type === 'EntryVoided') voids = this.entryVoids.add(data.id, data.voids);
    const changed = [data.id, ...voids.map(({ entry }) => entry)];
    const attributesChanged = this.amendments.some(({ id }) => changed.includes(id));
    if (attributesChanged) this.currentAttributes = this.amendedAttributes();
    return { attributesChanged: attributesChanged || revision === 0, voids, speakers: this.updateSpeakers(changed) };
  }

  private amendedAttributes(): ClaimAttributes {
    return this.amendments
      .filter(({ id }) => !this.entryVoids.isVoided(id))
      .reduce<ClaimAttributes>((attributes, amendment) => amend(attributes, amendment), withoutId(this.registration));
  }

  private addActors({ id, by, onBehalfOf = [] }: Act): void {
    const actors = [...new Set([...by, ...onBehalfOf])];
    this.actorsOf.set(id, actors);
    for (const actor of actors) appendTo(this.entriesOf, actor, id);
  }

  /** @param changed entries that were added, voided or restored; only their actors can start or stop to be speakers */
  private updateSpeakers(changed: readonly string[]): EntryEffect['speakers'] {
    const changes: { actor: string; speaks: boolean }[] = [];
    for (const actor of new Set(changed.flatMap((entry) => this.actorsOf.get(entry) ?? []))) {
      const speaks = this.entriesOf.get(actor)?.some((entry) => !this.entryVoids.isVoided(entry)) === true;
      if (speaks === this.speakers.has(actor)) continue;
      if (speaks) this.speakers.add(actor);
      else this.speakers.delete(actor);
      changes.push({ actor, speaks });
    }
    return changes;
  }

  private addLink({ id, relation, other }: ClaimLinked, linked: boolean, position: number): void {
    if (relation !== 'same-as') return;
    appendTo(this.sameAsLinks, other, { id, position, linked });
  }
}
