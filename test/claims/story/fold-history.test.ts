import { foldHistory } from '../../../src/claims/story/fold-history.js';
import type { HistoryItem } from '../../../src/claims/queries/views.js';

const status = { status: 'denied', rule: 'denied/first-hand' } as const;
const stamps = { recordedAt: '2026-01-01T00:00:00.000Z', position: '00000000000000000001' };

/** Returns an item for each letter: e is an entry, E one that changes the status, c another change. */
function itemsOf(letters: string): HistoryItem[] {
  let revision = -1;
  return Array.from(letters).map((letter, index): HistoryItem => {
    if (letter === 'c') return { kind: 'change', cause: { passed: `${index}` }, ...status, ...stamps };
    revision += 1;
    return {
      kind: 'entry',
      entry: `land/e${revision}`,
      type: 'ReactionRecorded',
      data: { id: `e${revision}`, by: ['tass'], reaction: 'noted' },
      revision,
      recordedBy: 'admin',
      ...stamps,
      ...(letter === 'E' && { changed: status }),
    };
  });
}

function fold(letters: string, maxSteps = 100) {
  const { steps, ...rest } = foldHistory(itemsOf(letters), maxSteps);
  const nameOf = (item: HistoryItem | undefined) =>
    item === undefined
      ? '…'
      : item.kind === 'entry'
        ? item.entry.slice(5)
        : 'passed' in item.cause
          ? `c${item.cause.passed}`
          : '';
  return { ...rest, steps: steps.map(({ start, entries }) => [nameOf(start), ...entries.map(nameOf)].join(' ')) };
}

describe('foldHistory()', () => {
  it('begins a step with each change, and folds the other entries into the step before them', () => {
    expect(fold('EeeEcceE')).toEqual({ omitted: 0, steps: ['e0 e1 e2', 'e3', 'c4', 'c5 e4', 'e5'] });
    expect(fold('')).toEqual({ omitted: 0, steps: [] });
  });

  it('begins with entries of a step of the page before', () => {
    expect(fold('eecE')).toEqual({ omitted: 0, steps: ['… e0 e1', 'c2', 'e2'] });
  });

  it('ends a page with too many steps before the entry that would exceed it', () => {
    expect(fold('EcEeEE', 3)).toEqual({ omitted: 0, cutAfter: 2, steps: ['e0', 'c1', 'e1 e2'] });
    expect(fold('EEccc', 3)).toEqual({ omitted: 0, cutAfter: 0, steps: ['e0'] });
  });

  it('leaves out the first of too many changes between two entries, and counts them', () => {
    expect(fold('EcccceE', 3)).toEqual({ omitted: 2, cutAfter: 1, steps: ['e0', 'c3', 'c4 e1'] });
  });
});
