import type { PolicyInput } from '../policy.js';
import { stronglyConnectedComponents } from '../../lib/strongly-connected-components.js';
import { Actors } from './actors.js';
import { aboutRef, byRef, ActNode } from './act-node.js';
import type { Cited, Target } from './act-node.js';
import {
  type ActType,
  isExcludedCitation,
  type JudgedEntry,
  MAX_EARLIER_ENTRIES,
  refOf,
} from '../../domain/entries.js';
import { isStrictlyLater } from './chronology.js';
import { appendTo, lowerBound } from '../../lib/collections.js';
import { parseOccurredAt } from '../../domain/fuzzy-time.js';
import type { TimeRange } from '../../domain/fuzzy-time.js';
import { VoidedEntries } from '../voids.js';

/** The acts that had happened by the moment of the policy input, with the references between them resolved. */
export interface ActGraph {
  /** In log order. */
  readonly acts: readonly ActNode[];
  /** The same acts, sorted by their references. */
  readonly byReference: readonly ActNode[];
  readonly actsOfType: (type: ActType) => readonly ActNode[];
  /** References of acts that may have happened by then. */
  readonly possibly: readonly string[];
  /** References of voided entries. */
  readonly voided: readonly string[];
  /** Whether all recorded acts had happened by then. If so, the graph is the same at any later moment. */
  readonly isUnrestricted: boolean;
}

/**
 * Builds the graph, or extends the one of the evaluation before: most new entries don't affect the earlier ones.
 *
 * @param cache kept for the same list of entries, which only grows at its end
 */
export function buildActGraph(input: PolicyInput, cache: ActGraphCache = {}): ActGraph {
  const { entries, at } = input;
  if ((entries.at(-1)?.recordedAt ?? '') > at) return restrictToMoment(new ActGraphBuilder(input), at);
  const builder = cachedBuilder(input, cache);
  // An act is recorded after it happened, so all acts that were recorded by then had happened.
  return builder.lastRecordedAt <= at ? builder : restrictToMoment(new ActGraphBuilder(input), at);
}

export interface ActGraphCache {
  builder?: ActGraphBuilder;
}

function cachedBuilder(input: PolicyInput, cache: ActGraphCache): ActGraphBuilder {
  if (cache.builder?.tryExtend(input) === true) return cache.builder;
  const builder = new ActGraphBuilder(input);
  linkSuccessors(builder.acts);
  cache.builder = builder;
  return builder;
}

/** The graph of all entries, whether or not they had happened by some moment. */
export class ActGraphBuilder implements ActGraph {
  readonly acts: ActNode[] = [];
  readonly byReference: ActNode[] = [];
  readonly possibly: readonly string[] = [];
  readonly isUnrestricted = true;
  readonly voids: VoidedEntries;
  /** Recorded time of each voided entry. */
  readonly voidedAt = new Map<string, string>();
  private readonly byType = new Map<ActType, ActNode[]>();
  private readonly claims: ReadonlyMap<string, Map<string, ActNode>>;
  private readonly dates = new Map<string | undefined, TimeRange>();
  /** Whether a reference has no target among the entries read so far. A later entry may be its target. */
  private hasDanglingRefs = false;
  private readCount = 0;
  private lastEntry: JudgedEntry | undefined;
  private latestRecordedAt = '';
  private readonly actors: Actors;
  private readonly facts: PolicyInput['actors'];

  constructor({ claims, entries, actors }: PolicyInput) {
    this.facts = actors;
    this.actors = new Actors({ actors });
    this.claims = new Map(claims.map(({ id }) => [id, new Map<string, ActNode>()]));
    this.voids = new VoidedEntries(entries);
    for (const entry of entries) this.add(entry);
    for (const act of this.acts) this.link(act);
    this.byReference.push(...this.acts.toSorted(byRef));
  }

  get voided(): readonly string[] {
    return [...this.voidedAt.keys()];
  }

  get lastRecordedAt(): string {
    return this.latestRecordedAt;
  }

  readonly actsOfType = (type: ActType): readonly ActNode[] => this.byType.get(type) ?? NONE;

  /** Adds the entries that the list got since. Returns false if that takes a new graph, or if it is another list. */
  tryExtend({ claims, entries, actors }: PolicyInput): boolean {
    const areClaimsSame = claims.length === this.claims.size && claims.every(({ id }) => this.claims.has(id));
    if (
      !areClaimsSame ||
      actors !== this.facts ||
      this.hasDanglingRefs ||
      entries.length < this.readCount ||
      entries[this.readCount - 1] !== this.lastEntry
    )
      return false;
    const added = entries.slice(this.readCount);
    if (added.some(({ type }) => type === 'EntryVoided')) return false;
    for (const entry of added) this.extendBy(entry);
    return true;
  }

  /** No earlier entry refers to this one, so it closes no cycle of `after` and all its predecessors are linked. */
  private extendBy(entry: JudgedEntry): void {
    const act = this.add(entry);
    if (!act) return;
    this.byReference.splice(
      lowerBound(this.byReference, (other) => byRef(other, act) < 0),
      0,
      act,
    );
    this.link(act);
    linkSuccessor(act);
  }

