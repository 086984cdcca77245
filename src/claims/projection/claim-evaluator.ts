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

/** Judges claims again after what may have changed their states. */
export class ClaimEvaluator {
  private readonly states: ClaimStateTable;
  private readonly backgrounds: PolicyContextCache;

  constructor(
    database: Database,
    private readonly policy: Policy,
    registry: ReferenceData,
    private readonly rows: ClaimReader,
    private readonly touches: ClaimDependencies,
  ) {
    this.states = new ClaimStateTable(database);
    this.backgrounds = new PolicyContextCache(registry);
  }

  /** Judges the groups of these claims as of this event, before which everything else is judged. */
  evaluate(claims: Claims, ids: Iterable<string>, touch: DependencyChange): void {
    const judged = new Set<string>();
    for (const id of ids) {
      if (judged.has(id)) continue;
      const group = sameAsGroupOf(claims, id);
      if (group.length === 0) continue;
      const background = this.backgrounds.of(group, touch);
      const answers = stateTimelineOf(this.policy, policyInputOf(group, background, touch.recordedAt));
      for (const member of group) {
        judged.add(member.id);
        this.states.write(member.number, touch, touch.cause, answers);
      }
    }
  }

  /**
   * Judges these claims, and all that were ever linked with them as the same, as of each event that may have changed
   * their states, from the first on: for when an event was handled late. What is written is what judging each in turn
   * would have written.
   */
  reevaluateHistory(ids: Iterable<string>): void {
    // An event that came late touched claims that aren't judged in turn.
    this.backgrounds.clear();
    const all = this.rows.everLinkedAsSame(ids);
    const replayed = new ReplayedClaims(this.rows);
    const entries = [...all].flatMap((claim) => this.rows.entries(claim).map((entry) => ({ claim, entry })));
    for (const { claim, entry } of entries) if (entry.revision === 0) this.states.clear(this.rows.number(claim) ?? 0);
    const steps: readonly Step[] = [...entries, ...this.touches.of(all).map((touch) => ({ touch }))];
    for (const step of [...steps].sort((a, b) => positionOf(a) - positionOf(b))) {
      if ('touch' in step) this.evaluate(replayed, replayed.ids(), step.touch);
      else this.replay(replayed, step.claim, step.entry);
    }
  }

  private replay(claims: ReplayedClaims, claim: string, entry: FoldedEntry): void {
    const before = sameAsGroupOf(claims, claim).map(({ id }) => id);
    claims.apply(claim, entry);
    const { position, recordedAt, event } = entry;
    this.evaluate(claims, [claim, ...before], { position, recordedAt, cause: { entry: `${claim}/${event.data.id}` } });
  }
}

/** What is gone over again: an entry of one of the claims, or an event elsewhere. */
type Step = { readonly claim: string; readonly entry: FoldedEntry } | { readonly touch: DependencyChange };

const positionOf = (step: Step): number => ('touch' in step ? step.touch.position : step.entry.position);

/** Claims as they once were, brought forward entry by entry. */
class ReplayedClaims implements Claims {
  private readonly folds = new Map<string, ClaimFold>();

  constructor(private readonly rows: ClaimReader) {}

  fold(id: string): ClaimFold | undefined {
    return this.folds.get(id);
  }

  linkedAsSame(id: string): string[] {
    return this.rows.linkedAsSame(id);
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
