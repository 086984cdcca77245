import { hash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { DigestChain } from '../../../src/archive/export/export-format.js';
import { LoadFailedError, loadInto } from '../../../src/archive/copy/load.js';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';
import { eventLines, exportText, reading, refusal } from '../export/support.js';
import { logOf } from '../support.js';

const EVENTS = 6;
const plan = Array.from({ length: EVENTS }, (_, n) => ({
  stream: n % 2 === 0 ? 'claim-a' : 'claim-b',
  event: {
    id: `00000000-0000-4000-8000-00000000000${n}`,
    type: 'ClaimReported',
    data: { id: `e${n}`, text: 'Київ' },
    metadata: { schemaVersion: 1, recordedAt: `2024-01-0${n + 1}T00:00:00.000Z` },
  },
}));

let text: string;
let lines: string[];
beforeAll(async () => {
  text = await exportText(await logOf(plan));
  lines = text.trimEnd().split('\n');
});

const joined = (parts: readonly string[]): string => parts.map((line) => `${line}\n`).join('');
const lineNumbers = Array.from({ length: EVENTS + 2 }, (_, index) => index + 1);

describe('an export that was damaged', () => {
  it('is taken as it was', async () => {
    expect(await refusal(text)).toBeUndefined();
    expect(await refusal(text.trimEnd())).toBeUndefined();
  });

  it.each(lineNumbers)('without line %i is refused where that is missing', async (line) => {
    expect((await refusal(joined(lines.toSpliced(line - 1, 1))))?.line).toBe(line);
  });

  it.each(lineNumbers)('with line %i twice is refused at the second', async (line) => {
    expect((await refusal(joined(lines.toSpliced(line, 0, lines[line - 1] ?? ''))))?.line).toBe(line + 1);
  });

  it.each(lineNumbers.slice(0, -1))(
    'with lines %i and the next one the other way round is refused there',
    async (line) => {
      const [one = '', other = ''] = lines.slice(line - 1);
      expect((await refusal(joined(lines.toSpliced(line - 1, 2, other, one))))?.line).toBe(line);
    },
  );

  it.each(lineNumbers)('with an empty line before line %i is refused there', async (line) => {
    expect((await refusal(joined(lines.toSpliced(line - 1, 0, ''))))?.line).toBe(line);
  });

  it('with any byte changed is refused at its line', async () => {
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 2 }), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        // A line break put in or taken away is told at the line that it was in.
        const line = bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
        expect((await refusal(changed))?.line).toBe(line);
      }),
      { numRuns: 600 },
    );
  });

  it('cut off anywhere is refused at its end', async () => {
    const bytes = Buffer.from(text);
    for (let length = 0; length < bytes.length - 1; length += 3) {
      const kept = bytes.subarray(0, length);
      const begun = kept.filter((byte) => byte === 0x0a).length + 1;
      // A line that only lacks its break is whole: then the next one is missing.
      const line = bytes[length] === 0x0a ? begun + 1 : begun;
      expect((await refusal(kept))?.line).toBe(line);
    }
  });
});

