import type { HistoryItem } from '../../../src/claims/queries/views.js';
import { minute, InMemoryLedger } from '../../support/test-ledger.js';

const GOOD_UNTIL = '2026-01-03T00:00:00Z';
const AFTER = '2026-01-03T00:00:00.001Z';

describe('projected states of a claim', () => {
  let ledger: InMemoryLedger;
  const status = (id: string, at = ledger.now) => ledger.claims.get(id, at)?.verification.status;
  const summaryOf = (items: readonly HistoryItem[] = []) =>
    items.map((item) =>
      item.kind === 'entry'
        ? [item.entry, ...(item.changed ? [item.changed.status] : [])].join(' ')
        : `${JSON.stringify(item.cause)} ${item.status}`,
    );

  beforeEach(() => {
    ledger = new InMemoryLedger();
    ledger.actor('tass', { kind: 'outlet' });
    ledger.actor('vg', { kind: 'outlet' });
    ledger.actor('nato');
    ledger.actor('spokesman', { kind: 'person' });
    ledger.claim('talks', { about: ['nato'] });
  });

  it('can be read as of any moment', () => {
    const registered = ledger.now;
    const reported = ledger.entry('talks', 'ClaimReported', { by: ['tass'], basis: 'none-given' });
    const denied = ledger.entry('talks', 'ClaimDenied', { by: ['nato'], basis: 'reasoning', extent: 'whole' });
    expect(ledger.claims.get('talks', minute(0))).toBeUndefined();
    expect(ledger.claims.get('nothing', ledger.now)).toBeUndefined();
    expect(ledger.claims.get('talks', reported)).toMatchObject({
      id: 'talks',
      about: ['nato'],
      revision: 1,
      registeredAt: registered,
      lastRecordedAt: reported,
      verification: { status: 'unverified', since: registered, recordedFrom: reported, cause: { entry: 'talks/e1' } },
    });
    expect(ledger.claims.get('talks', denied)).toMatchObject({
      revision: 2,
      position: ledger.events.at(-1)?.position,
      verification: {
        status: 'denied',
        rule: 'denied/first-hand',
        because: [{ entry: 'talks/e2' }],
        counts: { unsourced: 1 },
        totals: { because: 1, origins: 1, withoutEffect: 0 },
        since: denied,
        position: ledger.events.at(-1)?.position,
      },
    });
  });

  it('have lists of at most 100 items, with their total lengths', () => {
    for (let n = 0; n < 120; n += 1) ledger.actor(`a${n}`, { kind: 'outlet' });
    for (let n = 0; n < 120; n += 1) ledger.entry('talks', 'ClaimReported', { by: [`a${n}`], basis: 'none-given' });
    const state = ledger.claims.get('talks', ledger.now)?.verification;
    expect(state?.origins).toHaveLength(100);
    expect(state?.totals.origins).toBe(120);
    expect(state?.counts.unsourced).toBe(120);
  });

  it('change when a search expires, unless a later entry decides', () => {
    const searched = ledger.entry('talks', 'ConfirmationSought', {
      by: ['vg'],
      outcome: 'found-nothing',
      goodUntil: GOOD_UNTIL,
    });
    expect([status('talks'), status('talks', GOOD_UNTIL.replace('Z', '.000Z')), status('talks', AFTER)]).toEqual([
      'unsubstantiated',
      'unsubstantiated',
      'unverified',
    ]);
    expect(ledger.list({ status: 'unsubstantiated' })).toEqual(['talks']);
    expect(ledger.claims.list({ status: 'unsubstantiated' }, { now: AFTER }).items).toEqual([]);
    expect(ledger.claims.list({ status: 'unverified' }, { now: AFTER }).items).toMatchObject([
      { id: 'talks', since: AFTER },
    ]);
    expect(summaryOf(ledger.claims.history('talks', ledger.now)?.items)).toEqual([
      'talks/r unverified',
      'talks/e1 unsubstantiated',
    ]);
    expect(summaryOf(ledger.claims.history('talks', AFTER)?.items).at(-1)).toBe(`{"passed":"${AFTER}"} unverified`);

    ledger.entry('talks', 'ClaimDenied', { by: ['nato'], basis: 'reasoning', extent: 'whole' });
    expect(status('talks', AFTER)).toBe('denied');
    expect(status('talks', searched)).toBe('unsubstantiated');
  });

  it('change with the mandates of its actors', () => {
    ledger.entry('talks', 'ClaimDenied', {
      by: ['spokesman'],
      onBehalfOf: ['nato'],
      basis: 'reasoning',
      extent: 'whole',
    });
    expect(status('talks')).toBe('unverified');
    const data = { mandate: 'm', speaksFor: 'nato' };
    const mandated = ledger.record('actor', 'spokesman', { type: 'MandateRecorded', data });
    expect(ledger.claims.get('talks', mandated)?.verification).toMatchObject({
      status: 'denied',
      cause: { actor: 'spokesman', mandate: 'm' },
      because: expect.arrayContaining([{ actor: 'spokesman', mandate: 'm' }]) as unknown,
    });
    expect(ledger.actors.get('spokesman', ledger.now)).toMatchObject({
      revision: 1,
      speaksFor: [{ mandate: 'm', principal: 'nato', recordedAt: mandated }],
    });
    expect(ledger.actors.get('nato', ledger.now)).toMatchObject({ spokenForBy: [{ speaker: 'spokesman' }] });

    ledger.record('actor', 'spokesman', { type: 'MandateVoided', data: { mandate: 'm', reason: 'wrong' } });
    expect(status('talks')).toBe('unverified');
    expect(status('talks', mandated)).toBe('denied');
    expect(ledger.actors.get('spokesman', ledger.now)).toMatchObject({ revision: 2, speaksFor: [] });
    expect(summaryOf(ledger.claims.history('talks', ledger.now)?.items)).toEqual([
      'talks/r unverified',
      'talks/e1',
      '{"actor":"spokesman","mandate":"m"} denied',
      '{"actor":"spokesman","mandate":"m"} unverified',
    ]);
  });

  it('change with mandates and amendments between many entries', () => {
    const report = (): string => ledger.entry('talks', 'ClaimReported', { by: ['tass'], basis: 'none-given' });
    for (let n = 0; n < 60; n += 1) report();
    ledger.entry('talks', 'ClaimDenied', {
      by: ['spokesman'],
      onBehalfOf: ['nato'],
      basis: 'reasoning',
      extent: 'whole',
    });
    expect(status('talks', report())).toBe('unverified');
    const data = { mandate: 'm', speaksFor: 'nato' };
    expect(status('talks', ledger.record('actor', 'spokesman', { type: 'MandateRecorded', data }))).toBe('denied');
    expect(status('talks', report())).toBe('denied');
    ledger.entry('talks', 'ClaimAmended', { about: ['tass'] });
    expect(status('talks', report())).toBe('unverified');
  });

  it('change with a mandate that was recorded while a merge was undone', () => {
    ledger.claim('accord');
    const link = (type: 'ClaimLinked' | 'ClaimUnlinked') =>
      ledger.entry('talks', type, { relation: 'same-as', other: 'accord' });
    const report = () => ledger.entry('talks', 'ClaimReported', { by: ['tass'], basis: 'none-given' });
    const denial = { by: ['spokesman'], onBehalfOf: ['nato'], basis: 'reasoning', extent: 'whole' } as const;
    ledger.entry('talks', 'ClaimDenied', denial);
    link('ClaimLinked');
    for (let n = 0; n < 60; n += 1) report();
    expect(status('accord')).toBe('unverified');
    link('ClaimUnlinked');
    ledger.record('actor', 'spokesman', { type: 'MandateRecorded', data: { mandate: 'm', speaksFor: 'nato' } });
    link('ClaimLinked');
    expect(status('accord')).toBe('denied');
  });

  it('are shared by merged claims until the merge is undone', () => {
    ledger.claim('negotiations', { about: ['nato'] });
    ledger.entry('negotiations', 'ClaimDenied', { by: ['nato'], basis: 'reasoning', extent: 'whole' });
    const apart = ledger.now;
    ledger.entry('talks', 'ClaimLinked', { relation: 'same-as', other: 'negotiations' });
    ledger.entry('negotiations', 'ClaimLinked', { relation: 'restates', other: 'talks' });
    expect(ledger.claims.get('talks', ledger.now)).toMatchObject({
      sameAs: ['negotiations'],
      links: [
        { relation: 'same-as', direction: 'mutual', claim: 'negotiations', entry: 'talks/e2' },
        { relation: 'restates', direction: 'from', claim: 'negotiations', entry: 'negotiations/e3' },
      ],
      verification: { status: 'denied', cause: { entry: 'talks/e2' } },
      position: ledger.events.at(-1)?.position,
    });
    expect(ledger.claims.get('talks', apart)).toMatchObject({ sameAs: [], links: [] });
    expect(status('talks', apart)).toBe('unverified');

    ledger.entry('negotiations', 'ClaimAmended', { kind: 'statistical' });
    expect(ledger.claims.get('talks', ledger.now)).toMatchObject({ sameAs: [], links: [{}, {}] });
    expect(status('talks')).toBe('unverified');
    ledger.entry('negotiations', 'EntryVoided', { voids: 'e4', reason: 'wrong' });
    expect(status('talks')).toBe('denied');

    ledger.entry('negotiations', 'ClaimUnlinked', { relation: 'same-as', other: 'talks' });
    expect(status('talks')).toBe('unverified');
    expect(status('negotiations')).toBe('denied');
    expect(summaryOf(ledger.claims.history('talks', ledger.now)?.items)).toEqual([
      'talks/r unverified',
      'talks/e2 denied',
      '{"entry":"negotiations/e4"} unverified',
      '{"entry":"negotiations/e5"} denied',
      '{"entry":"negotiations/e6"} unverified',
    ]);
  });

  it('are evaluated on the entries of all merged claims, in log order', () => {
    ledger.claim('negotiations', { about: ['nato'] });
    ledger.entry('talks', 'ClaimReported', { by: ['tass'], basis: 'none-given' });
    ledger.entry('negotiations', 'ClaimReported', { by: ['vg'], basis: 'none-given' });
    ledger.entry('talks', 'ClaimLinked', { relation: 'same-as', other: 'negotiations' });
    ledger.entry('talks', 'ClaimReported', { by: ['vg'], basis: 'none-given' });
    const given = ledger.claims.policyInputOf('negotiations', ledger.now, minute(500));
    expect(given).toMatchObject({ claims: [{ id: 'negotiations' }, { id: 'talks' }], at: minute(500) });
    expect(given?.entries.map(({ data }) => data.id)).toEqual(['e1', 'e2', 'e4']);
  });

  it('come with entries that show voids and occurred times', () => {
    ledger.entry('talks', 'ClaimReported', { by: ['tass'], basis: 'none-given', occurredAt: '2026-01' });
    ledger.entry('talks', 'ClaimReported', { by: ['vg'], basis: 'none-given', occurredAt: '../2025' });
    const before = ledger.now;
    const voided = ledger.entry('talks', 'EntryVoided', { voids: 'e1', reason: 'wrong', replacement: 'e2' });
    const entries = ledger.claims.history('talks', ledger.now)?.items;
    expect(entries?.[1]).toMatchObject({
      entry: 'talks/e1',
      type: 'ClaimReported',
      revision: 1,
      recordedBy: 'reader',
      occurred: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-31T23:59:59.999Z' },
      voided: { by: 'talks/e3', reason: 'wrong', replacement: 'talks/e2', recordedAt: voided },
      data: { id: 'e1', by: ['tass'] },
    });
    expect(entries?.[2]).toHaveProperty('occurred', { to: '2025-12-31T23:59:59.999Z' });
    expect(ledger.claims.entry('talks', 'e1', before)).not.toHaveProperty('voided');
    ledger.entry('talks', 'EntryVoided', { voids: 'e3', reason: 'was right' });
    expect(ledger.claims.entry('talks', 'e1', ledger.now)).not.toHaveProperty('voided');
    expect(ledger.claims.entry('talks', 'e3', ledger.now)).toHaveProperty('voided.by', 'talks/e4');
    expect(ledger.claims.entry('talks', 'e4', before)).toBeUndefined();
  });

  it('come with a history that is complete across pages', () => {
    ledger.entry('talks', 'ClaimDenied', {
      by: ['spokesman'],
      onBehalfOf: ['nato'],
      basis: 'reasoning',
      extent: 'whole',
    });
    const mandate = { mandate: 'm', speaksFor: 'nato' };
    ledger.record('actor', 'spokesman', { type: 'MandateRecorded', data: mandate });
    ledger.entry('talks', 'ClaimReported', { by: ['vg'], basis: 'none-given' });
    ledger.record('actor', 'spokesman', { type: 'MandateVoided', data: { mandate: 'm', reason: 'wrong' } });
    const all = ledger.claims.history('talks', ledger.now)?.items;
    expect(all).toHaveLength(5);
    for (const limit of [1, 2, 3]) {
      const pages: HistoryItem[] = [];
      let page = ledger.claims.history('talks', ledger.now, { limit });
      pages.push(...(page?.items ?? []));
      while (page?.nextRevision !== undefined) {
        page = ledger.claims.history('talks', ledger.now, { limit, afterRevision: page.nextRevision });
        pages.push(...(page?.items ?? []));
      }
      expect(pages).toEqual(all);
    }
  });

  it('come with a citation graph and its origins', () => {
    ledger.actor('source', { kind: 'unnamed', description: 'a diplomat', outlet: 'tass' });
    ledger.record('document', 'd', { type: 'DocumentRegistered', data: { publisher: 'tass', title: 'A story' } });
    ledger.claim('other');
    ledger.entry('talks', 'ClaimAsserted', { by: ['source'], basis: 'witnessed', document: 'd' });
    const cites = [{ entry: 'e1', use: 'quotes', translated: true } as const];
    ledger.entry('talks', 'ClaimReported', { by: ['tass'], basis: 'unnamed-source', cites });
    const others = [
      { actor: 'tass', use: 'credits' } as const,
      { document: 'd', use: 'credits' } as const,
      { entry: 'other/e9', use: 'credits' } as const,
    ];
    ledger.entry('talks', 'ClaimReported', { by: ['vg'], basis: 'named-source', cites: others });
    ledger.entry('talks', 'ClaimRepeated', { by: ['vg'], cites: [{ entry: 'e5', use: 'quotes' }] });
    ledger.entry('talks', 'ClaimRepeated', { by: ['tass'], cites: [{ entry: 'e4', use: 'quotes' }] });
    ledger.entry('talks', 'ClaimInterpreted', { by: ['vg'], interprets: { entry: 'e2' } });
    ledger.entry('talks', 'ClaimReported', {
      by: ['vg'],
      basis: 'named-source',
      cites: [{ entry: 'e6', use: 'quotes' }],
    });
    ledger.entry('talks', 'EntryVoided', { voids: 'e6', reason: 'wrong', replacement: 'e2' });
    const view = ledger.claims.provenance('talks', ledger.now);
    const edges = view?.edges.map(({ source, target, relation, use, translated }) =>
      [source, relation, target.type, target.id, use, translated].filter((part) => part !== undefined).join(' '),
    );
    expect(edges).toEqual([
      'talks/e1 published-in document d',
      'talks/e2 cites entry talks/e1 quotes true',
      'talks/e3 cites actor tass credits',
      'talks/e3 cites document d credits',
      'talks/e3 cites other-claim other/e9 credits',
      'talks/e4 cites entry talks/e5 quotes',
      'talks/e5 cites entry talks/e4 quotes',
      'talks/e7 cites entry talks/e2 quotes',
    ]);
    expect(view?.nodes.map(({ type, id }) => `${type} ${id}`)).toEqual([
      ...['e1', 'e2', 'e3', 'e4', 'e5', 'e7'].map((id) => `entry talks/${id}`),
      'actor source',
      'actor tass',
      'actor vg',
      'document d',
      'other-claim other/e9',
    ]);
    expect(view?.nodes).toContainEqual({ id: 'd', type: 'document', title: 'A story', publisher: 'tass' });
    expect(view?.ends).toEqual(ledger.claims.get('talks', ledger.now)?.verification.origins);
    expect(view?.ends.map(({ nature }) => nature)).toContain('unnamed');
    expect(ledger.claims.provenance('talks', minute(0))).toBeUndefined();
  });

  it('come with the citation cycles', () => {
    ledger.entry('talks', 'ClaimReported', {
      by: ['vg'],
      basis: 'named-source',
      cites: [{ entry: 'e2', use: 'quotes' }],
    });
    ledger.entry('talks', 'ClaimReported', {
      by: ['tass'],
      basis: 'named-source',
      cites: [{ entry: 'e1', use: 'quotes' }],
    });
    expect(ledger.claims.provenance('talks', ledger.now)?.cycles).toEqual([['talks/e1', 'talks/e2']]);
  });
});
