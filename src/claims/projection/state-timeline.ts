import { type CoverageColumns, coverageColumns } from './coverage-columns.js';
import type { Origin, Verification, PolicyInput, Policy } from '../../verification/policy.js';

/** The most items of each list that are stored. */
const MAX_LISTED = 100;
/** The most states that are written ahead, as when many searches expire one after the other. */
export const MAX_STEPS = 1_000;

/** What brought a status about: an entry, a change of an actor or document, or a date that passed. */
export type Cause =
  | {
      /** The entry, `claim/entry`. */
      readonly entry: string;
    }
  | {
      /** The id of the actor that changed. */
      readonly actor: string;
      /** The id of its mandate that changed. */
      readonly mandate?: string;
    }
  | {
      /** The id of the document that changed. */
      readonly document: string;
    }
  | {
      /** The date that passed: an ISO instant in UTC. */
      readonly passed: string;
    };

/** A verification state of bounded size, without the fields that have columns of their own. */
export interface StateBody extends Omit<Verification, 'status' | 'rule' | 'rating' | 'summary' | 'coverage'> {
  /** The length of each list before it was cut. */
  readonly totals: Readonly<Record<'because' | 'possibly' | 'origins' | 'withoutEffect', number>>;
}

/** A state that begins at some moment. */
export interface StateSpan {
  readonly from: string;
  /** The date that passed at that moment; undefined for the first state. */
  readonly passed?: string;
  readonly status: string;
  readonly rule: string;
  readonly rating: string | null;
  /** JSON of the summary's parts, with ids: names are filled in when it is read. */
  readonly summary: string;
  /** JSON of a `StateBody`. */
  readonly body: string;
  readonly coverage: CoverageColumns;
}

/** The state as of the input's moment, and those that follow as dates pass, provided that nothing is recorded. */
export function stateTimelineOf(policy: Policy, input: PolicyInput): StateSpan[] {
  const timeline: StateSpan[] = [];
  let from = input.at;
  for (const verification of policy.evaluateOverTime(input)) {
    const { status, rule, rating = null, changesAt } = verification;
    const passed = timeline.length > 0 && { passed: from };
    const [summary, body] = [JSON.stringify(verification.summary), JSON.stringify(stateBodyOf(verification))];
    const coverage = coverageColumns(verification.coverage);
    timeline.push({ from, ...passed, status, rule, rating, summary, body, coverage });
    if (changesAt === undefined || changesAt <= from || timeline.length === MAX_STEPS) break;
    from = changesAt;
  }
  return timeline;
}

export function stateBodyOf({
  because,
  possibly,
  policy,
  origins,
  counts,
  withoutEffect,
  changesAt,
}: Verification): StateBody {
  return {
    because: because.slice(0, MAX_LISTED),
    possibly: possibly.slice(0, MAX_LISTED),
    policy,
    origins: origins.slice(0, MAX_LISTED).map(truncated),
    counts,
    withoutEffect: withoutEffect.slice(0, MAX_LISTED),
    totals: {
      because: because.length,
      possibly: possibly.length,
      origins: origins.length,
      withoutEffect: withoutEffect.length,
    },
    ...(changesAt !== undefined && { changesAt }),
  };
}

/** A cycle can have any number of members. */
function truncated({ nature, actors, entries }: Origin): Origin {
  return { nature, actors: actors.slice(0, MAX_LISTED), entries: entries.slice(0, MAX_LISTED) };
}
