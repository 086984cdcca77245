import type { PolicyInput } from '../policy.js';
import { stronglyConnectedComponents } from '../../lib/strongly-connected-components.js';
import { aboutRef, byRef, ActNode } from './act-node.js';
import type { Cited, Target } from './act-node.js';
import { type ActType, type JudgedEntry, refOf } from '../../domain/entries.js';
import { isStrictlyLater } from './chronology.js';
import { appendTo, lowerBound } from '../../lib/collections.js';
import { parseOccurredAt } from '../../domain/fuzzy-time.js';
import type { TimeRange } from '../../domain/fuzzy-time.js';
import { VoidedEntries } from '../voids.js';

/** The acts of a case that count at the moment asked about, linked to each other. */
export interface ActGraph {
  readonly deeds: readonly ActNode[];
  /** The same in the order of their references. */
  readonly inOrder: readonly ActNode[];
  /** Those of one type. */
  readonly ofType: (type: ActType) => readonly ActNode[];
  /** References to those that may have happened by then. */
  readonly possibly: readonly string[];
  /** References to what was recorded by mistake. */
  readonly voided: readonly string[];
  /** Whether all of it had happened by then: then it is the same at any later moment. */
  readonly isWhole: boolean;
}

export function buildActGraph(given: PolicyInput): ActGraph {
  const { entries, at } = given;
  if ((entries.at(-1)?.recordedAt ?? '') > at) return restrictToMoment(new ActGraphBuilder(given), at);
  const register = keptRegister(given);
  // Nothing happened later than it was recorded: so all of it has happened.
  return register.lastRecordedAt <= at ? register : restrictToMoment(new ActGraphBuilder(given), at);
}

/**
 * What was read of a list, for as long as the list lives: entries are only ever added at its end, and most leave what
 * was read before as it was.
 */
const kept = new WeakMap<readonly JudgedEntry[], ActGraphBuilder>();

function keptRegister(given: PolicyInput): ActGraphBuilder {
  const known = kept.get(given.entries);
  if (known?.tryExtend(given) === true) return known;
  const register = new ActGraphBuilder(given);
  linkAfter(register.deeds);
  kept.set(given.entries, register);
  return register;
}

/** The entries by claim and id, the voided ones apart. */
class ActGraphBuilder implements ActGraph {
  readonly deeds: ActNode[] = [];
  readonly inOrder: ActNode[] = [];
  readonly possibly: readonly string[] = [];
  readonly isWhole = true;
  readonly voids: VoidedEntries;
  /** When each voided entry was recorded. */
  readonly voidedAt = new Map<string, string>();
  private readonly byType = new Map<ActType, ActNode[]>();
  private readonly claims: ReadonlyMap<string, Map<string, ActNode>>;
  private readonly dates = new Map<string | undefined, TimeRange>();
  /** References that lead nowhere yet, and may lead somewhere when more is read. */
  private dangling = false;
  private read = 0;
  private last: JudgedEntry | undefined;
  private latest = '';

  constructor({ claims, entries }: PolicyInput) {
    this.claims = new Map(claims.map(({ id }) => [id, new Map<string, ActNode>()]));
    this.voids = new VoidedEntries(entries);
    for (const entry of entries) this.add(entry);
    for (const deed of this.deeds) this.link(deed);
    this.inOrder.push(...this.deeds.toSorted(byRef));
  }

  get voided(): readonly string[] {
    return [...this.voidedAt.keys()];
  }

  get lastRecordedAt(): string {
    return this.latest;
  }

  readonly ofType = (type: ActType): readonly ActNode[] => this.byType.get(type) ?? NONE;

  /** Reads on. False if that takes reading all of it again, or if it is another list. */
  tryExtend({ claims, entries }: PolicyInput): boolean {
    const isSame = claims.length === this.claims.size && claims.every(({ id }) => this.claims.has(id));
    if (!isSame || this.dangling || entries.length < this.read || entries[this.read - 1] !== this.last) return false;
    const more = entries.slice(this.read);
    if (more.some(({ type }) => type === 'EntryVoided')) return false;
    for (const entry of more) this.takeUpOne(entry);
    return true;
  }

  /** Nothing read before leads to it: so it closes no ring, and comes after all that it follows. */
  private takeUpOne(entry: JudgedEntry): void {
    const deed = this.add(entry);
    if (!deed) return;
    this.inOrder.splice(
      lowerBound(this.inOrder, (other) => byRef(other, deed) < 0),
      0,
      deed,
    );
    this.link(deed);
    for (const earlier of deed.after) earlier.comesBefore(deed);
  }

