import { InMemoryLedger, minute } from '../../support/test-ledger.js';

describe('MomentQueries', () => {
  it('returns dates that passed, and the status that they left for later entries', () => {
    const ledger = new InMemoryLedger();
    ledger.actor('vg', { kind: 'outlet' });
    ledger.claim('a');
    ledger.entry('a', 'ConfirmationSought', { by: ['vg'], outcome: 'found-nothing', goodUntil: minute(4) });
    for (const actor of ['tass', 'bbc', 'nato']) ledger.actor(actor);
    ledger.entry('a', 'ReactionRecorded', { by: ['vg'], reaction: 'commented', occurredAt: '2025' });
    const view = ledger.claims.moments('a', ledger.now, { limit: 10 });
    expect(view?.items.map(({ cause, status, changed }) => [cause, status, changed])).toEqual([
      [{ entry: 'a/r' }, 'unverified', true],
      [{ entry: 'a/e1' }, 'unsubstantiated', true],
      [{ passed: minute(4).replace('00.000Z', '00.001Z') }, 'unverified', true],
      [{ entry: 'a/e2' }, 'unverified', false],
    ]);
    expect(view?.items.at(-1)).toMatchObject({
      type: 'ReactionRecorded',
      revision: 2,
      recordedAt: minute(6),
      occurred: { from: '2025-01-01T00:00:00.000Z', to: '2025-12-31T23:59:59.999Z' },
    });
  });
});
