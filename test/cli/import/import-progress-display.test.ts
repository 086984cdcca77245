import { PassThrough } from 'node:stream';
import { importDisplay } from '../../../src/cli/import/import-progress-display.js';

/** What is written to a stream on which two lines of an import are reported, and a message. */
function written(stream: NodeJS.WriteStream): string {
  const display = importDisplay(stream);
  display.begin('some.ndjson', 1_000);
  display.handled(10, 500, '9 recorded, 0 unchanged, 1 refused');
  display.line('some.ndjson:3: Not JSON.');
  display.handled(20, 1_000, '19 recorded, 0 unchanged, 1 refused');
  display.end();
  display.end();
  return String((stream as unknown as PassThrough).read() ?? '');
}

const streamOf = (isTTY: boolean): NodeJS.WriteStream =>
  Object.assign(new PassThrough(), {
    isTTY,
    columns: 120,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  }) as unknown as NodeJS.WriteStream;

it('writes only messages where there is no terminal', () => {
  expect(written(streamOf(false))).toBe('some.ndjson:3: Not JSON.\n');
});

it('draws on a terminal how much of the file the ledger has handled', () => {
  const text = written(streamOf(true));
  expect(text).toContain('some.ndjson:3: Not JSON.\n');
  expect(text).toMatch(/some\.ndjson {2}[█░]+ 100% {2}20 lines, \d+ a second, 0 s left {2}19 recorded/);
});