  private add(entry: JudgedEntry): ActNode | undefined {
    this.read += 1;
    this.last = entry;
    const { type, claim, data, recordedAt } = entry;
    if (recordedAt > this.latest) this.latest = recordedAt;
    if (this.voids.voided.size > 0 && this.voids.voided.has(refOf(claim, data.id))) {
      this.voidedAt.set(refOf(claim, data.id), recordedAt);
      return undefined;
    }
    if (type === 'EntryVoided') return undefined;
    const { occurredAt } = entry.data;
    let when = this.dates.get(occurredAt);
    if (when === undefined) this.dates.set(occurredAt, (when = parseOccurredAt(occurredAt)));
    const deed = new ActNode(entry, when, this.deeds.length);
    this.deeds.push(deed);
    appendTo(this.byType, type, deed);
    this.claims.get(claim)?.set(data.id, deed);
    return deed;
  }

  private link(deed: ActNode): void {
    const { claim, data } = deed.entry;
    const about = aboutRef(deed.entry);
    if (about !== undefined) deed.about = this.resolve(claim, about);
    if (data.cites !== undefined && data.cites.length > 0) {
      deed.cites = data.cites.map((citation): Cited =>
        'entry' in citation ? { citation, target: this.resolve(claim, citation.entry) } : { citation },
      );
    }
    if (data.after !== undefined && data.after.length > 0) {
      const targets = data.after.map((ref) => this.resolve(claim, ref));
      deed.after = targets.filter((target) => target instanceof ActNode);
    }
  }

  private resolve(claim: string, ref: string): Target {
    const slash = ref.indexOf('/');
    const home = slash < 0 ? claim : ref.slice(0, slash);
    const entries = this.claims.get(home);
    if (entries === undefined) return 'other-claim';
    const id = ref.slice(slash + 1);
    const direct = entries.get(id);
    if (direct !== undefined) return direct;
    const replacement = this.voids.resolve(refOf(home, id));
    const found = replacement === undefined ? undefined : entries.get(replacement.slice(home.length + 1));
    if (found === undefined && !this.voidedAt.has(refOf(home, id))) this.dangling = true;
    return found ?? 'voided';
  }
}

const NONE: readonly never[] = [];

/** Leaves out what hadn't happened yet. */
function restrictToMoment(register: ActGraphBuilder, at: string): ActGraph {
  const moment = Date.parse(at);
  const isPast = (time: string | undefined): boolean => time !== undefined && time <= at;
  const replacesPast = ({ ref }: ActNode): boolean =>
    register.voids.lineage(ref).some((earlier) => isPast(register.voidedAt.get(earlier)));
  const deeds = withWhatTheyRestOn(
    register.deeds,
    (deed) => deed.when.latest <= moment || isPast(deed.entry.recordedAt) || replacesPast(deed),
  );
  linkAfter(deeds);
  if (deeds.length === register.deeds.length) return register;
  const counted = new Set(deeds);
  const possibly = register.deeds.filter((deed) => !counted.has(deed) && deed.when.earliest <= moment);
  return {
    deeds,
    inOrder: register.inOrder.filter((deed) => counted.has(deed)),
    ofType: (type) => register.ofType(type).filter((deed) => counted.has(deed)),
    possibly: possibly.map(({ ref }) => ref).sort(),
    voided: register.voided,
    isWhole: false,
  };
}

/** What a counted act cites, is about or is known to follow has happened too, however vague its own date. */
function withWhatTheyRestOn(all: readonly ActNode[], hasHappened: (deed: ActNode) => boolean): readonly ActNode[] {
  if (all.every(hasHappened)) return all;
  const counted = new Set(all.filter(hasHappened));
  for (const deed of counted) {
    if (deed.about instanceof ActNode) counted.add(deed.about);
    for (const { target } of deed.cites) if (target instanceof ActNode) counted.add(target);
    for (const earlier of deed.after) if (!isStrictlyLater(earlier, deed)) counted.add(earlier);
  }
  return all.filter((deed) => counted.has(deed));
}

/** A replacement may close a ring of `after`; of those who are said to follow each other, neither follows. */
function linkAfter(deeds: readonly ActNode[]): void {
  const linked = deeds.filter((deed) => deed.after.length > 0);
  if (linked.length === 0) return;
  const counted = new Set(deeds);
  const ring = new Map<ActNode, readonly ActNode[]>();
  for (const component of stronglyConnectedComponents(linked, (deed) => deed.after)) {
    for (const member of component) ring.set(member, component);
  }
  for (const deed of linked) {
    deed.after = deed.after.filter((earlier) => counted.has(earlier) && ring.get(earlier) !== ring.get(deed));
    for (const earlier of deed.after) earlier.comesBefore(deed);
  }
}
