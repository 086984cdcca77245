import type { Policy, PolicyInput, Verification } from '../../verification/policy.js';
import type { SummaryPart } from '../../verification/summary/summary-part.js';
import { groundlessRepetitions } from './groundless-repetitions.js';

/** What a scenario leaves out. */
export interface LeftOut {
  /** The references of these entries; more may be added before an evaluation. */
  readonly excluded: ReadonlySet<string>;
  excludesActor(id: string): boolean;
}

/**
 * The policy, evaluated as of `validAt` if that is given, with its own reason for entries that a scenario excludes. Of
 * actors whom it excludes, it doesn't say that they are silent.
 */
export function policyUnder(policy: Policy, validAt: string | undefined, left: LeftOut): Policy {
  const { excluded } = left;
  const heard = (part: SummaryPart): readonly SummaryPart[] => {
    if (part.code !== 'silent') return [part];
    const actors = part.actors?.filter((actor) => !left.excludesActor(actor)) ?? [];
    return actors.length === 0 ? [] : [{ ...part, actors }];
  };
  const named = (verification: Verification, input: PolicyInput): Verification => {
    const withoutEffect = verification.withoutEffect.map((item) =>
      item.reason === 'voided' && excluded.has(item.entry) ? { ...item, reason: 'excluded' as const } : item,
    );
    const groundless = groundlessRepetitions(input, { ...verification, withoutEffect });
    return {
      ...verification,
      summary: verification.summary.flatMap(heard),
      withoutEffect: groundless.length === 0 ? withoutEffect : [...withoutEffect, ...groundless].sort(byEntry),
    };
  };
  const evaluate = (given: PolicyInput): Verification => {
    if (validAt === undefined) return named(policy.evaluate(given), given);
    const input = { ...given, at: validAt };
    // At one moment of the world, no date passes.
    const { changesAt: _changesAt, ...verification } = policy.evaluate(input);
    return named(verification, input);
  };
  return {
    id: policy.id,
    version: policy.version,
    evaluate,
    *evaluateOverTime(input) {
      if (validAt !== undefined) yield evaluate(input);
      else for (const verification of policy.evaluateOverTime(input)) yield named(verification, input);
    },
  };
}

const byEntry = (a: { readonly entry: string }, b: { readonly entry: string }): number => (a.entry < b.entry ? -1 : 1);
