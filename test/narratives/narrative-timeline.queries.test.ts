import { NarrativeTimelineQueries } from '../../src/narratives/narrative-timeline.queries.js';
import { InMemoryLedger } from '../support/test-ledger.js';

describe('NarrativeTimelineQueries', () => {
  let ledger: InMemoryLedger;
  let timelines: NarrativeTimelineQueries;
  const page = (at = ledger.now, more: { readonly limit?: number; readonly cursor?: string } = {}) =>
    timelines.list('story', {}, { now: at, ...more });
  const kinds = (at?: string) => page(at).items.map((item) => (item.kind === 'entry' ? item.type : `→ ${item.status}`));

  beforeEach(() => {
    ledger = new InMemoryLedger();
    timelines = new NarrativeTimelineQueries(ledger.model.readModel);
    ledger.actor('nato');
    ledger.actor('checker');
    ledger.claim('talks', { about: ['nato'] });
    ledger.record('narrative', 'story', { type: 'NarrativeRegistered', data: { title: 'A story' } });
    ledger.record('narrative', 'story', { type: 'NarrativeClaimAdded', data: { claim: 'talks' } });
  });

  it('returns the same page until something is recorded', () => {
    const first = page();
    expect(page()).toBe(first);
    expect(page(ledger.now, { limit: 1 })).not.toBe(first);
    ledger.entry('talks', 'ClaimDenied', { by: ['nato'], basis: 'none-given', extent: 'whole' });
    expect(kinds()).toEqual(['ClaimRegistered', 'ClaimDenied']);
  });

  it('has the change that a date makes as soon as that date has come, and not before', () => {
    const search = { where: 'Here', outcome: 'found-nothing', by: ['checker'], goodUntil: '2026-01-02' } as const;
    ledger.entry('talks', 'ConfirmationSought', search);
    expect(kinds()).toEqual(['ClaimRegistered', 'ConfirmationSought']);
    expect(kinds('2026-01-02T23:59:59.999Z')).toEqual(['ClaimRegistered', 'ConfirmationSought']);
    expect(kinds('2026-01-03T00:00:00.000Z')).toEqual(['ClaimRegistered', 'ConfirmationSought', '→ unverified']);
    expect(kinds()).toEqual(['ClaimRegistered', 'ConfirmationSought']);
  });
});
