import { SentLines } from '../../../src/cli/import/sent-lines.js';

/** Chunks with so many lines, each read up to so many units. */
function sentOf(...chunks: readonly (readonly [lines: number, units: number])[]): SentLines {
  const sent = new SentLines();
  for (const [lines, units] of chunks) sent.sent(Buffer.from('x\n'.repeat(lines)), units);
  return sent;
}

it('counts units of lines that the ledger has handled, not of lines that were sent', () => {
  const sent = sentOf([10, 1_000], [10, 3_000], [10, 4_000]);
  expect(sent.unitsUpTo(0)).toBe(0);
  expect(sent.unitsUpTo(10)).toBe(1_000);
  expect(sent.unitsUpTo(30)).toBe(4_000);
});

it('estimates within a chunk', () => {
  const sent = sentOf([10, 1_000], [10, 3_000]);
  expect([5, 10, 15, 20].map((line) => sent.unitsUpTo(line))).toEqual([500, 1_000, 2_000, 3_000]);
});

it('attributes a line of several chunks to the last of them', () => {
  const sent = sentOf([1, 100], [0, 200], [0, 300], [1, 400]);
  expect([1, 2].map((line) => sent.unitsUpTo(line))).toEqual([300, 400]);
});

it('forgets what was handled', () => {
  const sent = sentOf(...Array.from({ length: 1_000 }, (_, n) => [10, (n + 1) * 100] as const));
  expect(sent.unitsUpTo(9_990)).toBe(99_900);
  expect((sent as unknown as { marks: unknown[] }).marks).toHaveLength(1);
});
