import type { Database } from 'better-sqlite3';
import type { Policy } from '../../verification/policy.js';
import { stateTimelineOf } from './state-timeline.js';
import { PolicyContextCache, policyInputOf } from './policy-input.js';
import { ClaimFold, type FoldedEntry } from './claim-fold.js';
import { type Claims, sameAsGroupOf } from './same-as-groups.js';
import type { ReferenceData } from './reference-data.js';
import type { ClaimReader } from './claim-reader.js';
import { ClaimStateTable } from './claim-state-table.js';
import { type ClaimDependencies, type DependencyChange } from './claim-dependencies.js';

/** Runs the policy on claims that an event may concern, and writes their states. */
export class ClaimEvaluator {
  private readonly states: ClaimStateTable;
  private readonly contexts: PolicyContextCache;

  constructor(
    database: Database,
    private readonly policy: Policy,
    referenceData: ReferenceData,
    private readonly reader: ClaimReader,
    private readonly dependencies: Pick<ClaimDependencies, 'of'>,
  ) {
    this.states = new ClaimStateTable(database);
    this.contexts = new PolicyContextCache(referenceData);
  }

  dropCaches(): void {
    this.states.dropCaches();
  }

  /** Evaluates the same-as groups of these claims as of this event. All earlier events must have been evaluated. */
  evaluate(claims: Claims, ids: Iterable<string>, change: DependencyChange): void {
    const evaluated = new Set<string>();
    for (const id of ids) {
      if (evaluated.has(id)) continue;
      const group = sameAsGroupOf(claims, id);
      if (group.length === 0) continue;
      const context = this.contexts.of(group, change);
      const timeline = stateTimelineOf(this.policy, policyInputOf(group, context, change.recordedAt));
      for (const member of group) {
        evaluated.add(member.id);
        this.states.write(member.number, change, change.cause, timeline);
      }
      claims.release?.();
    }
  }

  /**
   * Evaluates these claims, and all that were ever linked with them as the same, as of every event that may have changed
   * their states, from the first one on. This is for events that were handled late. The rows are those that evaluating
   * each event in its turn would have written.
   */
  reevaluateHistory(ids: Iterable<string>): void {
    // The late events may concern claims that aren't evaluated again here.
    this.contexts.clear();
    const all = this.reader.everLinkedAsSame(ids);
    const replayed = new ReplayedClaims(this.reader);
    const entries = [...all].flatMap((claim) => this.reader.entries(claim).map((entry) => ({ claim, entry })));
    for (const { claim, entry } of entries) if (entry.revision === 0) this.states.clear(this.reader.number(claim) ?? 0);
    const steps: readonly ReplayStep[] = [...entries, ...this.dependencies.of(all).map((change) => ({ change }))];
    for (const step of [...steps].sort((a, b) => positionOf(a) - positionOf(b))) {
      if ('change' in step) this.evaluate(replayed, replayed.ids(), step.change);
      else this.replay(replayed, step.claim, step.entry);
    }
  }

  private replay(claims: ReplayedClaims, claim: string, entry: FoldedEntry): void {
    const groupBefore = sameAsGroupOf(claims, claim).map(({ id }) => id);
    claims.apply(claim, entry);
    const { position, recordedAt, event } = entry;
    const cause = { entry: `${claim}/${event.data.id}` };
    this.evaluate(claims, [claim, ...groupBefore], { position, recordedAt, cause });
  }
}

/** An entry of one of the claims, or a change of an actor or a document. */
type ReplayStep = { readonly claim: string; readonly entry: FoldedEntry } | { readonly change: DependencyChange };

const positionOf = (step: ReplayStep): number => ('change' in step ? step.change.position : step.entry.position);

/** Claims as of a moment in the past, which advances entry by entry. */
class ReplayedClaims implements Claims {
  private readonly folds = new Map<string, ClaimFold>();

  constructor(private readonly reader: ClaimReader) {}

  fold(id: string): ClaimFold | undefined {
    return this.folds.get(id);
  }

  linkedAsSame(id: string): string[] {
    return this.reader.linkedAsSame(id);
  }

  ids(): string[] {
    return [...this.folds.keys()];
  }

  apply(id: string, entry: FoldedEntry): void {
    const fold = this.folds.get(id);
    if (fold) fold.apply(entry);
    else this.folds.set(id, new ClaimFold(id, entry));
  }
}