  private add(entry: JudgedEntry): ActNode | undefined {
    this.readCount += 1;
    this.lastEntry = entry;
    const { type, claim, data, recordedAt } = entry;
    if (recordedAt > this.latestRecordedAt) this.latestRecordedAt = recordedAt;
    if (this.voids.voided.size > 0 && this.voids.voided.has(refOf(claim, data.id))) {
      this.voidedAt.set(refOf(claim, data.id), recordedAt);
      return undefined;
    }
    if (type === 'EntryVoided') return undefined;
    const { occurredAt } = entry.data;
    let when = this.dates.get(occurredAt);
    if (when === undefined) this.dates.set(occurredAt, (when = parseOccurredAt(occurredAt)));
    const act = new ActNode(entry, when, this.acts.length, this.actors);
    this.acts.push(act);
    appendTo(this.byType, type, act);
    this.claims.get(claim)?.set(data.id, act);
    return act;
  }

  private link(act: ActNode): void {
    const { claim, data } = act.entry;
    const about = aboutRef(act.entry);
    if (about !== undefined) act.about = this.resolve(claim, about);
    if (data.cites !== undefined && data.cites.length > 0) {
      act.cites = data.cites.map((citation): Cited => {
        if (isExcludedCitation(citation)) return { citation, target: 'voided' };
        if ('entry' in citation) return { citation, target: this.resolve(claim, citation.entry) };
        return 'actor' in citation ? { citation, actor: this.actors.canonical(citation.actor) } : { citation };
      });
    }
    if (data.after !== undefined && data.after.length > 0) {
      const targets = data.after.map((ref) => this.resolve(claim, ref));
      act.after = targets.filter((target) => target instanceof ActNode);
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
    const node = replacement === undefined ? undefined : entries.get(replacement.slice(home.length + 1));
    if (node === undefined && !this.voidedAt.has(refOf(home, id))) this.hasDanglingRefs = true;
    return node ?? 'voided';
  }
}

const NONE: readonly never[] = [];

/** Leaves out acts that had not happened by that moment. */
function restrictToMoment(builder: ActGraphBuilder, at: string): ActGraph {
  const moment = Date.parse(at);
  const isPast = (time: string | undefined): boolean => time !== undefined && time <= at;
  const replacesPast = ({ ref }: ActNode): boolean =>
    builder.voids.lineage(ref).some((earlier) => isPast(builder.voidedAt.get(earlier)));
  const acts = withDependencies(
    builder.acts,
    (act) => act.when.latest <= moment || isPast(act.entry.recordedAt) || replacesPast(act),
  );
  linkSuccessors(acts);
  if (acts.length === builder.acts.length) return builder;
  const included = new Set(acts);
  const possibly = builder.acts.filter((act) => !included.has(act) && act.when.earliest <= moment);
  return {
    acts,
    byReference: builder.byReference.filter((act) => included.has(act)),
    actsOfType: (type) => builder.actsOfType(type).filter((act) => included.has(act)),
    possibly: possibly.map(({ ref }) => ref).sort(),
    voided: builder.voided,
    isUnrestricted: false,
  };
}

/**
 * Adds the acts that an included act cites, is about, or is known to follow: they had happened too, however vague their
 * own dates are.
 */
function withDependencies(all: readonly ActNode[], hasHappened: (act: ActNode) => boolean): readonly ActNode[] {
  if (all.every(hasHappened)) return all;
  const included = new Set(all.filter(hasHappened));
  for (const act of included) {
    if (act.about instanceof ActNode) included.add(act.about);
    for (const { target } of act.cites) if (target instanceof ActNode) included.add(target);
    for (const earlier of act.after) if (!isStrictlyLater(earlier, act)) included.add(earlier);
  }
  return all.filter((act) => included.has(act));
}

/**
 * Links acts to those that follow them. A replacement may close a cycle of `after`; links within a cycle are dropped, so
 * of acts that follow each other by their entries neither does. Predecessors are linked first.
 */
function linkSuccessors(acts: readonly ActNode[]): void {
  const linked = acts.filter((act) => act.after.length > 0);
  if (linked.length === 0) return;
  const included = new Set(acts);
  for (const component of stronglyConnectedComponents(linked, (act) => act.after)) {
    const members = new Set(component);
    for (const act of component) {
      act.after = act.after.filter((earlier) => included.has(earlier) && !members.has(earlier));
    }
    for (const act of component) linkSuccessor(act);
  }
}

/**
 * Links an act to those that it follows. One that follows too many follows none: commands that would record it are
 * rejected, but links of claims and replacements can join what two commands recorded.
 */
function linkSuccessor(act: ActNode): void {
  const earlierActs = new Set(act.after);
  for (const earlier of earlierActs) {
    if (earlierActs.size > MAX_EARLIER_ENTRIES) break;
    for (const before of earlier.after) earlierActs.add(before);
  }
  if (earlierActs.size > MAX_EARLIER_ENTRIES) act.after = NONE;
  for (const earlier of act.after) earlier.addSuccessor(act);
}
