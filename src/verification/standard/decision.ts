import type { Reason } from '../policy.js';
import type { ActNode } from './act-node.js';
import type { Rule } from './rule-names.js';
import type { Rating } from '../../domain/vocabulary.js';

/** The rule that applied, and the reasons why. */
export interface Decision {
  readonly rule: Rule;
  readonly because: readonly Reason[];
  readonly rating?: Rating;
}

/** A rule of the policy. Returns undefined if it doesn't apply. */
export type DecisionRule<Input> = (input: Input) => Decision | undefined;

export function byEntry({ ref }: ActNode): Reason {
  return { entry: ref };
}

/**
 * Removes duplicates and sorts: entries, then mandates, then dates; by their references within each kind. Of one mandate
 * for several acts, a partial overlap with any of them is kept.
 */
export function sortReasons(reasons: readonly Reason[]): readonly Reason[] {
  const keyed = new Map<string, Reason>();
  for (const reason of reasons) {
    const key = keyOf(reason);
    if ('overlap' in reason || !keyed.has(key)) keyed.set(key, reason);
  }
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reason]) => reason);
}

function keyOf(reason: Reason): string {
  if ('entry' in reason) return `1 ${reason.entry}`;
  return 'actor' in reason ? `2 ${reason.actor} ${reason.mandate}` : `3 ${reason.passed}`;
}
