import type { Checkpoint } from '../../src/read-model/checkpoints.js';
import { RebuildProgress, formatRebuildProgress } from '../../src/read-model/rebuild-progress.js';

const digits = (position: number) => String(position).padStart(20, '0');
const at = (events: number, position: number) => ({ events, position: digits(position) }) as Checkpoint;

describe('a meter of the making of a read model', () => {
  let now: number;
  let meter: RebuildProgress;
  beforeEach(() => {
    now = 0;
    meter = new RebuildProgress(() => now);
  });

  /** What is reported so many seconds after the beginning, of a log whose positions are seven apart. */
  const after = (seconds: number, events: number) => {
    now = seconds * 1000;
    meter.report({ checkpoint: events === 0 ? undefined : at(events, 7 * events), head: digits(7 * 1000) });
    return meter.status();
  };

  it('says nothing as long as none was made', () => {
    expect(meter.status()).toBeUndefined();
  });

  it('says how far it is, how fast it goes and how long it takes, whatever gaps positions have', () => {
    meter.begin(2);
    expect(after(0, 0)).toEqual({
      state: 'running',
      generation: 2,
      events: 0,
      eventsPerSecond: 0,
      head: digits(7000),
    });
    expect(after(2, 200)).toEqual({
      state: 'running',
      generation: 2,
      events: 200,
      estimatedEvents: 1000,
      eventsPerSecond: 100,
      position: digits(1400),
      head: digits(7000),
      secondsLeft: 8,
    });
  });

  it('takes the speed since it went on, not what was done before an interruption', () => {
    meter.begin(2);
    after(0, 500);
    expect(after(5, 600)).toMatchObject({ events: 600, estimatedEvents: 1000, eventsPerSecond: 20, secondsLeft: 20 });
  });

  it('keeps what came of the last one, and begins anew with the next', () => {
    meter.begin(2);
    after(0, 0);
    after(10, 1000);
    meter.done(2);
    expect(meter.status()).toMatchObject({ state: 'done', events: 1000, estimatedEvents: 1000, eventsPerSecond: 100 });
    expect(meter.status()?.secondsLeft).toBeUndefined();
    meter.begin(3);
    expect(meter.status()).toEqual({ state: 'running', generation: 3, events: 0, eventsPerSecond: 0 });
    meter.failed('the disk is full');
    expect(meter.status()).toMatchObject({ state: 'failed', failure: 'the disk is full' });
  });

  it('says it in words', () => {
    meter.begin(1);
    expect(formatRebuildProgress(after(0, 0) ?? fail())).toBe('0 events');
    expect(formatRebuildProgress(after(4, 200) ?? fail())).toBe(
      '200 of about 1000 events, 50 a second, about 16 s left',
    );
  });
});

function fail(): never {
  throw new Error('There is no status.');
}
