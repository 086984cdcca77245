import fc from 'fast-check';
import { BASES } from '../../../../src/domain/vocabulary.js';
import { RulePolicy } from '../../../../src/verification/standard/rule-policy.js';
import { ROSTER } from './world.js';

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Policies with every combination of parameters, over the actors of generated histories. */
export function policies(): fc.Arbitrary<RulePolicy> {
  return fc
    .record({
      independentOrigins: fc.constantFrom(2, 2, 3, 4),
      unnamedSupport: fc.boolean(),
      denialBases: optional(fc.subarray([...BASES], { minLength: 1 })),
      eyewitnessDisputes: fc.boolean(),
      verdictsDecide: fc.boolean(),
      raters: optional(fc.subarray(ROSTER.map(({ id }) => id))),
      searchGoodForDays: optional(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 400 }))),
    })
    .map(({ denialBases, raters, searchGoodForDays, ...parameters }) => {
      return new RulePolicy('random', 1, {
        ...parameters,
        ...(denialBases !== undefined && { denialBases }),
        ...(raters !== undefined && { raters }),
        ...(searchGoodForDays !== undefined && { searchGoodForDays }),
      });
    });
}
