import { ClaimCountQueries, COUNT_NAMES } from '../../../src/claims/queries/claim-counts.queries.js';
import { InMemoryLedger } from '../../support/test-ledger.js';

describe('ClaimCountQueries', () => {
  it('counts by outlet and by month, as of any moment', () => {
    const ledger = new InMemoryLedger();
    const counts = new ClaimCountQueries(ledger.model.readModel);
    ledger.actor('vg', { kind: 'outlet' });
    ledger.actor('tass', { kind: 'outlet' });
    ledger.actor('nato');
    for (const claim of ['a', 'b', 'c']) ledger.claim(claim);
    const report = (claim: string, by: string, occurredAt?: string) =>
      ledger.entry(claim, 'ClaimReported', { by: [by], basis: 'none-given', ...(occurredAt && { occurredAt }) });
    report('a', 'vg', '2024-04-01');
    report('a', 'tass', '2024-05');
    report('b', 'vg', '2024-05');
    report('c', 'nato');
    const before = ledger.now;
    const earlier = { outlet: { vg: 2, tass: 1 }, putForwardMonth: { '2024-05': 1, '2024-04': 1 } };
    expect(counts.count({}, ledger.now)).toMatchObject({ ...earlier, registeredMonth: { '2026-01': 3 } });
    expect(counts.count({ actor: 'tass' }, ledger.now)).toMatchObject({
      outlet: { tass: 1, vg: 1 },
      putForwardMonth: { '2024-04': 1 },
    });

    ledger.record('actor', 'vg', { type: 'ActorAmended', data: { kind: 'organization' } });
    report('c', 'tass', '2023-12-31');
    const now = counts.count({}, ledger.now);
    expect(now.outlet).toEqual({ tass: 2 });
    expect(Object.entries(now.putForwardMonth ?? {})).toEqual([
      ['2024-05', 1],
      ['2024-04', 1],
      ['2023-12', 1],
    ]);
    const then = counts.count({ asOf: before }, before);
    expect(then).toMatchObject(earlier);
    expect(then.outlet).toEqual(earlier.outlet);
  });

  it('counts by every value that a filter finds, as of any moment', () => {
    const ledger = new InMemoryLedger();
    const counts = new ClaimCountQueries(ledger.model.readModel);
    for (const actor of ['nato', 'vg']) ledger.actor(actor);
    ledger.claim('a', { about: ['nato'], language: 'uk-UA' });
    ledger.claim('b', { about: ['nato', 'vg'], language: 'uk', kind: 'position' });
    ledger.claim('c');
    ledger.entry('b', 'ClaimReported', { by: ['vg'], basis: 'none-given' });
    ledger.record('narrative', 'war', { type: 'NarrativeRegistered', data: { title: 'War' } });
    for (const claim of ['a', 'b']) {
      ledger.record('narrative', 'war', { type: 'NarrativeClaimAdded', data: { claim } });
    }
    const before = ledger.now;
    const all = {
      ...{ language: { uk: 2, 'uk-ua': 1, en: 1 }, narrative: { war: 2 } },
      ...{ about: { nato: 2, vg: 1 }, actor: { vg: 1 }, kind: { factual: 2, position: 1 } },
    };
    expect(counts.count({}, before)).toMatchObject(all);
    for (const group of ['language', 'narrative', 'about', 'actor'] as const) {
      for (const [value, count] of Object.entries(all[group])) {
        expect({ group, value, found: ledger.list({ [group]: value }).length }).toEqual({ group, value, found: count });
      }
    }

    ledger.record('narrative', 'war', { type: 'NarrativeClaimRemoved', data: { claim: 'a' } });
    ledger.entry('a', 'ClaimAmended', { about: ['vg'], language: 'de' });
    const now = counts.count({}, ledger.now);
    expect(now).toMatchObject({ narrative: { war: 1 }, about: { nato: 1, vg: 2 } });
    expect(now.language).toEqual({ de: 1, en: 1, uk: 1 });
    expect(counts.count({ asOf: before }, before)).toMatchObject(all);
    expect(counts.count({ narrative: 'war' }, ledger.now)).toMatchObject({ total: 1, about: { nato: 1, vg: 1 } });
  });

  it('counts only by what the caller wants', () => {
    const ledger = new InMemoryLedger();
    ledger.actor('vg', { kind: 'outlet' });
    ledger.actor('nato');
    ledger.claim('a');
    for (const by of ['vg', 'nato']) ledger.entry('a', 'ClaimReported', { by: [by], basis: 'none-given' });
    const counts = new ClaimCountQueries(ledger.model.readModel);
    const total = { total: 1, capped: false };
    expect(counts.count({}, ledger.now, ['kind'])).toEqual({ ...total, kind: { factual: 1 } });
    expect(counts.count({}, ledger.now, ['outlet'])).toEqual({ ...total, outlet: { vg: 1 } });
    expect(counts.count({}, ledger.now, ['actor'])).toEqual({ ...total, actor: { nato: 1, vg: 1 } });
    expect(Object.keys(counts.count({}, ledger.now))).toEqual([...Object.keys(total), ...COUNT_NAMES]);
  });

  it('counts again what an event or a passed date has changed, and only that', () => {
    const ledger = new InMemoryLedger();
    const counts = new ClaimCountQueries(ledger.model.readModel);
    ledger.actor('stopfake', { kind: 'outlet' });
    ledger.claim('a');
    ledger.entry('a', 'ClaimReported', { by: ['stopfake'], basis: 'none-given' });
    ledger.entry('a', 'ConfirmationSought', { by: ['stopfake'], outcome: 'found-nothing', goodUntil: '2026-02-01' });
    const before = counts.count({}, ledger.now);
    expect(before).toMatchObject({ status: { unsubstantiated: 1 }, outlet: { stopfake: 1 } });
    const later = counts.count({}, '2026-02-02T00:00:00.000Z');
    expect(later.status).toEqual({ unverified: 1 });
    expect(later.outlet).toBe(before.outlet);

    ledger.claim('b');
    ledger.entry('b', 'ClaimReported', { by: ['stopfake'], basis: 'none-given' });
    expect(counts.count({}, ledger.now).outlet).toEqual({ stopfake: 2 });
    ledger.record('actor', 'stopfake', { type: 'ActorAmended', data: { kind: 'organization' } });
    expect(counts.count({}, ledger.now)).toMatchObject({ outlet: {}, actor: { stopfake: 2 } });
  });
});
