import type { ActorFacts, PolicyCache, PolicyInput } from '../../verification/policy.js';
import type { JudgedEntry } from '../../domain/entries.js';
import type { DependencyChange } from './claim-dependencies.js';
import type { ClaimFold } from './claim-fold.js';
import type { AsOfFilter, ReferenceData } from './reference-data.js';

/** Looks up actors, their mandates and publishers, as of the events that a filter lets through. */
export type ContextSource = Pick<ReferenceData, 'actor' | 'joinedWith' | 'mandatesOf' | 'publisher'>;

/** The part of a policy's input that doesn't come from the claims' own streams. */
export type PolicyContext = Pick<PolicyInput, 'mandates' | 'actors' | 'publishers' | 'makersElsewhere'>;

export function policyContextOf(
  source: ContextSource,
  isKnown: AsOfFilter,
  makersElsewhere: PolicyContext['makersElsewhere'],
): PolicyContext {
  /** Each list is read once for all of its members. */
  const joinedLists = new Map<string, readonly string[]>();
  const joinedWith = (id: string): readonly string[] => {
    const known = joinedLists.get(id);
    if (known !== undefined) return known;
    const joined = source.joinedWith(id, isKnown);
    for (const member of joined) joinedLists.set(member, joined);
    return joined;
  };
  const actorOf = (id: string): ActorFacts | undefined => {
    const facts = source.actor(id, isKnown);
    const joined = facts === undefined ? [] : joinedWith(id);
    return facts === undefined || joined.length < 2 ? facts : { ...facts, joined };
  };
  return {
    mandates: { get: (speaker) => source.mandatesOf(speaker, isKnown) },
    actors: { get: actorOf },
    publishers: { get: (document) => source.publisher(document, isKnown) },
    makersElsewhere,
  };
}

/**
 * Policy contexts of same-as groups, each cached for as long as no event of an actor or a document may concern a
 * member: a policy that gets the same object again knows that only entries were added.
 */
export class PolicyContextCache {
  private contexts = new WeakMap<ClaimFold, MovingContext>();

  constructor(private readonly source: ReferenceData) {}

  /** The context as of this event, which may concern all of the group. */
  of(group: readonly ClaimFold[], { position, cause }: DependencyChange): PolicyContext {
    const [cached, ...others] = new Set(group.map((member) => this.contexts.get(member)));
    const isReusable = 'entry' in cause && cached !== undefined && others.length === 0;
    const moving = isReusable ? cached : new MovingContext(this.source);
    if (!isReusable) for (const member of group) this.contexts.set(member, moving);
    moving.position = position;
    return moving.context;
  }

  clear(): void {
    this.contexts = new WeakMap();
  }
}

/** A context that moves forward with the log: it knows all events up to a position that can be advanced. */
class MovingContext {
  position = 0;
  readonly context: PolicyContext;

  constructor(source: ReferenceData) {
    this.context = policyContextOf(source, ({ position }) => position <= this.position, source.makersElsewhere);
  }
}

/** The policy's input for a same-as group, to be evaluated as of `at`. */
export function policyInputOf(group: readonly ClaimFold[], context: PolicyContext, at: string): PolicyInput {
  return { claims: group.map(({ facts }) => facts), ...entriesOf(group), ...context, at };
}

/** The entries of all members, in log order, with the cache that goes with this list. */
function entriesOf(group: readonly ClaimFold[]): Pick<PolicyInput, 'entries' | 'cache'> {
  const [first] = group;
  if (!first) return { entries: [] };
  if (group.length === 1) {
    mergedEntries.delete(first);
    return { entries: first.judged, cache: first.policyCache };
  }
  let merged = mergedEntries.get(first);
  if (merged?.tryExtend(group) !== true) {
    merged = new MergedEntries(group);
    for (const member of group) mergedEntries.delete(member);
    mergedEntries.set(first, merged);
  }
  const { entries, cache } = merged;
  return { entries, cache };
}

/** Drops what policies keep for this claim, alone and as the first member of a group. */
export function forgetAnalysis(claim: ClaimFold): void {
  delete claim.policyCache.content;
  mergedEntries.delete(claim);
}

/** By the first member of a group. Streams only grow, so the merged list is extended, not merged again. */
const mergedEntries = new WeakMap<ClaimFold, MergedEntries>();

class MergedEntries {
  readonly entries: JudgedEntry[] = [];
  readonly cache: PolicyCache = {};
  /** How many entries of each member are merged. */
  private readonly counts: number[];
  private lastPosition = -1;

  constructor(private readonly group: readonly ClaimFold[]) {
    this.counts = group.map(() => 0);
    this.tryExtend(group);
  }

  /** Appends new entries. False for another group, or if a late entry belongs before entries that are merged. */
  tryExtend(group: readonly ClaimFold[]): boolean {
    if (group.length !== this.group.length || group.some((claim, index) => claim !== this.group[index])) return false;
    const added = group.flatMap(({ judged, positions }, index) => {
      const start = this.counts[index] ?? 0;
      return judged.slice(start).map((entry, offset) => ({ entry, position: positions[start + offset] ?? 0 }));
    });
    added.sort((a, b) => a.position - b.position);
    if ((added[0]?.position ?? Infinity) < this.lastPosition) return false;
    for (const { entry } of added) this.entries.push(entry);
    this.lastPosition = added.at(-1)?.position ?? this.lastPosition;
    group.forEach(({ judged }, index) => (this.counts[index] = judged.length));
    return true;
  }
}
