import type { Policy, PolicyInput, Verification } from '../../verification/policy.js';

/**
 * The policy, evaluated as of `validAt` if that is given, with its own reason for entries that a scenario excludes.
 *
 * @param excluded the references of these entries; more may be added before an evaluation
 */
export function policyUnder(policy: Policy, validAt: string | undefined, excluded: ReadonlySet<string>): Policy {
  const named = (verification: Verification): Verification => ({
    ...verification,
    withoutEffect: verification.withoutEffect.map((item) =>
      item.reason === 'voided' && excluded.has(item.entry) ? { ...item, reason: 'excluded' } : item,
    ),
  });
  const evaluate = (input: PolicyInput): Verification => {
    if (validAt === undefined) return named(policy.evaluate(input));
    // At one moment of the world, no date passes.
    const { changesAt: _changesAt, ...verification } = policy.evaluate({ ...input, at: validAt });
    return named(verification);
  };
  return {
    id: policy.id,
    version: policy.version,
    evaluate,
    *evaluateOverTime(input) {
      if (validAt !== undefined) yield evaluate(input);
      else for (const verification of policy.evaluateOverTime(input)) yield named(verification);
    },
  };
}
