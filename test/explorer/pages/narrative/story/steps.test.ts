import type { TimelineEntry, TimelineItem } from '../../../../../src/narratives/narrative-timeline.queries.js';
import { stepsOf } from '../../../../../src/explorer/pages/narrative/story/steps.js';
import { laidOut } from '../../../../../src/explorer/pages/narrative/story/layout.js';

const STATES = {
  unverified: { status: 'unverified', rule: 'unverified/none' },
  denied: { status: 'denied', rule: 'denied/first-hand' },
  stated: { status: 'stated', rule: 'stated/holder' },
} as const;

let position = 0;
/** An entry that was recorded on a day of 2026. */
function entry(
  type: TimelineEntry['type'],
  { claim = 'talks', day = '05-01', state, ...more }: Partial<Record<'claim' | 'day', string>> & EntryParts = {},
): TimelineEntry {
  position += 1;
  return {
    kind: 'entry',
    claim,
    entry: `${claim}/${position}`,
    type,
    data: { id: String(position), by: ['tass'] },
    revision: 0,
    position: String(position),
    recordedAt: `2026-${day}T10:00:00.000Z`,
    recordedBy: 'admin',
    ...(state && { changed: STATES[state] }),
    ...more,
  };
}
type EntryParts = Pick<Partial<TimelineEntry>, 'occurred'> & { readonly state?: keyof typeof STATES };

const typesIn = (items: readonly TimelineItem[], folds = true) =>
  stepsOf(items, 'recorded', { folds }).map(({ items: each }) =>
    each.map((item) => (item.kind === 'entry' ? item.type : 'change')),
  );
const registered = (claim: string, more = {}) => entry('ClaimRegistered', { claim, state: 'unverified', ...more });
const by = (to: string) => ({ to: `${to}T23:59:59.999Z` });

describe('the steps of a story', () => {
  it('fold lesser acts that follow each other, and only those', () => {
    const items = [
      registered('talks'),
      entry('ClaimReported'),
      entry('ClaimRepeated'),
      entry('ReactionRecorded'),
      entry('ClaimDenied', { state: 'denied' }),
      entry('ClaimRepeated'),
    ];
    expect(typesIn(items)).toEqual([
      ['ClaimReported'],
      ['ClaimRepeated', 'ReactionRecorded'],
      ['ClaimDenied'],
      ['ClaimRepeated'],
    ]);
    expect(typesIn(items, false)).toHaveLength(5);
  });

  it('keep a lesser act that changes the state, and fold sayings after the third', () => {
    const sayings = Array.from({ length: 6 }, () => entry('ClaimReported'));
    const items = [registered('talks'), ...sayings, entry('EntryVoided', { state: 'stated' })];
    expect(typesIn(items).map(({ length }) => length)).toEqual([1, 1, 1, 3, 1]);
    // The rule changed, the state didn't.
    const sameState = [registered('talks'), entry('ClaimRepeated', { state: 'unverified' }), entry('ClaimRepeated')];
    expect(typesIn(sameState)).toEqual([['ClaimRepeated', 'ClaimRepeated']]);
  });

  it('have registrations with what follows them, and at the end alone', () => {
    const [first, second, last] = [registered('talks'), registered('summit'), registered('visit')];
    const steps = stepsOf([first, second, entry('ClaimReported'), last], 'recorded', { folds: true });
    expect(steps.map(({ opens }) => opens)).toEqual([[first, second], [last]]);
    expect(steps.map(({ items }) => items.length)).toEqual([1, 0]);
  });

  it('say how long nothing happened, from a week on', () => {
    const items = ['05-01', '05-08', '06-08'].map((day) => entry('ClaimReported', { day }));
    const steps = stepsOf(items, 'recorded', { folds: true });
    expect(steps.map(({ quiet }) => quiet && quiet / 24 / 3_600_000)).toEqual([undefined, undefined, 31]);
    // What has no date follows nothing.
    const undated = stepsOf(
      [entry('ClaimReported', { occurred: by('2024-04-04') }), entry('ClaimDenied')],
      'occurred',
      {
        folds: true,
      },
    );
    expect(undated.map(({ quiet }) => quiet)).toEqual([undefined, undefined]);
  });
});

describe('the lanes of a story', () => {
  const layout = (items: readonly TimelineItem[], axis: 'recorded' | 'occurred' = 'recorded', most = 40) =>
    laidOut(stepsOf(items, axis, { folds: true }), {
      axis,
      most,
      lanesOf: ({ claim }) => [claim],
      stateBy: (claim, time) => (time === undefined ? STATES.denied : claim === 'talks' ? STATES.stated : undefined),
    });

  it('begin with the registration, and change with each change of the state', () => {
    const items = [
      registered('talks'),
      entry('ClaimReported'),
      registered('summit'),
      entry('ClaimReported', { claim: 'summit' }),
      entry('ClaimDenied', { state: 'denied' }),
      entry('ClaimRepeated', { claim: 'summit' }),
    ];
    const { lanes, columns } = layout(items);
    expect(columns).toBe(4);
    expect(lanes.map(({ id, marks }) => [id, marks.map(({ at }) => at)])).toEqual([
      ['talks', [0, 2]],
      ['summit', [1, 3]],
    ]);
    expect(lanes.map(({ spans }) => spans)).toEqual([
      [
        { from: 0, to: 2, state: STATES.unverified },
        { from: 2, to: 4, state: STATES.denied },
      ],
      [{ from: 1, to: 4, state: STATES.unverified }],
    ]);
  });

  it('have no state before one is known', () => {
    const { lanes } = layout([entry('ClaimReported'), entry('ClaimDenied', { state: 'denied' })]);
    expect(lanes[0]?.spans).toEqual([
      { from: 0, to: 1, state: undefined },
      { from: 1, to: 2, state: STATES.denied },
    ]);
  });

  it('have acts of the same time under each other, and next to each other on one lane', () => {
    const occurred = by('2024-04-04');
    const items = [
      entry('ClaimReported', { occurred }),
      entry('ClaimReported', { occurred }),
      entry('ClaimReported', { claim: 'summit', occurred }),
      entry('ClaimDenied'),
    ];
    const { lanes, ticks, columns } = layout(items, 'occurred');
    expect(lanes.map(({ marks }) => marks.map(({ at }) => at))).toEqual([[0, 1, 2], [0]]);
    expect(ticks.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [2, 2],
    ]);
    expect(columns).toBe(3);
    // By then, and in the end with what has no date.
    expect(lanes.map(({ spans }) => spans.map(({ from, state }) => [from, state?.status]))).toEqual([
      [
        [0, 'stated'],
        [2, 'denied'],
      ],
      [
        [0, undefined],
        [2, 'denied'],
      ],
    ]);
  });

  it('leave room for a quiet time', () => {
    const { breaks, lanes } = layout([entry('ClaimReported'), entry('ClaimDenied', { day: '09-01' })]);
    const [first = 0, second = 0] = lanes[0]?.marks.map(({ at }) => at) ?? [];
    expect(breaks).toHaveLength(1);
    expect(breaks[0]?.at).toBeGreaterThan(first);
    expect(breaks[0]?.at).toBeLessThan(second);
    expect(second - first).toBeGreaterThan(1);
  });

  it('are those with most turns, if there are too many, in the order in which they begin', () => {
    const items = ['a', 'b', 'c', 'c', 'b'].map((claim) => entry('ClaimReported', { claim }));
    const { lanes, total } = layout(items, 'recorded', 2);
    expect([lanes.map(({ id }) => id), total]).toEqual([['b', 'c'], 3]);
  });
});
