import type { Database } from 'better-sqlite3';
import type { Policy } from '../../verification/policy.js';
import { answersOf } from './state-timeline.js';
import { Backgrounds } from './policy-context-cache.js';
import { caseOf } from './policy-input.js';
import { ClaimFold, type FoldedEntry } from './claim-fold.js';
import { type Claims, groupOf } from './same-as-groups.js';
import type { Registry } from './reference-data.js';
import type { ClaimRows } from './claim-reader.js';
import { ClaimStates } from './claim-state-table.js';
import { type ClaimTouches, type Touch } from './claim-dependencies.js';

/** Judges claims again after what may have changed their states. */
export class Refold {
  private readonly states: ClaimStates;
  private readonly backgrounds: Backgrounds;

  constructor(
    database: Database,
    private readonly policy: Policy,
    registry: Registry,
    private readonly rows: ClaimRows,
    private readonly touches: ClaimTouches,
  ) {
    this.states = new ClaimStates(database);
    this.backgrounds = new Backgrounds(registry);
  }

  /** Judges the groups of these claims as of this event, before which everything else is judged. */
  judge(claims: Claims, ids: Iterable<string>, touch: Touch): void {
    const judged = new Set<string>();
    for (const id of ids) {
      if (judged.has(id)) continue;
      const group = groupOf(claims, id);
      if (group.length === 0) continue;
      const background = this.backgrounds.of(group, touch);
      const answers = answersOf(this.policy, caseOf(group, background, touch.recordedAt));
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
  judgeAllOver(ids: Iterable<string>): void {
    // An event that came late touched claims that aren't judged in turn.
    this.backgrounds.forget();
    const all = this.rows.everSame(ids);
    const replayed = new ReplayedClaims(this.rows);
    const entries = [...all].flatMap((claim) => this.rows.entries(claim).map((entry) => ({ claim, entry })));
    for (const { claim, entry } of entries) if (entry.revision === 0) this.states.clear(this.rows.number(claim) ?? 0);
    const steps: readonly Step[] = [...entries, ...this.touches.of(all).map((touch) => ({ touch }))];
    for (const step of [...steps].sort((a, b) => positionOf(a) - positionOf(b))) {
      if ('touch' in step) this.judge(replayed, replayed.ids(), step.touch);
      else this.replay(replayed, step.claim, step.entry);
    }
  }

  private replay(claims: ReplayedClaims, claim: string, entry: FoldedEntry): void {
    const before = groupOf(claims, claim).map(({ id }) => id);
    claims.apply(claim, entry);
    const { position, recordedAt, event } = entry;
    this.judge(claims, [claim, ...before], { position, recordedAt, cause: { entry: `${claim}/${event.data.id}` } });
  }
}

/** What is gone over again: an entry of one of the claims, or an event elsewhere. */
type Step = { readonly claim: string; readonly entry: FoldedEntry } | { readonly touch: Touch };

const positionOf = (step: Step): number => ('touch' in step ? step.touch.position : step.entry.position);

/** Claims as they once were, brought forward entry by entry. */
class ReplayedClaims implements Claims {
  private readonly folds = new Map<string, ClaimFold>();

  constructor(private readonly rows: ClaimRows) {}

  fold(id: string): ClaimFold | undefined {
    return this.folds.get(id);
  }

  saidToBeSame(id: string): string[] {
    return this.rows.saidToBeSame(id);
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
