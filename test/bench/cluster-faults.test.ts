import { findLogFaults } from '../../bench/cluster-faults/check.js';
import { summarize, Timeline } from '../../bench/cluster-faults/timeline.js';
import type { RecordedEvent } from '../../src/event-log/event-log.js';
import { publicPosition } from '../../src/event-log/public-position.js';

const LOG = 'bc1ad0a3-2a3b-4c5d-8e6f-708192a3b4c5';
const at = (position: number): string => String(position).padStart(20, '0');

const entry = (key: string, revision: number, position: number): RecordedEvent => ({
  stream: 'claim-1',
  revision,
  position: at(position),
  id: `id-${position}`,
  type: 'ClaimReported',
  data: { quote: { text: key } },
  metadata: {},
});
const response = (revision: number, position: number) => ({
  claim: '1',
  revision,
  position: publicPosition(LOG, { position: at(position), event: '12345678-0000-4000-8000-000000000000' }),
});

describe('findLogFaults()', () => {
  const keys = new Map([
    ['a', response(0, 1)],
    ['b', response(1, 2)],
  ]);

  it('finds nothing if each write is in the log once, at the position of its response', () => {
    expect(findLogFaults([entry('a', 0, 1), entry('b', 1, 2)], keys)).toEqual([]);
  });

  it.each([
    ['lost', [entry('a', 0, 1)], 'b was answered, and is lost'],
    ['stored twice', [entry('a', 0, 1), entry('b', 1, 2), entry('b', 2, 3)], 'b is in the log twice'],
    [
      'at another position',
      [entry('a', 0, 1), entry('b', 1, 7)],
      `b is at ${at(7)}, and its response said ${at(2)}-12345678@${LOG}`,
    ],
    ['never sent', [entry('a', 0, 1), entry('b', 1, 2), entry('c', 2, 3)], 'c is in the log, and was never sent'],
    ['after a gap', [entry('a', 0, 1), entry('b', 2, 2)], 'claim-1: revision 2 where 1 was due'],
  ])('finds an entry that is %s', (_what, events, fault) => {
    expect(findLogFaults(events, keys)).toContain(fault);
  });
});

describe('summarize()', () => {
  it('returns the longest gap, the slowest write and the longest time that an instance was not ready', () => {
    const timeline = new Timeline();
    timeline.acknowledged.push(
      { at: 5, durationMs: 900, attempts: 1 },
      { at: 100, durationMs: 40, attempts: 1 },
      { at: 400, durationMs: 350, attempts: 2 },
    );
    timeline.failures.push({ at: 200, operation: 'write', failure: 'lost' });
    for (const [at, ready] of [
      [20, true],
      [120, false],
      [220, false],
      [320, true],
      [420, true],
    ] as const) {
      timeline.readiness.push({ at, instance: 'one', ready }, { at: at + 1, instance: 'other', ready: true });
    }
    expect(summarize(timeline, 50, 500)).toEqual({
      writes: 2,
      longestGap: 300,
      slowestWrite: 350,
      retried: 1,
      failures: new Map([['write lost', 1]]),
      longestUnready: 200,
    });
  });
});
