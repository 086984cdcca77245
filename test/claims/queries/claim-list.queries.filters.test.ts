import type { ClaimFilter } from '../../../src/claims/queries/views.js';
import { InMemoryLedger } from '../../support/test-ledger.js';

describe('ClaimQueries.list(): filters and sort keys', () => {
  let ledger: InMemoryLedger;
  const report = (claim: string, by: string, occurredAt: string, cites: readonly string[] = []) =>
    ledger.entry(claim, 'ClaimReported', {
      by: [by],
      basis: 'none-given',
      occurredAt,
      cites: cites.map((actor) => ({ actor, use: 'credits' })),
    });
  const deny = (claim: string, by: string, occurredAt: string) =>
    ledger.entry(claim, 'ClaimDenied', { by: [by], basis: 'reasoning', extent: 'whole', occurredAt });

  beforeEach(() => {
    ledger = new InMemoryLedger();
    for (const outlet of ['vg', 'tass', 'bild']) ledger.actor(outlet, { kind: 'outlet' });
    ledger.actor('nato');
    ledger.claim('talks', { about: ['nato'], language: 'uk-UA' });
    ledger.claim('troops', { about: ['nato'] });
    ledger.claim('bases');
    report('talks', 'tass', '2024-04-01');
    report('talks', 'vg', '2024-04-02', ['tass']);
    report('talks', 'bild', '2024-04-02', ['tass']);
    report('troops', 'vg', '2024-05-01');
    deny('troops', 'nato', '2024-05-02');
    deny('talks', 'nato', '2024-04-20');
    ledger.entry('bases', 'VerdictIssued', { by: ['bild'], rating: 'false' });
  });

  it.each<[ClaimFilter, string[]]>([
    [{ rating: 'false' }, ['bases']],
    [{ rating: 'true' }, []],
    [{ rule: 'denied/first-hand' }, ['troops', 'talks']],
    [{ rule: 'denied/holder' }, []],
    [{ language: 'uk' }, ['talks']],
    [{ language: 'UK-ua' }, ['talks']],
    [{ language: 'u' }, []],
    [{ actor: ['nato', 'tass'] }, ['talks']],
    [{ actor: ['nato', 'vg'], sort: 'oldest' }, ['talks', 'troops']],
    [{ actor: ['nato', 'vg', 'bild', 'tass'], status: 'denied' }, ['talks']],
    [{ firstReportedBy: 'tass' }, ['talks']],
    [{ firstReportedBy: 'vg' }, ['troops']],
    [{ deniedByAbout: 'true' }, ['troops', 'talks']],
    [{ minReporters: '3', maxIndependentOrigins: '1' }, ['talks']],
    [{ minReporters: '1' }, ['troops', 'talks']],
    [{ minReporters: '10' }, []],
    [{ putForwardSince: '2024-04-02T00:00:00.000Z' }, ['troops']],
    [{ putForwardUntil: '2024-04-02T00:00:00.000Z' }, ['talks']],
    [{ putForwardSince: '2024-04-01T00:00:00.000Z', putForwardUntil: '2024-05-01T00:00:00.000Z' }, ['talks']],
    [{ sort: 'reporters' }, ['talks', 'troops', 'bases']],
    [{ sort: 'reporters', order: 'ascending' }, ['bases', 'troops', 'talks']],
    [{ sort: 'activity' }, ['bases', 'talks', 'troops']],
    [{ sort: 'changes', order: 'ascending' }, ['talks', 'troops', 'bases']],
    [{ sort: 'put-forward' }, ['troops', 'talks']],
    [{ sort: 'time-to-denial' }, ['talks', 'troops']],
    [{ sort: 'recorded-time-to-denial' }, ['talks', 'troops']],
    [{ sort: 'time-to-denial', order: 'ascending', actor: ['vg'] }, ['troops', 'talks']],
    [{ sort: 'reporters', q: 'claim' }, ['talks', 'troops', 'bases']],
    [{ sort: 'reporters', q: '"' }, []],
  ])('lists by %j', (filter, ids) => {
    expect(ledger.list(filter, 1)).toEqual(ids);
  });

  it('finds claims whose status a date will change before a moment, each once', () => {
    const world = new InMemoryLedger();
    world.claim('soon', { kind: 'forecast', due: '2026-02' });
    world.claim('later', { kind: 'forecast', due: '2027' });
    world.claim('never');
    const before = (changesBefore: string) => world.list({ changesBefore: `${changesBefore}T00:00:00.000Z` }, 1);
    expect(before('2026-02-15')).toEqual([]);
    expect(before('2026-03-02')).toEqual(['soon']);
    expect(before('2029-01-01')).toEqual(['later', 'soon']);
    expect(world.claims.list({ changesBefore: '2026-03-02T00:00:00.000Z' }, { now: world.now }).items).toMatchObject([
      { id: 'soon', status: 'open', changesAt: '2026-03-01T00:00:00.000Z' },
    ]);
    expect(world.claims.list({ ids: 'never' }, { now: world.now }).items[0]).not.toHaveProperty('changesAt');
    world.actor('nato');
    world.record('document', 'news', { type: 'DocumentRegistered', data: { publisher: 'nato', title: 'News' } });
    world.entry('soon', 'ForecastResolved', { by: ['nato'], outcome: 'came-true', document: 'news' });
    expect(before('2029-01-01')).toEqual(['later']);
  });

  it('applies filters and sort keys as of any moment', () => {
    const before = ledger.now;
    report('bases', 'vg', '2024-01-01');
    report('bases', 'tass', '2024-01-02');
    report('bases', 'bild', '2024-01-03');
    ledger.actor('blick', { kind: 'outlet' });
    report('bases', 'blick', '2024-01-04');
    expect(ledger.list({ sort: 'reporters' })).toEqual(['bases', 'talks', 'troops']);
    expect(ledger.list({ firstReportedBy: 'vg' })).toEqual(['bases', 'troops']);
    expect(ledger.list({ sort: 'put-forward', order: 'ascending' })).toEqual(['bases', 'talks', 'troops']);
    expect(ledger.list({ sort: 'reporters', asOf: before })).toEqual(['talks', 'troops', 'bases']);
    expect(ledger.list({ firstReportedBy: 'vg', asOf: before })).toEqual(['troops']);
  });

  it('finds what any of the outlets that are joined carried first', () => {
    ledger.actor('agence', { kind: 'outlet' });
    const before = ledger.actor('zeitung', { kind: 'outlet' });
    for (const outlet of ['agence', 'zeitung'])
      ledger.record('actor', outlet, { type: 'ActorLinked', data: { other: 'vg' } });
    report('bases', 'agence', '2024-06-01');
    for (const outlet of ['agence', 'vg', 'zeitung']) {
      expect([outlet, ledger.list({ firstReportedBy: outlet })]).toEqual([outlet, ['bases', 'troops']]);
    }
    expect(ledger.list({ firstReportedBy: 'zeitung', asOf: before })).toEqual([]);
    expect(ledger.list({ firstReportedBy: 'vg', asOf: before })).toEqual(['troops']);
    expect(ledger.list({ sort: 'put-forward', order: 'ascending', asOf: before })).toEqual(['talks', 'troops']);
    expect(ledger.list({ sort: 'activity', asOf: before })).toEqual(['bases', 'talks', 'troops']);
  });

  it('returns a consistent sorted list while events are recorded between pages', () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = ledger.claims.list({ sort: 'reporters' }, { now: ledger.now, limit: 1, cursor });
      seen.push(...page.items.map(({ id, coverage }) => `${id} ${coverage.reporters}`));
      cursor = page.next;
      for (const outlet of ['vg', 'tass', 'bild']) report('bases', outlet, '2024-01-01');
    } while (cursor !== undefined);
    expect(seen).toEqual(['talks 3', 'troops 1', 'bases 0']);
  });
});
