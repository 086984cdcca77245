import type { Mandate, Reason } from '../policy.js';
import type { ActNode } from './act-node.js';
import type { Rule } from './rule-names.js';
import type { Rating } from '../../domain/vocabulary.js';

/** The rule that fits, and what decides. */
export interface Decision {
  readonly rule: Rule;
  readonly because: readonly Reason[];
  readonly rating?: Rating;
}

/** One row of the policy: a decision, or undefined if the row doesn't fit. */
export type DecisionRule<F> = (findings: F) => Decision | undefined;

export function byEntry({ ref }: ActNode): Reason {
  return { entry: ref };
}

export function byMandate({ speaker, id }: Mandate): Reason {
  return { actor: speaker, mandate: id };
}

/** Each reason once: entries first, then mandates, then dates, each kind in the order of its names. */
export function sortReasons(reasons: readonly Reason[]): readonly Reason[] {
  const keyed = new Map(reasons.map((reason) => [keyOf(reason), reason]));
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reason]) => reason);
}

function keyOf(reason: Reason): string {
  if ('entry' in reason) return `1 ${reason.entry}`;
  return 'actor' in reason ? `2 ${reason.actor} ${reason.mandate}` : `3 ${reason.passed}`;
}
