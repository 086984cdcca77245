import type { Origin, Verification, PolicyInput, Policy } from '../../verification/policy.js';

/** So many items of each list are kept; `totals` counts all. */
const KEPT = 100;
/** An answer may change by itself so many times, as when that many searches end one by one. */
export const MAX_STEPS = 1_000;

/** What brought a status about: an event, or a date that passed. Entries are named `claim/entry`. */
export type Cause =
  | { readonly entry: string }
  | { readonly actor: string; readonly mandate?: string }
  | { readonly document: string }
  | { readonly passed: string };

/** A verification state cut to a bounded size, as JSON, without what stands in columns of its own. */
export interface AnswerBody extends Omit<Verification, 'status' | 'rule' | 'rating'> {
  readonly totals: Readonly<Record<'because' | 'possibly' | 'origins' | 'withoutEffect', number>>;
}

/** What a policy answers from some moment on. */
export interface StateSpan {
  readonly from: string;
  /** The date that passed at that moment; undefined for the first answer. */
  readonly passed?: string;
  readonly status: string;
  readonly rule: string;
  readonly rating: string | null;
  readonly body: string;
}

/** The policy's answer as of the case's moment, and those that follow from dates passing, if nothing is recorded. */
export function stateTimelineOf(policy: Policy, given: PolicyInput): StateSpan[] {
  const answers: StateSpan[] = [];
  let from = given.at;
  for (const verification of policy.evaluateOverTime(given)) {
    const { status, rule, rating = null, changesAt } = verification;
    const passed = answers.length > 0 && { passed: from };
    answers.push({ from, ...passed, status, rule, rating, body: JSON.stringify(bodyOf(verification)) });
    if (changesAt === undefined || changesAt <= from || answers.length === MAX_STEPS) break;
    from = changesAt;
  }
  return answers;
}

function bodyOf({ because, possibly, policy, origins, counts, withoutEffect, changesAt }: Verification): AnswerBody {
  return {
    because: because.slice(0, KEPT),
    possibly: possibly.slice(0, KEPT),
    policy,
    origins: origins.slice(0, KEPT).map(cut),
    counts,
    withoutEffect: withoutEffect.slice(0, KEPT),
    totals: {
      because: because.length,
      possibly: possibly.length,
      origins: origins.length,
      withoutEffect: withoutEffect.length,
    },
    ...(changesAt !== undefined && { changesAt }),
  };
}

/** A ring may have any number of members. */
function cut({ nature, actors, entries }: Origin): Origin {
  return { nature, actors: actors.slice(0, KEPT), entries: entries.slice(0, KEPT) };
}
