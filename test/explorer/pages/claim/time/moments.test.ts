import type { Moment, MomentsView } from '../../../../../src/claims/queries/moments.views.js';
import { claimTime } from '../../../../../src/explorer/pages/claim/time/moments.js';
import { asOfStop } from '../../../../../src/explorer/pages/claim/time/stops.js';

const at = (n: number): string => new Date(Date.UTC(2024, 0, 1) + n * 60_000).toISOString();

const moment = (n: number, rest: Partial<Moment> = {}): Moment => ({
  cause: { entry: `talks/e${n}` },
  type: 'ClaimReported',
  revision: n,
  recordedAt: at(n),
  status: 'unverified',
  rule: 'unverified/none',
  changed: false,
  ...rest,
});
const view = (items: readonly Moment[]): MomentsView => ({ claim: 'talks', items });
const many = (count: number) => view(Array.from({ length: count }, (_, n) => moment(n)));

describe('the moments of a claim', () => {
  it('are one stop each, of which the last is shown now', () => {
    const time = claimTime(many(3), undefined);
    expect(time.stops.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect([time.total, time.shown]).toEqual([3, 2]);
    expect(time.stops.map((stop) => asOfStop(time, stop))).toEqual([at(0), at(1), undefined]);
  });

  it('are one stop if they were recorded together, with the state after all of them', () => {
    const denied = { status: 'denied', rule: 'denied/first-hand', changed: true } as const;
    const time = claimTime(
      view([moment(0), moment(1, denied), moment(2, { ...denied, changed: false, recordedAt: at(1) })]),
      undefined,
    );
    expect(time.stops).toHaveLength(2);
    expect(time.stops[1]).toMatchObject({ status: 'denied', changed: true, recordedAt: at(1) });
    expect(time.stops[1]?.acts.map(({ cause }) => cause)).toEqual([{ entry: 'talks/e1' }, { entry: 'talks/e2' }]);
  });

  it.each([
    [at(1), 1],
    ['2024-01-01T00:01:59.999Z', 1],
    ['2024-01-01T03:01:30+03:00', 1],
    ['2024-01-01', 2],
    ['2023-12-31', 0],
  ])('show as of %s the last stop until then', (asOf, shown) => {
    expect(claimTime(many(3), asOf).shown).toBe(shown);
  });

  it('stay few where there are thousands: the neighbours, the ends and the changes are among them', () => {
    const items = Array.from({ length: 10_000 }, (_, n) => moment(n, n === 7_777 ? { changed: true } : {}));
    const time = claimTime(view(items), at(4_000));
    const drawn = time.stops.map(({ index }) => index);
    expect([time.total, drawn.length, drawn[time.shown]]).toEqual([10_000, 120, 4_000]);
    expect(drawn).toEqual(expect.arrayContaining([0, 3_999, 4_001, 7_777, 9_999]));
    expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
  });

  it('count the acts of a stop that are left out', () => {
    const together = Array.from({ length: 1_000 }, (_, n) => moment(n, { recordedAt: at(0) }));
    const { stops, acts } = claimTime(view(together), undefined);
    expect([stops[0]?.acts.length, stops[0]?.omitted, acts]).toEqual([240, 760, 1_000]);
  });

  it('have an address for the last stop if further ones follow', () => {
    const time = claimTime({ ...many(2), nextRevision: 1 }, undefined);
    expect(time.stops.map((stop) => asOfStop(time, stop))).toEqual([at(0), at(1)]);
  });
});
