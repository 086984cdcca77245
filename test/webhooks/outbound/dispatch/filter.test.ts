import { InMemoryLedger } from '../../../support/test-ledger.js';
import type { WebhookFilter } from '../../../../src/webhooks/outbound/subscriptions/subscription.events.js';
import { Matcher } from '../../../../src/webhooks/outbound/dispatch/filter.js';
import { LedgerItems } from '../../../../src/webhooks/outbound/dispatch/ledger-items.js';

const ledger = new InMemoryLedger();
ledger.actor('nato');
ledger.actor('tass', { kind: 'outlet' });
ledger.claim('talks', { about: ['nato'], topics: ['Ukraine'] });
// After this day it is overdue: a change of the rule, but not of the status.
ledger.claim('vote', { kind: 'forecast', due: '2026-01-01' });
ledger.record('narrative', 'land', { type: 'NarrativeRegistered', data: { title: 'Land' } });
ledger.record('narrative', 'land', { type: 'NarrativeClaimAdded', data: { claim: 'talks' } });
ledger.entry('talks', 'ClaimAsserted', { by: ['tass'], basis: 'none-given' } as never);
ledger.entry('talks', 'ClaimDenied', { by: ['nato'], basis: 'none-given', extent: 'whole' } as never);
const items = new LedgerItems(ledger.model.readModel, 'a-log');
const all = items.scan({ events: -1, changes: items.changes.beginning }, '2027-01-01T00:00:00.000Z', 100).items;

const sent = (filter: WebhookFilter) => {
  const matcher = new Matcher(filter);
  return all
    .filter(({ item }) => matcher.matches(item, items))
    .map(({ item }) => (item.kind === 'event' ? item.row.type : `${item.change.claim} is ${item.change.status}`));
};

describe('Matcher', () => {
  it('lets everything pass without a filter', () => {
    expect(sent({})).toHaveLength(all.length);
  });
  it('selects by type, with changes of status as one of them', () => {
    expect(sent({ types: ['claim.denied', 'ActorRegistered'] })).toEqual([
      'ActorRegistered',
      'ActorRegistered',
      'ClaimDenied',
    ]);
    expect(sent({ types: ['claim.status-changed'] })).toEqual([
      'talks is unverified',
      'vote is open',
      'talks is denied',
      'vote is open',
    ]);
  });
  it('selects changes into and out of a status', () => {
    expect(sent({ to: ['denied', 'open'] })).toEqual(['vote is open', 'talks is denied']);
    expect(sent({ outOf: ['unverified'] })).toEqual(['talks is denied']);
    expect(sent({ outOf: ['unverified'], to: ['open'] })).toEqual([]);
    expect(sent({ to: ['denied'], types: ['claim.asserted', 'claim.status-changed'] })).toEqual([
      'ClaimAsserted',
      'talks is denied',
    ]);
  });
  it('selects by claim, also events elsewhere that name it', () => {
    expect(sent({ claims: ['vote'] })).toEqual(['ClaimRegistered', 'vote is open', 'vote is open']);
    expect(sent({ claims: ['talks'] })).toContain('NarrativeClaimAdded');
  });
  it('selects by actor: what it did, and changes of claims on which it had spoken', () => {
    expect(sent({ actors: ['tass'] })).toEqual(['ActorRegistered', 'ClaimAsserted', 'talks is denied']);
  });
  it('selects by narrative, topic and kind', () => {
    expect(sent({ narratives: ['land'], types: ['narrative.registered', 'claim.denied'] })).toEqual([
      'NarrativeRegistered',
      'ClaimDenied',
    ]);
    expect(sent({ topics: ['ukraine'], types: ['claim.registered', 'claim.denied'] })).toEqual([
      'ClaimRegistered',
      'ClaimDenied',
    ]);
    expect(sent({ kinds: ['forecast'] })).toEqual(['ClaimRegistered', 'vote is open', 'vote is open']);
  });
  it('sends what matches every list', () => {
    expect(sent({ claims: ['talks', 'vote'], kinds: ['forecast'], types: ['claim.registered'] })).toEqual([
      'ClaimRegistered',
    ]);
  });
  it('lets nothing pass that was imported silently, but dates that pass later, and what is recorded later', () => {
    const silent = new InMemoryLedger();
    const data = {
      id: 'r',
      text: 'A.',
      language: 'en',
      kind: 'forecast',
      about: [],
      topics: [],
      due: '2026-01-01',
    } as const;
    silent.record('claim', 'old', { type: 'ClaimRegistered', data }, { silent: true });
    const later = new LedgerItems(silent.model.readModel, 'a-log');
    const matching = () => {
      const scan = later.scan({ events: -1, changes: later.changes.beginning }, '2027-01-01T00:00:00.000Z', 100);
      return scan.items
        .filter(({ item }) => new Matcher({}).matches(item, later))
        .map(({ item }) => (item.kind === 'event' ? item.row.type : item.change.rule));
    };
    expect(matching()).toEqual(['open/overdue']);
    silent.entry('old', 'ClaimReported', { by: ['nato'], basis: 'none-given' } as never);
    expect(matching()).toContain('ClaimReported');
  });
});
