import type { Policy } from '../../../src/verification/policy.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import { failingAt, TestReadModel, echoPolicy } from '../../support/test-read-model.js';
import { InMemoryLedger } from '../../support/test-ledger.js';

/**
 * Two read models of a ledger: one that gets its broken events late, by a retry, and one that gets all events in order.
 *
 * @param recordAfterRetry records further events before the second is built
 */
function lateAndInOrder(ledger: InMemoryLedger, broken: Set<string>, policy: Policy, recordAfterRetry?: () => unknown) {
  const late = new TestReadModel(failingAt(broken, policy));
  late.handle(ledger.events);
  broken.clear();
  late.retry(ledger.events);
  if (recordAfterRetry) {
    recordAfterRetry();
    late.handle(ledger.events);
  }
  const inOrder = new TestReadModel(failingAt(broken, policy));
  inOrder.handle(ledger.events);
  return { late, inOrder };
}

describe('projection of parked events after a retry', () => {
  it('re-evaluates a claim with later changes of actors that it references through a document', () => {
    const ledger = new InMemoryLedger();
    ledger.actor('tass', { kind: 'outlet' });
    ledger.actor('kremlin');
    ledger.record('document', 'd', { type: 'DocumentRegistered', data: { publisher: 'tass', title: 'A story' } });
    ledger.actor('vg', { kind: 'outlet' });
    ledger.claim('talks');
    const cites = [{ document: 'd', use: 'quotes' } as const];
    ledger.entry('talks', 'ClaimReported', { by: ['vg'], basis: 'named-source', cites });
    const broken = new Set([ledger.events.at(-1)?.position ?? '']);
    ledger.record('actor', 'tass', { type: 'MandateRecorded', data: { mandate: 'm', speaksFor: 'kremlin' } });
    ledger.record('actor', 'kremlin', { type: 'ActorAmended', data: { kind: 'group' } });
    ledger.record('document', 'd', { type: 'DocumentAmended', data: { publisher: 'kremlin' } });

    const { late, inOrder } = lateAndInOrder(ledger, broken, echoPolicy);
    expect(inOrder.dump()['claim_states']).toHaveLength(5);
    expect(late.dump()).toEqual(inOrder.dump());
  });

  it('inserts an entry in order among later entries of a merged claim', () => {
    const ledger = new InMemoryLedger();
    ledger.actor('tass', { kind: 'outlet' });
    ledger.claim('talks');
    ledger.claim('negotiations');
    ledger.entry('talks', 'ClaimLinked', { relation: 'same-as', other: 'negotiations' });
    const report = (claim: string) => ledger.entry(claim, 'ClaimReported', { by: ['tass'], basis: 'none-given' });
    report('negotiations');
    report('talks');
    const broken = new Set([ledger.events.at(-1)?.position ?? '']);
    report('negotiations');

    const { late, inOrder } = lateAndInOrder(ledger, broken, echoPolicy, () => report('negotiations'));
    expect(late.dump()).toEqual(inOrder.dump());
  });

  it('re-evaluates a claim that cites an entry of a claim projected late, also with later changes of its makers', () => {
    const ledger = new InMemoryLedger();
    ledger.actor('tass', { kind: 'outlet' });
    ledger.actor('vg', { kind: 'outlet' });
    ledger.actor('diplomat', { kind: 'unnamed', outlet: 'tass', description: 'a diplomat' });
    ledger.claim('talks');
    ledger.claim('rumour');
    const broken = new Set([ledger.events.at(-1)?.position ?? '']);
    ledger.entry('rumour', 'ClaimAsserted', { by: ['diplomat'], basis: 'none-given' });
    const cites = [{ entry: 'rumour/e1', use: 'quotes' } as const];
    ledger.entry('talks', 'ClaimReported', { by: ['vg'], basis: 'unnamed-source', cites });
    ledger.record('actor', 'diplomat', { type: 'ActorAmended', data: { outlet: 'vg' } });

    const { late, inOrder } = lateAndInOrder(ledger, broken, standard);
    expect(ledger.claims.get('talks', ledger.now)?.verification.origins).toEqual([
      { nature: 'unnamed', actors: ['vg'], entries: ['rumour/e1'] },
    ]);
    expect(late.dump()).toEqual(inOrder.dump());
  });

  it('re-evaluates claims with a link of actors', () => {
    const ledger = new InMemoryLedger();
    for (const id of ['agence', 'agence-example', 'vg']) ledger.actor(id, { kind: 'outlet' });
    ledger.claim('talks');
    for (const id of ['agence', 'agence-example']) {
      ledger.entry('talks', 'ClaimReported', { by: [id], basis: 'witnessed' });
    }
    const ruleNow = () => ledger.claims.get('talks', ledger.now)?.verification.rule;
    expect(ruleNow()).toBe('corroborated/independent-origins');
    ledger.record('actor', 'agence-example', { type: 'ActorLinked', data: { other: 'agence' } });
    const broken = new Set([ledger.events.at(-1)?.position ?? '']);
    expect(ruleNow()).toBe('unverified/none');
    expect(ledger.actors.get('agence', ledger.now)).toMatchObject({ sameAs: ['agence-example'], revision: 0 });
    ledger.record('actor', 'vg', { type: 'ActorLinked', data: { other: 'agence' } });
    ledger.entry('talks', 'ClaimReported', { by: ['vg'], basis: 'witnessed' });
    expect(ruleNow()).toBe('unverified/none');
    expect(ledger.actors.get('vg', ledger.now)?.sameAs).toEqual(['agence', 'agence-example']);

    const { late, inOrder } = lateAndInOrder(ledger, broken, standard);
    expect(late.dump()).toEqual(inOrder.dump());

    ledger.record('actor', 'agence', { type: 'ActorUnlinked', data: { other: 'agence-example' } });
    expect(ruleNow()).toBe('corroborated/independent-origins');
    expect(ledger.actors.get('agence-example', ledger.now)?.sameAs).toEqual([]);
  });

  it('re-evaluates the claims that depend on it, also those with many entries', () => {
    const ledger = new InMemoryLedger();
    ledger.actor('nato');
    ledger.actor('tass', { kind: 'outlet' });
    ledger.actor('spokesman', { kind: 'person' });
    ledger.claim('talks', { about: ['nato'] });
    const report = () => ledger.entry('talks', 'ClaimReported', { by: ['tass'], basis: 'none-given' });
    const denial = { by: ['spokesman'], onBehalfOf: ['nato'], basis: 'reasoning', extent: 'whole' } as const;
    ledger.entry('talks', 'ClaimDenied', denial);
    ledger.record('actor', 'spokesman', { type: 'MandateRecorded', data: { mandate: 'm', speaksFor: 'nato' } });
    const broken = new Set([ledger.events.at(-1)?.position ?? '']);
    for (let n = 0; n < 60; n += 1) report();

    const { late, inOrder } = lateAndInOrder(ledger, broken, standard, () => report());
    expect(late.dump()).toEqual(inOrder.dump());
  });
});
