import fc from 'fast-check';
import { linesOf, linesWithText } from '../../src/lib/ndjson-lines.js';

const MAX = 5;

/** Splits the whole text. */
function splitWhole(text: string): (string | undefined)[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => (line.length > MAX ? undefined : line.replace(/\r$/, '')));
}

async function* given(chunks: readonly string[]) {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}

describe('linesOf()', () => {
  it('yields the same lines for any chunks', async () => {
    const chunk = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r'), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 8 }), async (chunks) => {
        const seen: (string | undefined)[] = [];
        for await (const { number, bytes } of linesOf(given(chunks), MAX)) {
          expect(number).toBe(seen.push(bytes?.toString()));
        }
        expect(seen).toEqual(splitWhole(chunks.join('')));
      }),
    );
  });

  it('yields a line that is too long before it ends', async () => {
    let chunks = 0;
    async function* endless() {
      for (;;) {
        chunks += 1;
        if (chunks > 100) throw new Error('The reader did not stop.');
        yield await Promise.resolve(Buffer.alloc(2));
      }
    }
    const lines = linesOf(endless(), MAX);
    expect((await lines.next()).value).toEqual({ number: 1, bytes: undefined });
    await lines.return(undefined);
    expect(chunks).toBe(3);
  });
});

describe('linesWithText()', () => {
  it('yields the same lines without most of the blank ones, and the last line', async () => {
    const chunk = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\n', '\r', ' '), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 8 }), async (chunks) => {
        const [all, seen]: (readonly [number, string | undefined])[][] = [[], []];
        for await (const { number, bytes } of linesOf(given(chunks), MAX)) all?.push([number, bytes?.toString()]);
        for await (const { number, bytes } of linesWithText(given(chunks), MAX)) {
          seen?.push([number, bytes?.toString()]);
        }
        const hasText = ([, text]: readonly [number, string | undefined]) => text?.trim() !== '';
        expect(seen?.filter(hasText)).toEqual(all?.filter(hasText));
        expect(seen?.at(-1)).toEqual(all?.at(-1));
      }),
    );
  });

  it('yields one of a thousand blank lines in a row', async () => {
    const numbers: number[] = [];
    for await (const { number } of linesWithText(given([' \n'.repeat(2_500)]), MAX)) numbers.push(number);
    expect(numbers).toEqual([1_001, 2_002, 2_500]);
  });
});
