import fc from 'fast-check';
import type { TimedAct } from '../../../../../src/explorer/components/acts/timed-act.js';
import { labelled } from '../../../../../src/explorer/components/acts/labelled.js';
import { occurredRail } from '../../../../../src/explorer/pages/claim/time/occurred-scale.js';

const act = (occurred?: TimedAct['occurred'], type: TimedAct['type'] = 'ClaimReported'): TimedAct => ({
  cause: { entry: 'talks/e' },
  type,
  ...(occurred && { occurred }),
});
const day = (date: string) => ({ from: `${date}T00:00:00.000Z`, to: `${date}T23:59:59.999Z` });
const rail = (...acts: TimedAct[]) => occurredRail([{ acts }]);

describe('the rail of what happened', () => {
  it('has days as points in the order of time, however they were recorded', () => {
    const { placed } = rail(act(day('2024-04-05')), act(day('2023-08-15')), act(day('2024-04-04')));
    expect(placed.map(({ from, to }) => from === to)).toEqual([true, true, true]);
    expect(placed.map(({ act: { occurred } }) => occurred?.from?.slice(0, 10))).toEqual([
      '2023-08-15',
      '2024-04-04',
      '2024-04-05',
    ]);
    const [first = 0, second = 0, third = 0] = placed.map(({ from }) => from);
    expect(second - first).toBeGreaterThan(third - second);
  });

  it('has vague times as bars, open to the end of the rail where nothing bounds them', () => {
    const { placed } = rail(act({ to: '2024-04-04T23:59:59.999Z' }), act({ from: '2023-01-01T00:00:00.000Z' }));
    expect(placed).toMatchObject([
      { from: 0, openStart: true, openEnd: false },
      { to: 1, openStart: false, openEnd: true },
    ]);
  });

  it('keeps undated acts apart, and leaves out acts of the record', () => {
    const { placed, undated } = rail(act(), act(undefined, 'ClaimRegistered'), act(day('2024-04-04')));
    expect([placed.length, undated.length]).toEqual([1, 1]);
  });

  it('stacks what happened at the same time', () => {
    const { placed, lanes } = rail(act(day('2024-04-04')), act(day('2024-04-04')), act(day('2020-01-01')));
    expect(placed.map(({ lane }) => lane)).toEqual([0, 0, 1]);
    expect(lanes).toBe(2);
  });

  it('keeps everything on the rail, in order, whatever the times are', () => {
    const time = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    const occurred = fc.tuple(time, time).map(([a, b]) => {
      const [from = a, to = b] = [a, b].sort((x, y) => x.getTime() - y.getTime());
      return { from: from.toISOString(), to: to.toISOString() };
    });
    fc.assert(
      fc.property(fc.array(occurred, { minLength: 1, maxLength: 30 }), (times) => {
        const { placed } = rail(...times.map((each) => act(each)));
        expect(placed).toHaveLength(times.length);
        for (const { from, to } of placed) expect(from >= 0 && from <= to && to <= 1).toBe(true);
        const starts = placed.map(({ act: each }) => Date.parse(each.occurred?.from ?? ''));
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      }),
    );
  });

  it('labels the first and the last date, and between them those that have room', () => {
    const ticks = [0, 0.1, 0.3, 0.35, 0.9, 1].map((at) => ({ at, time: String(at) }));
    expect(labelled(ticks, 0.2).map(({ at }) => at)).toEqual([0, 0.3, 1]);
    expect(labelled([], 0.2)).toEqual([]);
  });
});
