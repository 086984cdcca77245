import { faultsOfLog } from '../../bench/cluster-faults/check.js';
import { summaryOf, Timeline } from '../../bench/cluster-faults/timeline.js';
import type { RecordedEvent } from '../../src/event-log/event-log.js';

const entry = (key: string, revision: number, position: string): RecordedEvent => ({
  stream: 'claim-1',
  revision,
  position,
  id: `id-${position}`,
  type: 'ClaimReported',
  data: { quote: { text: key } },
  metadata: {},
});
const answer = (revision: number, position: string) => ({ claim: '1', revision, position: `${position}@log` });

describe('The check of what became of writes', () => {
  const keys = new Map([
    ['a', answer(0, '1')],
    ['b', answer(1, '2')],
  ]);

  it('finds nothing where each write is in the log once, where its answer said', () => {
    expect(faultsOfLog([entry('a', 0, '1'), entry('b', 1, '2')], keys)).toEqual([]);
  });

  it.each([
    ['lost', [entry('a', 0, '1')], 'b was answered, and is lost'],
    ['stored twice', [entry('a', 0, '1'), entry('b', 1, '2'), entry('b', 2, '3')], 'b is in the log twice'],
    ['elsewhere', [entry('a', 0, '1'), entry('b', 1, '7')], 'b is at 7, and its answer said 2'],
    ['nobody’s', [entry('a', 0, '1'), entry('b', 1, '2'), entry('c', 2, '3')], 'c is in the log, and was never sent'],
    ['after a gap', [entry('a', 0, '1'), entry('b', 2, '2')], 'claim-1: revision 2 where 1 was due'],
  ])('finds one that is %s', (_what, events, fault) => {
    expect(faultsOfLog(events, keys)).toContain(fault);
  });

  it('tells the longest gap, the slowest write and the longest time that an instance was not ready', () => {
    const timeline = new Timeline();
    timeline.answers.push(
      { at: 5, took: 900, sent: 1 },
      { at: 100, took: 40, sent: 1 },
      { at: 400, took: 350, sent: 2 },
    );
    timeline.troubles.push({ at: 200, of: 'write', trouble: 'lost' });
    for (const [at, ready] of [
      [20, true],
      [120, false],
      [220, false],
      [320, true],
      [420, true],
    ] as const) {
      timeline.readiness.push({ at, instance: 'one', ready }, { at: at + 1, instance: 'other', ready: true });
    }
    expect(summaryOf(timeline, 50, 500)).toEqual({
      writes: 2,
      longestGap: 300,
      slowestWrite: 350,
      sentAgain: 1,
      troubles: new Map([['write lost', 1]]),
      longestUnready: 200,
    });
  });
});
