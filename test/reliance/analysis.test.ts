import { analyse, type Items, type Question } from '../../src/reliance/analysis.js';
import { InMemoryLedger } from '../support/test-ledger.js';

describe('analyse()', () => {
  let ledger: InMemoryLedger;
  const ask = <Of extends Question['of']>(question: Extract<Question, { readonly of: Of }>, at = ledger.now) =>
    analyse(ledger.model.readModel, question, at).items as Items[Of][];
  const report = (claim: string, by: string, cites: readonly object[] = [], more: object = {}) =>
    ledger.entry(claim, 'ClaimReported', { by: [by], basis: 'none-given', cites: cites as never, ...more });
  const credit = (source: object) => ({ ...source, use: 'credits' });
  const pairsIn = (scope: object = {}, at?: string) =>
    ask({ of: 'pairs', scope, sort: 'entries' }, at).map(
      ({ carrier, carried, entries, claims }) => `${carrier.id} > ${carried.id}: ${entries} in ${claims}`,
    );
  const ringsIn = (scope: object = {}, minEntries = 1) =>
    ask({ of: 'rings', scope, minEntries }).map(({ members }) => members.map(({ id }) => id));
  const reach = (actor: string, at?: string) => ask({ of: 'reach', scope: {}, actor }, at)[0];

  beforeEach(() => {
    ledger = new InMemoryLedger();
    for (const outlet of ['vg', 'tass', 'bild']) ledger.actor(outlet, { kind: 'outlet' });
    ledger.actor('nato');
    ledger.actor('jenssen', { kind: 'person' });
    ledger.claim('talks', { topics: ['Land'] });
    ledger.claim('troops', { kind: 'forecast' });
  });

  it('counts each way to rely on another, once for each entry', () => {
    ledger.record('document', 'article', { type: 'DocumentRegistered', data: { publisher: 'vg', title: 'Article' } });
    report('talks', 'jenssen', [], { document: 'article' });
    report('talks', 'bild', [credit({ document: 'article' }), credit({ actor: 'vg' })]);
    ledger.entry('talks', 'ClaimInterpreted', { by: ['bild'], interprets: { entry: 'e1' }, document: 'article' });
    expect(ask({ of: 'pairs', scope: {}, sort: 'entries' })).toMatchObject([
      { carrier: { id: 'bild' }, carried: { id: 'jenssen' }, how: { cites: 0, interprets: 1, publishes: 0 } },
      { carrier: { id: 'bild', name: 'bild', kind: 'outlet' }, carried: { id: 'vg' }, entries: 1, how: { cites: 1 } },
      { carrier: { id: 'vg' }, carried: { id: 'bild' }, shownBy: ['talks/e3'], how: { publishes: 1 } },
      { carrier: { id: 'vg' }, carried: { id: 'jenssen' }, shownBy: ['talks/e1'], how: { publishes: 1 } },
    ]);
    const entries = (how?: 'cites') => ask({ of: 'entries', scope: {}, carrier: 'vg', carried: 'bild', how });
    expect(entries()).toMatchObject([
      { entry: 'talks/e3', type: 'ClaimInterpreted', by: ['bild'], how: ['publishes'], text: 'Claim talks.' },
    ]);
    expect(entries('cites')).toEqual([]);
    const kinds = (filter: object) => ask({ of: 'pairs', scope: {}, sort: 'entries', ...filter }).length;
    expect([kinds({ carriedKind: 'outlet' }), kinds({ carrierKind: 'person' })]).toEqual([2, 0]);
  });

  it('looks only in the claims and at the entries that the question names, as of any moment', () => {
    const first = report('talks', 'tass', [credit({ actor: 'vg' })]);
    const second = report('troops', 'tass', [credit({ actor: 'vg' })]);
    report('troops', 'tass', [credit({ actor: 'vg' })]);
    expect(pairsIn()).toEqual(['tass > vg: 3 in 2']);
    expect(pairsIn({ topic: 'land' })).toEqual(['tass > vg: 1 in 1']);
    expect(pairsIn({ kind: 'forecast' })).toEqual(['tass > vg: 2 in 1']);
    expect(pairsIn({ narrative: 'none' })).toEqual([]);
    expect(pairsIn({ since: second })).toEqual(['tass > vg: 2 in 1']);
    expect(pairsIn({ since: second, until: second })).toEqual([]);
    expect(pairsIn({ until: second })).toEqual(['tass > vg: 1 in 1']);
    expect(pairsIn({}, first)).toEqual(['tass > vg: 1 in 1']);
    ledger.entry('troops', 'EntryVoided', { voids: 'e2', reason: 'by mistake' });
    expect(pairsIn()).toEqual(['tass > vg: 2 in 2']);
  });

  it('counts joined actors as one', () => {
    ledger.actor('tass-english', { kind: 'outlet' });
    report('talks', 'tass-english', [credit({ actor: 'vg' }), credit({ actor: 'tass' })]);
    report('troops', 'tass', [credit({ actor: 'vg' })]);
    const data = { relation: 'same-as', other: 'tass' } as const;
    ledger.record('actor', 'tass-english', { type: 'ActorLinked', data });
    expect(pairsIn()).toEqual(['tass > vg: 2 in 2']);
    const named = ask({ of: 'pairs', scope: {}, sort: 'entries', carrier: 'tass-english' });
    expect(named.map(({ entries }) => entries)).toEqual([2]);
  });

  it('finds the maker of the replacement of an entry of another claim, also for one pair', () => {
    report('talks', 'vg');
    report('troops', 'bild', [credit({ entry: 'talks/e1' })]);
    report('talks', 'tass');
    ledger.entry('talks', 'EntryVoided', { voids: 'e1', reason: 'another maker', replacement: 'e3' });
    expect(pairsIn()).toEqual(['bild > tass: 1 in 1']);
    expect(ask({ of: 'entries', scope: {}, carrier: 'bild', carried: 'tass' })).toMatchObject([{ entry: 'troops/e2' }]);
  });

  it('finds rings over several claims, and the claims in which they have no source outside', () => {
    ledger.actor('source', { kind: 'unnamed', outlet: 'vg', description: 'an editor' });
    report('talks', 'tass', [credit({ actor: 'source' })]);
    report('troops', 'vg', [credit({ actor: 'bild' })]);
    expect(ringsIn()).toEqual([]);
    report('troops', 'bild', [credit({ actor: 'tass' })]);
    expect(ringsIn()).toEqual([['bild', 'tass', 'vg']]);
    expect(ringsIn({ kind: 'forecast' })).toEqual([]);
    expect(ringsIn({}, 2)).toEqual([]);
    const [open] = ask({ of: 'rings', scope: {}, minEntries: 1 });
    expect(open).toMatchObject({ circularClaims: [], totals: { links: 3, claims: 2, shownBy: 3 } });
    report('troops', 'tass', [credit({ actor: 'vg' })]);
    const [closed] = ask({ of: 'rings', scope: {}, minEntries: 1 });
    expect(closed).toMatchObject({
      circularClaims: ['troops'],
      links: [{ carrier: 'tass', carried: 'vg', entries: 2, claims: 2 }, {}, {}],
      totals: { circularClaims: 1 },
    });
  });

  it('finds which claims rest on one actor alone, also after it took them back, and who carried them', () => {
    ledger.record('document', 'article', { type: 'DocumentRegistered', data: { publisher: 'vg', title: 'Article' } });
    const said = ledger.entry('talks', 'ClaimAsserted', {
      by: ['jenssen'],
      basis: 'none-given',
      document: 'article',
      occurredAt: '2023-08-15',
    });
    report('talks', 'tass', [credit({ actor: 'jenssen' })]);
    expect(reach('jenssen')).toMatchObject({ claims: 1, supported: 1, outlets: 2, restingClaims: [{ id: 'talks' }] });
    ledger.entry('talks', 'StatementRetracted', {
      by: ['jenssen'],
      of: 'e1',
      takesBack: 'whole',
      occurredAt: '2023-08-16',
    });
    ledger.entry('talks', 'CorrectionIssued', { by: ['tass'], of: 'e1', takesBack: 'part' });
    const [found] = [reach('jenssen')];
    expect(found).toMatchObject({
      ...{ claims: 1, supported: 0, outlets: 2, status: { retracted: 1 }, takingsBack: 1 },
      carriedBy: [
        { id: 'tass', claims: 1 },
        { id: 'vg', claims: 1 },
      ],
      tookBack: [
        {
          ...{ entry: 'talks/e3', type: 'StatementRetracted', of: 'talks/e1', takesBack: 'whole' },
          after: { occurred: { atLeast: 0, atMost: 2 * 86_400 }, recorded: 120 },
        },
      ],
    });
    expect(reach('tass')).toMatchObject({ claims: 0, takingsBack: 0 });
    expect(reach('jenssen', said)).toMatchObject({ claims: 1, supported: 1, outlets: 1, takingsBack: 0 });
  });

  it('finds a claim that rests on the sources of a claim with which it is merged', () => {
    ledger.entry('talks', 'ClaimAsserted', { by: ['nato'], basis: 'witnessed' });
    ledger.claim('same-talks');
    ledger.entry('same-talks', 'ClaimLinked', { relation: 'same-as', other: 'talks' });
    expect(reach('nato')?.restingClaims.map(({ id }) => id)).toEqual(['same-talks', 'talks']);
    expect(ask({ of: 'reaches', scope: {}, sort: 'claims' })).toMatchObject([{ actor: { id: 'nato' }, claims: 2 }]);
    report('talks', 'bild', [], { basis: 'witnessed' });
    expect(reach('nato')).toMatchObject({ claims: 0, restingClaims: [] });
  });
});
