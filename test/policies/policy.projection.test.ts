import { PolicyQueries } from '../../src/policies/policies.queries.js';
import type { PolicyEvent } from '../../src/policies/policy.events.js';
import { STANDARD_PARAMETERS } from '../../src/verification/policy-parameters.js';
import { standard } from '../../src/verification/standard/standard-policy.js';
import { InMemoryLedger } from '../support/test-ledger.js';
import { failingAt, TestReadModel } from '../support/test-read-model.js';

const version = (number: number, independentOrigins: number): PolicyEvent => ({
  type: 'PolicyDefined',
  data: { version: number, ...STANDARD_PARAMETERS, independentOrigins, raters: ['afp'] },
});

describe('PolicyProjector', () => {
  const ledger = new InMemoryLedger();
  ledger.record('policy', 'desk', version(1, 3));
  ledger.record('policy', 'desk', version(2, 4));
  ledger.record('policy', 'blog', version(1, 2));

  it('lists the policies that the ledger defines, with their parameters', () => {
    const queries = new PolicyQueries(ledger.model.readModel);
    expect(queries.list().map(({ policy }) => policy.name)).toEqual(['blog/1', 'desk/1', 'desk/2']);
    expect(queries.named('desk/2')?.policy.parameters).toEqual({
      ...STANDARD_PARAMETERS,
      independentOrigins: 4,
      raters: ['afp'],
    });
    expect(queries.named('desk/3')).toBeUndefined();
  });

  it('has the same rows after a retry', () => {
    const positions = new Set([ledger.events[1]?.position ?? '']);
    const model = new TestReadModel(failingAt(positions, standard));
    model.handle(ledger.events);
    expect(new PolicyQueries(model.readModel).named('desk/2')).toBeUndefined();
    positions.clear();
    model.retry(ledger.events);
    expect(model.dump()).toEqual(ledger.model.dump());
  });
});
