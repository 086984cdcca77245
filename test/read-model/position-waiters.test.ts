import { PositionWaiters } from '../../src/read-model/position-waiters.js';

const HOURS = 3_600_000;
const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('those who wait for a position', () => {
  it('learn that it is reached, or is not within the time', async () => {
    const waiters = new PositionWaiters();
    const [first, second] = [waiters.wait('2', HOURS, '1'), waiters.wait('3', HOURS, undefined)];
    const third = waiters.wait('3', 1, '1');
    waiters.reached('2');
    expect(await first).toBe(true);
    expect(await third).toBe(false);
    waiters.reached('4');
    expect(await second).toBe(true);
    expect(await waiters.wait('4', HOURS, '4')).toBe(true);
  });

  it('do not wait any longer once it cannot be reached any more, also if they begin only then', async () => {
    const before = timers();
    const waiters = new PositionWaiters();
    const early = waiters.wait('2', HOURS, '1');
    waiters.cancelAll();
    expect(await early).toBe(false);
    const late = waiters.wait('2', HOURS, '1');
    expect(timers()).toBeLessThanOrEqual(before);
    expect(await late).toBe(false);
    expect(await waiters.wait('1', HOURS, '1')).toBe(true);
  });
});
