import { Progress } from '../../../src/cli/terminal/progress.js';

/** What is written where there is no terminal, when these many events are done at these milliseconds. */
function told(steps: readonly (readonly [events: number, at: number])[], everyMs?: number): string[] {
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

describe('the progress of a long command', () => {
  it('is told each time so many events are done, with the rate since it began', () => {
    expect(
      told([
        [0, 0],
        [99_999, 900],
        [100_000, 1_000],
        [150_000, 1_500],
        [230_000, 4_600],
      ]),
    ).toEqual(['copying: 100,000 events, 100,000 a second\n', 'copying: 230,000 events, 50,000 a second\n']);
  });

  it('is told now and then of one that is slow', () => {
    expect(
      told(
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

  it('of one that goes on counts what was there, but not for the rate', () => {
    expect(
      told([
        [99_000, 0],
        [101_000, 1_000],
      ]),
    ).toEqual(['copying: 101,000 events, 2,000 a second\n']);
  });
});
