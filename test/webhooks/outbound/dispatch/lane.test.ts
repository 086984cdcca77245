import fc from 'fast-check';
import { Lane, LANE_LIMITS, type LaneOrder } from '../../../../src/webhooks/outbound/dispatch/lane.js';

const item = (n: number, group = 'claim-a') => ({ ref: `e${n}`, group, recordedAt: '2026-01-01T00:00:00.000Z' });
const refs = (items: readonly { readonly ref: string }[]) => items.map(({ ref }) => ref);

describe('Lane', () => {
  it('sends several at a time, in the order of the log', () => {
    const lane = new Lane('parallel', { pending: 10, inFlight: 2 });
    for (const n of [1, 2, 3]) lane.add(item(n), 0);
    expect(refs(lane.takeDue(0))).toEqual(['e1', 'e2']);
    expect(refs(lane.takeDue(0))).toEqual([]);
    lane.delivered('e1');
    expect(refs(lane.takeDue(0))).toEqual(['e3']);
  });
  it('holds back only later items of the same claim', () => {
    const lane = new Lane('ordered-per-claim');
    lane.add(item(1, 'claim-a'), 0);
    lane.add(item(2, 'claim-a'), 0);
    lane.add(item(3, 'claim-b'), 0);
    expect(refs(lane.takeDue(0))).toEqual(['e1', 'e3']);
    lane.failed('e1', 0, 100);
    lane.delivered('e3');
    expect(refs(lane.takeDue(50))).toEqual([]);
    expect(lane.nextDueAt).toBe(100);
    expect(refs(lane.takeDue(100))).toEqual(['e1']);
    lane.delivered('e1');
    expect(refs(lane.takeDue(100))).toEqual(['e2']);
  });
  it('sends one by one in a replay', () => {
    const lane = new Lane('one-by-one');
    lane.add(item(1, 'claim-a'), 0);
    lane.add(item(2, 'claim-b'), 0);
    expect(refs(lane.takeDue(0))).toEqual(['e1']);
    lane.failed('e1', 0, 100);
    expect(refs(lane.takeDue(99))).toEqual([]);
    lane.delivered('e1');
    expect(refs(lane.takeDue(99))).toEqual(['e2']);
  });
  it('makes one attempt at a time after three failures in a row, until one succeeds', () => {
    const lane = new Lane('parallel', { pending: 10, inFlight: 3 });
    for (const n of [1, 2, 3, 4, 5]) lane.add(item(n), 0);
    for (const { ref } of lane.takeDue(0)) lane.failed(ref, 0, 1_000);
    expect(refs(lane.takeDue(0))).toEqual(['e4']);
    lane.delivered('e4');
    expect(refs(lane.takeDue(1_000))).toEqual(['e1', 'e2', 'e3']);
  });
  it('counts the attempts of the schedule, and knows since when nothing succeeds', () => {
    const lane = new Lane('parallel');
    lane.add(item(1), 0);
    lane.takeDue(0);
    lane.failed('e1', 5, 5, false);
    expect(lane.takeDue(5)).toMatchObject([{ attempts: 1, firstFailedAt: 5 }]);
    lane.failed('e1', 9, 20);
    expect(lane.failing.failingSince).toBe(5);
    expect(lane.takeDue(20)).toMatchObject([{ attempts: 2, firstFailedAt: 5 }]);
    lane.delivered('e1');
    expect(lane.failing.failingSince).toBeUndefined();
  });
  it.each([
    ['forward', 1],
    ['back', -1],
  ])('does not count the time by which the clock is set %s', (_way, years) => {
    const [day, year] = [86_400_000, 365 * 86_400_000];
    let lane = new Lane('parallel', LANE_LIMITS, day);
    const fails = (ref: string, now: number) => {
      lane.takeDue(Infinity);
      lane.failed(ref, now, now);
    };
    const start = 10 * year;
    for (const n of [1, 2]) lane.add(item(n), start);
    fails('e1', start);
    fails('e2', start + day / 2);
    const [pending, failing] = [lane.pending(), lane.failing];
    lane = new Lane('parallel', LANE_LIMITS, day);
    lane.restore(pending, failing);
    const wrong = start + day / 2 + years * year;
    fails('e1', wrong);
    const counted = years > 0 ? 1.5 * day : 0.5 * day;
    expect(wrong - (lane.failing.failingSince ?? 0)).toBe(counted);
    // Which of them failed first, and how much later the other one, is still known.
    expect(lane.firstFailedAt('e1')).toBe(lane.failing.failingSince);
    expect(lane.firstFailedAt('e2')).toBe((lane.failing.failingSince ?? 0) + day / 2);
    fails('e1', start + day);
    expect(start + day - (lane.failing.failingSince ?? 0)).toBeLessThanOrEqual(counted + day);
  });
  it('counts all of the time between attempts while the clock is right', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1_000 }), { maxLength: 30 }), (waits) => {
        const lane = new Lane('parallel', LANE_LIMITS, 1_000);
        lane.add(item(1), 0);
        let now = 5_000;
        for (const wait of [0, ...waits]) {
          now += wait;
          lane.takeDue(now);
          lane.failed('e1', now, now);
        }
        expect(lane.failing).toEqual({ failingSince: 5_000, failedAt: now });
      }),
    );
  });
  it('begins the schedule again after it was resumed', () => {
    const lane = new Lane('parallel');
    lane.add(item(1), 0);
    lane.takeDue(0);
    lane.failed('e1', 0, 1_000_000);
    lane.restart(10);
    expect(lane.failing.failingSince).toBeUndefined();
    expect(lane.takeDue(10)).toMatchObject([{ attempts: 1 }]);
  });

  it('delivers everything, whatever fails or is restored, in the order of the lane', () => {
    const orders: readonly LaneOrder[] = ['parallel', 'ordered-per-claim', 'one-by-one'];
    fc.assert(
      fc.property(
        fc.constantFrom(...orders),
        fc.array(fc.constantFrom('claim-a', 'claim-b', 'claim-c'), { maxLength: 30 }),
        fc.infiniteStream(fc.constantFrom('deliver', 'deliver', 'fail', 'interrupt', 'restore')),
        (order, groups, steps) => {
          const items = groups.map((group, n) => item(n, group));
          const limits = { pending: 7, inFlight: 3 };
          let lane = new Lane(order, limits);
          let [added, now] = [0, 0];
          const delivered: string[] = [];
          const attempted = new Map<string, number>();
          while (delivered.length < items.length) {
            while (lane.room > 0 && added < items.length) lane.add(items[added++] ?? item(0), now);
            expect(lane.size).toBeLessThanOrEqual(limits.pending);
            const taken = lane.takeDue(now);
            expect(lane.inFlight).toBeLessThanOrEqual(limits.inFlight);
            for (const { ref } of taken) {
              attempted.set(ref, (attempted.get(ref) ?? 0) + 1);
              const { value: step } = steps.next() as { readonly value: string };
              if (step === 'deliver') {
                lane.delivered(ref);
                delivered.push(ref);
              } else if (step === 'fail') lane.failed(ref, now, now + 10);
              else if (step === 'interrupt') lane.interrupted(ref, now + 1);
              else {
                const pending = lane.pending();
                const before = lane.failing;
                lane = new Lane(order, limits);
                lane.restore(pending, before);
                break;
              }
            }
            now = Math.max(now + 1, taken.length > 0 ? 0 : (lane.nextDueAt ?? 0));
          }
          expect([...delivered].sort()).toEqual(refs(items).sort());
          for (const group of order === 'parallel' ? [] : ['claim-a', 'claim-b', 'claim-c']) {
            const own = new Set(refs(items.filter((each) => each.group === group)));
            expect(delivered.filter((ref) => own.has(ref))).toEqual([...own]);
          }
          if (order === 'one-by-one') expect(delivered).toEqual(refs(items));
          expect(lane.size).toBe(0);
        },
      ),
    );
  });
});
