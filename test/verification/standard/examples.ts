import { PolicyInputBuilder } from '../policy-input.builder.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import { evaluateInputByReference } from './reference-evaluator/evaluator.js';

type Builder = PolicyInputBuilder;

export const about = (...actors: string[]): Builder =>
  new PolicyInputBuilder({ about: actors })
    .actor('outlet', 'herald', 'post', 'snopes', 'afp')
    .actor('person', 'witness', 'minister', 'spokesman')
    .actor('group', 'members')
    .unnamed('diplomat', 'herald');

export const forecast = (due?: string): Builder =>
  new PolicyInputBuilder({ kind: 'forecast', about: ['nato'], ...(due === undefined ? {} : { due }) })
    .actor('outlet', 'herald')
    .asserted('says', 'herald');

export const ofPutin = (): Builder =>
  new PolicyInputBuilder({ kind: 'position', holder: 'putin', about: ['nato'] })
    .actor('person', 'putin', 'peskov')
    .actor('outlet', 'afp')
    .speaksFor('peskov', 'putin');

/** What is recorded in words, the rule that decides, and what is recorded. */
export type Example = readonly [string, string, () => PolicyInputBuilder];

/** Tests examples on the policy, and on the reference evaluator. */
export function describeExamples(examples: readonly Example[]): void {
  describe.each(examples)('%s: %s', (_, rule, given) => {
    it('is what the policy returns', () => {
      expect(standard.evaluate(given().build()).rule).toBe(rule);
    });

    it('is what the reference evaluator returns', () => {
      expect(evaluateInputByReference(given().build()).rule).toBe(rule);
    });
  });
}