describe('a file that is none that can be loaded', () => {
  /** The lines sealed anew, so that nothing but what they say is wrong. */
  const sealed = (objects: readonly object[]): string => {
    const chain = new DigestChain();
    return joined(objects.map((object) => chain.seal(object)));
  };
  type Members = Record<string, unknown>;
  const parts = (): Members[] =>
    lines.map((line) => {
      const { digest: _digest, ...rest } = JSON.parse(line) as Members;
      return rest;
    });
  const changed = (line: number, members: Members): string =>
    sealed(parts().map((part, index) => (index === line - 1 ? { ...part, ...members } : part)));

  it('is taken if only sealed anew', () => {
    expect(sealed(parts())).toBe(text);
  });

  it('with a line behind the last is refused there, however well that is sealed', async () => {
    const [first, ...rest] = parts();
    const more = sealed([first ?? {}, ...rest, { ...rest[0], revision: 3, sequence: '00000000000000000009' }]);
    expect(await refusal(more)).toEqual({
      line: EVENTS + 3,
      reason: 'there is text after the last line of the export',
    });
  });

  it.each<[string, number, Members, RegExp]>([
    ['of another log', 3, { source: 'urn:claim-ledger:other' }, /of another log/],
    ['with a gap in a stream', 4, { revision: 2 }, /revision 2 of claim-a, but the next revision is 1/],
    ['with a revision twice', 5, { revision: 0 }, /revision 0 of claim-b, but the next revision is 1/],
    ['with a position that runs back', 4, { sequence: '00000000000000000001' }, /is not after/],
    ['with a position that is none', 4, { sequence: '3' }, /not an event/],
    ['without data', 4, { data: 'x' }, /not an event/],
    ['with metadata that are no object', 4, { metadata: '[]' }, /metadata/],
    ['with metadata that are no JSON', 4, { metadata: '{' }, /metadata/],
    ['without a stored type', 4, { storedtype: undefined }, /not an event/],
  ])('%s is refused at its line', async (_what, line, members, reason) => {
    const refused = await refusal(changed(line, members));
    expect(refused?.line).toBe(line);
    expect(refused?.reason).toMatch(reason);
  });

  it('with data or metadata nested without end is refused at its line', async () => {
    const nested = '['.repeat(200_000) + ']'.repeat(200_000);
    const [first = '', second = ''] = lines;
    const digest = first.slice(-66, -2);
    for (const [shallow, deep] of [
      ['"data":{', `"data":{"x":${nested},`],
      ['"metadata":"{', `"metadata":"{\\"x\\":${nested},`],
    ] as const) {
      const rest = second.slice(0, second.indexOf(',"digest"')).replace(shallow, deep);
      const sealedAnew = `${rest},"digest":"${hash('sha256', digest + rest, 'hex')}"}`;
      const refused = await refusal(joined([first, sealedAnew]));
      expect(refused).toEqual({ line: 2, reason: 'the event is nested deeper than a log allows' });
    }
  });

  it.each<[string, Members, RegExp]>([
    ['of a newer format', { format: 2 }, /format 2, and this version of claim-ledger reads formats up to 1/],
    ['of a part', { loadable: false, selection: { since: '2024-01-01' } }, /a part of a log \(since 2024-01-01\)/],
    ['that says nothing of itself', { format: 'x' }, /first line/],
  ])('%s is refused at once', async (_what, members, reason) => {
    const [first] = parts();
    const refused = await refusal(changed(1, { data: { ...(first?.['data'] as Members), ...members } }));
    expect(refused?.line).toBe(1);
    expect(refused?.reason).toMatch(reason);
  });

  it.each([5, 7])('that says it has %i events is refused at its end', async (events) => {
    const refused = await refusal(changed(EVENTS + 2, { data: { events, last: '00000000000000000006' } }));
    expect(refused).toEqual({
      line: EVENTS + 2,
      reason: `the last line counts ${events} events up to position 00000000000000000006, but the file has 6 up to 00000000000000000006`,
    });
  });

  it.each(['{"type":"ClaimRegistered"}\n', 'claims\n', '[]', '\uFEFF', '\n'])(
    'such as %j is refused at line 1',
    async (other) => {
      expect((await refusal(other))?.reason).toMatch(/^the file is not an export of a ledger/);
    },
  );

  it('with nothing in it is refused', async () => {
    expect(await refusal('')).toEqual({ line: 1, reason: 'the file is empty' });
  });

  it('with an event that the log does not take is refused at its line', async () => {
    const log = SqliteEventLog.open(':memory:');
    const given = reading(changed(4, { id: 'no-uuid' }));
    await expect(loadInto(log, given, { maxConcurrentAppends: 100 })).rejects.toThrow(
      "line 4: An event's id is a UUID",
    );
  });

  it('is refused so, too, where the next line comes only later', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    async function* slowly() {
      for await (const each of reading(changed(4, { id: 'no-uuid' }))) {
        yield each;
        await pause(5);
      }
    }
    const log = SqliteEventLog.open(':memory:');
    await expect(loadInto(log, slowly(), { maxConcurrentAppends: 100 })).rejects.toThrow('line 4: ');
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  it('is not loaded into a log that holds something, or keeps something else', async () => {
    await expect(loadInto(await logOf(plan), reading(text), { maxConcurrentAppends: 1 })).rejects.toThrow(
      LoadFailedError,
    );
    const forgetful = SqliteEventLog.open(':memory:');
    const append = forgetful.append.bind(forgetful);
    forgetful.append = (stream, expected, events) =>
      append(
        stream,
        expected,
        events.map((event) => ({ ...event, data: {} })),
      );
    await expect(loadInto(forgetful, reading(text), { maxConcurrentAppends: 1 })).rejects.toThrow(
      'differs from the export',
    );
  });

  it('shows what was exported', () => {
    expect(eventLines(text)).toHaveLength(EVENTS);
  });
});
