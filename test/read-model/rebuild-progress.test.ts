import type { Checkpoint } from '../../src/read-model/checkpoints.js';
import { RebuildProgress, formatRebuildProgress, shareRead } from '../../src/read-model/rebuild-progress.js';

const digits = (position: number) => String(position).padStart(20, '0');
const at = (events: number, position: number) => ({ log: 'log', events, position: digits(position) }) as Checkpoint;

describe('RebuildProgress', () => {
  let now: number;
  let progress: RebuildProgress;
  beforeEach(() => {
    now = 0;
    progress = new RebuildProgress(() => now);
  });

  /** Reports progress at a time after the start, for a log of 1000 events whose positions have gaps of seven. */
  const after = (seconds: number, events: number) => {
    now = seconds * 1000;
    progress.report({
      checkpoint: events === 0 ? undefined : at(events, 7 * events),
      head: digits(7 * 1000),
      count: 1000,
    });
    return progress.status();
  };

  it('has no status before the first rebuild', () => {
    expect(progress.status()).toBeUndefined();
  });

  it('reports events, rate and time left by the count of the log, whatever the gaps between positions', () => {
    progress.begin(2);
    expect(after(0, 0)).toEqual({
      state: 'running',
      generation: 2,
      events: 0,
      estimatedEvents: 1000,
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

  it('counts events, not positions, if another read model of the log has counted them', () => {
    const counted: string[] = [];
    const count = (log: string) => {
      counted.push(log);
      return 1000;
    };
    progress.begin(2, 'running', count);
    now = 0;
    progress.report({ checkpoint: undefined, head: digits(35_000) });
    expect(progress.status()?.estimatedEvents).toBeUndefined();
    // A scavenge has left a gap: four fifths of the positions come before the first events.
    const scavenged = (seconds: number, events: number) => {
      now = seconds * 1000;
      progress.report({ checkpoint: at(events, 28_000 + 7 * events), head: digits(35_000) });
      return progress.status();
    };
    expect(scavenged(1, 100)).toMatchObject({ estimatedEvents: 1000, eventsPerSecond: 100, secondsLeft: 9 });
    expect(scavenged(10, 1000)).toMatchObject({ estimatedEvents: 1000, secondsLeft: 0 });
    expect(scavenged(11, 1100)).toMatchObject({ estimatedEvents: 1100, secondsLeft: 0 });
    expect(counted).toEqual(['log']);
    progress.begin(3);
    progress.report({ checkpoint: at(500, 31_500), head: digits(35_000) });
    expect(progress.status()?.estimatedEvents).toBeUndefined();
  });

  it('derives no number of events from positions, but the share of positions and the time left', () => {
    progress.begin(1);
    // Other applications' events come first, then a scavenge has left gaps: 800 of the 1000 positions.
    const uncounted = (seconds: number, events: number, position: number) => {
      now = seconds * 1000;
      progress.report({ checkpoint: at(events, position), head: digits(1000) });
      return progress.status() ?? fail();
    };
    now = 0;
    progress.report({ checkpoint: undefined, head: digits(1000) });
    expect(formatRebuildProgress(progress.status() ?? fail())).toBe('0 events');
    const first = uncounted(1, 10, 810);
    expect(first.estimatedEvents).toBeUndefined();
    expect(first.secondsLeft).toBeUndefined();
    expect(formatRebuildProgress(first)).toBe("10 events, at 81% of the log's positions, 10 a second");
    const second = uncounted(2, 20, 829);
    expect(second.estimatedEvents).toBeUndefined();
    expect(formatRebuildProgress(second)).toBe("20 events, at 82% of the log's positions, 10 a second, about 9 s left");
    progress.report({ checkpoint: at(200, 1000), head: digits(1000) });
    progress.done(1);
    expect(formatRebuildProgress(progress.status() ?? fail())).toBe('200 events, 100 a second');
    expect(progress.status()?.estimatedEvents).toBe(200);
  });

  it('shareRead() goes by the events counted, otherwise by positions', () => {
    const position = digits(810);
    const head = digits(1000);
    expect(shareRead({ events: 10, eventsPerSecond: 0, position, head })).toBe(0.81);
    expect(shareRead({ events: 10, estimatedEvents: 200, eventsPerSecond: 0, position, head })).toBe(0.05);
    expect(shareRead({ events: 0, eventsPerSecond: 0, position: null, head: null })).toBe(0);
    expect(shareRead({ events: 0, estimatedEvents: 0, eventsPerSecond: 0, position: null, head: null })).toBe(0);
  });

  it('measures the rate since a rebuild resumed', () => {
    progress.begin(2);
    after(0, 500);
    expect(after(5, 600)).toMatchObject({ events: 600, estimatedEvents: 1000, eventsPerSecond: 20, secondsLeft: 20 });
  });

  it('keeps the result of the last rebuild until the next one begins', () => {
    progress.begin(2);
    after(0, 0);
    after(10, 1000);
    progress.done(2);
    expect(progress.status()).toMatchObject({
      state: 'done',
      events: 1000,
      estimatedEvents: 1000,
      eventsPerSecond: 100,
    });
    expect(progress.status()?.secondsLeft).toBeUndefined();
    progress.begin(3);
    expect(progress.status()).toEqual({ state: 'running', generation: 3, events: 0, eventsPerSecond: 0 });
    progress.failed('the disk is full');
    expect(progress.status()).toMatchObject({ state: 'failed', failure: 'the disk is full' });
  });

  it('formatRebuildProgress() returns it as text', () => {
    progress.begin(1);
    expect(formatRebuildProgress(after(0, 0) ?? fail())).toBe('0 of about 1000 events');
    expect(formatRebuildProgress(after(4, 200) ?? fail())).toBe(
      '200 of about 1000 events, 50 a second, about 16 s left',
    );
  });
});

function fail(): never {
  throw new Error('There is no status.');
}
