import { PassThrough } from 'node:stream';
import { LineDisplay } from '../../../src/cli/import/import-progress-display.js';

describe('Without a terminal', () => {
  /** What is told of an import of so many bytes, of which as many lines as seconds have passed, 1 kB each. */
  const told = (
    bytes: number | undefined,
    seconds: readonly number[],
    { fromLine, linesAt = (second) => second * 100 }: { fromLine?: number; linesAt?: (second: number) => number } = {},
  ): string[] => {
    let now = 5;
    const stream = new PassThrough();
    const display = new LineDisplay(stream, () => now);
    display.begin('some.ndjson', bytes, fromLine);
    for (const second of seconds) {
      display.sent(1_000);
      now = 5 + second * 1_000;
      display.progress({ lines: linesAt(second), recorded: second * 90, unchanged: 6, refused: 4 });
    }
    return String(stream.read() ?? '')
      .split('\n')
      .slice(0, -1);
  };

  it('an import says every ten seconds how far it is, how fast, and how long it will take', () => {
    expect(told(10_000, [1, 9, 10, 11, 19, 21])).toEqual([
      'some.ndjson: 1000 lines, 100 a second, 24 s left; 900 recorded, 6 unchanged, 4 refused',
      'some.ndjson: 2100 lines, 100 a second, 14 s left; 1890 recorded, 6 unchanged, 4 refused',
    ]);
  });

  it('it says minutes and hours where there are many', () => {
    expect(told(31_000, [10])).toMatchObject([expect.stringContaining(' 5 min left')]);
    expect(told(1_001_000, [10])).toMatchObject([expect.stringContaining(' 3 h left')]);
  });

  it('lines that are passed over say nothing of how fast it is', () => {
    const quicklyFirst = (second: number) => (second <= 10 ? second * 1_000 : 10_000 + (second - 10) * 100);
    expect(told(20_000, [5, 10, 15, 20], { fromLine: 10_001, linesAt: quicklyFirst })).toEqual([
      'some.ndjson: 10000 lines skipped; 900 recorded, 6 unchanged, 4 refused',
      'some.ndjson: 11000 lines, 100 a second, 80 s left; 1800 recorded, 6 unchanged, 4 refused',
    ]);
  });

  it('it does not say how long standard input will be', () => {
    expect(told(undefined, [10])).toEqual([
      'some.ndjson: 1000 lines, 100 a second; 900 recorded, 6 unchanged, 4 refused',
    ]);
  });
});
