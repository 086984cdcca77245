import { ClaimQueries } from '../../src/claims/queries/claim.queries.js';
import { standard } from '../../src/verification/standard/standard-policy.js';
import { InMemoryLedger } from '../support/test-ledger.js';
import { failingAt, TestReadModel } from '../support/test-read-model.js';

describe('NarrativeProjector', () => {
  it('lists a claim that was projected after it was added', () => {
    const ledger = new InMemoryLedger();
    for (const claim of ['a', 'b', 'c']) ledger.claim(claim);
    ledger.record('narrative', 'land', { type: 'NarrativeRegistered', data: { title: 'Land' } });
    for (const claim of ['c', 'b', 'a']) {
      ledger.record('narrative', 'land', { type: 'NarrativeClaimAdded', data: { claim } });
    }
    const positions = new Set(
      ledger.events.filter(({ stream }) => stream === 'claim-b').map(({ position }) => position),
    );
    const model = new TestReadModel(failingAt(positions, standard));
    const listed = () =>
      new ClaimQueries(model.readModel)
        .list({ narrative: 'land' }, { now: ledger.now, limit: 10, cursor: undefined })
        .items.map(({ id }) => id);

    model.handle(ledger.events);
    expect(listed()).toEqual(['c', 'a']);

    positions.clear();
    model.retry(ledger.events);
    expect(listed()).toEqual(['c', 'b', 'a']);
    expect(model.dump()).toEqual(ledger.model.dump());
  });
});
