import { type DefinePolicy, policyDecider } from '../../src/policies/policy.decider.js';
import type { PolicyDefined, PolicyEvent } from '../../src/policies/policy.events.js';
import { STANDARD_PARAMETERS } from '../../src/verification/policy-parameters.js';
import { given } from '../support/given-when-then.js';

const version = (number: number, different: Partial<PolicyDefined> = {}): PolicyEvent => ({
  type: 'PolicyDefined',
  data: { version: number, ...STANDARD_PARAMETERS, ...different },
});
const first = version(1, { independentOrigins: 3 });
const second = version(2, { independentOrigins: 4 });

const givenPolicy = (...events: readonly PolicyEvent[]) => given(policyDecider, events);
const defining = (event: PolicyEvent, policy = 'desk'): DefinePolicy => ({ policy, event });

describe('policyDecider', () => {
  it('defines one version after the other', () => {
    givenPolicy().when(defining(first)).then([first]);
    givenPolicy(first).when(defining(second)).then([second]);
  });

  it('returns no event for a version that is defined with the same parameters', () => {
    givenPolicy(first, second).when(defining(first)).thenNothing();
    givenPolicy(first, second).when(defining(second)).thenNothing();
  });

  it('never changes a version', () => {
    for (const changed of [version(1), version(1, { independentOrigins: 3, searchGoodForDays: 30 })]) {
      givenPolicy(first)
        .when(defining(changed))
        .thenRejects([{ pointer: '/version', code: 'version-taken' }]);
    }
  });

  it('leaves out no version', () => {
    givenPolicy(first)
      .when(defining(version(3)))
      .thenRejects([{ pointer: '/version', code: 'not-next-version' }]);
    givenPolicy()
      .when(defining(second))
      .thenRejects([{ pointer: '/version', code: 'not-next-version' }]);
  });

  it.each(['standard', 'strict'])('rejects versions of the released policy %s', (policy) => {
    givenPolicy()
      .when(defining(first, policy))
      .thenRejects([{ pointer: '/policy', code: 'released-policy' }]);
  });

  it('rejects raters where no verdict decides', () => {
    givenPolicy()
      .when(defining(version(1, { verdictsDecide: false, raters: ['afp'] })))
      .thenRejects([{ pointer: '/raters', code: 'raters-without-verdicts' }]);
  });
});
