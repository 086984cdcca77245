import { Progress } from '../../../src/cli/terminal/progress.js';

/** Returns the lines that are printed without a terminal for these numbers of events at these milliseconds. */
function printedLines(steps: readonly (readonly [events: number, at: number])[], everyMs?: number): string[] {
  const lines: string[] = [];
  let now = 0;
  const stream = { isTTY: false, write: (line: string) => lines.push(line) } as unknown as NodeJS.WriteStream;
  const progress = new Progress('copying', { stream, now: () => now, ...(everyMs !== undefined && { everyMs }) });
  for (const [events, at] of steps) {
    now = at;
    progress.at(events);
  }
  progress.end();
  return lines;
}

describe('Progress', () => {
  it('prints a line every 100,000 events, with the average rate', () => {
    expect(
      printedLines([
        [0, 0],
        [99_999, 900],
        [100_000, 1_000],
        [150_000, 1_500],
        [230_000, 4_600],
      ]),
    ).toEqual(['copying: 100,000 events, 100,000 a second\n', 'copying: 230,000 events, 50,000 a second\n']);
  });

  it('prints a line at intervals for a slow command', () => {
    expect(
      printedLines(
        [
          [0, 0],
          [1, 4_999],
          [100, 5_000],
          [150, 9_000],
          [200, 10_000],
        ],
        5_000,
      ),
    ).toEqual(['copying: 100 events, 20 a second\n', 'copying: 200 events, 20 a second\n']);
  });

  it('excludes events of an earlier run from the rate', () => {
    expect(
      printedLines([
        [99_000, 0],
        [101_000, 1_000],
      ]),
    ).toEqual(['copying: 101,000 events, 2,000 a second\n']);
  });
});
