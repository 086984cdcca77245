import { hash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { DigestChain } from '../../../src/archive/export/export-format.js';
import { LoadFailedError, loadInto } from '../../../src/archive/copy/load.js';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';
import { eventLines, exportText, readFromText, rejectionOf } from '../export/support.js';
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

describe('readExport(): a corrupted export', () => {
  it('is accepted without changes, and without the last line break', async () => {
    expect(await rejectionOf(text)).toBeUndefined();
    expect(await rejectionOf(text.trimEnd())).toBeUndefined();
  });

  it.each(lineNumbers)('is rejected at line %i if that line is missing', async (line) => {
    expect((await rejectionOf(joined(lines.toSpliced(line - 1, 1))))?.line).toBe(line);
  });

  it.each(lineNumbers)('is rejected after line %i if that line is duplicated', async (line) => {
    expect((await rejectionOf(joined(lines.toSpliced(line, 0, lines[line - 1] ?? ''))))?.line).toBe(line + 1);
  });

  it.each(lineNumbers.slice(0, -1))('is rejected at line %i if it is swapped with the next one', async (line) => {
    const [one = '', other = ''] = lines.slice(line - 1);
    expect((await rejectionOf(joined(lines.toSpliced(line - 1, 2, other, one))))?.line).toBe(line);
  });

  it.each(lineNumbers)('is rejected at line %i if an empty line precedes it', async (line) => {
    expect((await rejectionOf(joined(lines.toSpliced(line - 1, 0, ''))))?.line).toBe(line);
  });

  it('is rejected at the line of any changed byte', async () => {
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 2 }), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        // An added or removed line break is reported at its line.
        const line = bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
        expect((await rejectionOf(changed))?.line).toBe(line);
      }),
      { numRuns: 600 },
    );
  });

  it('is rejected at its end if it is truncated anywhere', async () => {
    const bytes = Buffer.from(text);
    for (let length = 0; length < bytes.length - 1; length += 3) {
      const kept = bytes.subarray(0, length);
      const begun = kept.filter((byte) => byte === 0x0a).length + 1;
      // A line that lacks only its break is complete: the next one is missing.
      const line = bytes[length] === 0x0a ? begun + 1 : begun;
      expect((await rejectionOf(kept))?.line).toBe(line);
    }
  });
});

describe('loadInto(): a file that cannot be loaded', () => {
  /** Seals the lines again, so that only their content is wrong. */
  const sealLines = (objects: readonly object[]): string => {
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
    sealLines(parts().map((part, index) => (index === line - 1 ? { ...part, ...members } : part)));

  it('is accepted if it is only sealed again', () => {
    expect(sealLines(parts())).toBe(text);
  });

  it('is rejected at a line after the last one, even if that is sealed correctly', async () => {
    const [first, ...rest] = parts();
    const more = sealLines([first ?? {}, ...rest, { ...rest[0], revision: 3, sequence: '00000000000000000009' }]);
    expect(await rejectionOf(more)).toEqual({
      line: EVENTS + 3,
      reason: 'there is text after the last line of the export',
    });
  });

  it.each<[string, number, Members, RegExp]>([
    ['an event of another log', 3, { source: 'urn:claim-ledger:other' }, /of another log/],
    ['a gap in a stream', 4, { revision: 2 }, /revision 2 of claim-a, but the next revision is 1/],
    ['a duplicate revision', 5, { revision: 0 }, /revision 0 of claim-b, but the next revision is 1/],
    ['a position that decreases', 4, { sequence: '00000000000000000001' }, /is not after/],
    ['an invalid position', 4, { sequence: '3' }, /not an event/],
    ['data that are not an object', 4, { data: 'x' }, /not an event/],
    ['metadata that are not an object', 4, { metadata: '[]' }, /metadata/],
    ['metadata that are not JSON', 4, { metadata: '{' }, /metadata/],
    ['no stored type', 4, { storedtype: undefined }, /not an event/],
  ])('is rejected at the line with %s', async (_what, line, members, reason) => {
    const rejection = await rejectionOf(changed(line, members));
    expect(rejection?.line).toBe(line);
    expect(rejection?.reason).toMatch(reason);
  });

  it('is rejected at the line with data or metadata nested too deeply', async () => {
    const nested = '['.repeat(200_000) + ']'.repeat(200_000);
    const [first = '', second = ''] = lines;
    const digest = first.slice(-66, -2);
    for (const [shallow, deep] of [
      ['"data":{', `"data":{"x":${nested},`],
      ['"metadata":"{', `"metadata":"{\\"x\\":${nested},`],
    ] as const) {
      const rest = second.slice(0, second.indexOf(',"digest"')).replace(shallow, deep);
      const sealedAgain = `${rest},"digest":"${hash('sha256', digest + rest, 'hex')}"}`;
      const rejection = await rejectionOf(joined([first, sealedAgain]));
      expect(rejection).toEqual({ line: 2, reason: 'the event is nested deeper than a log allows' });
    }
  });

  it.each<[string, Members, RegExp]>([
    ['a newer format', { format: 2 }, /format 2, and this version of claim-ledger reads formats up to 1/],
    [
      'a part of a log',
      { loadable: false, selection: { since: '2024-01-01' } },
      /a part of a log \(since 2024-01-01\)/,
    ],
    ['an invalid format', { format: 'x' }, /first line/],
  ])('is rejected at the first line with %s', async (_what, members, reason) => {
    const [first] = parts();
    const rejection = await rejectionOf(changed(1, { data: { ...(first?.['data'] as Members), ...members } }));
    expect(rejection?.line).toBe(1);
    expect(rejection?.reason).toMatch(reason);
  });

  it.each([5, 7])('is rejected at the last line if that counts %i events', async (events) => {
    const rejection = await rejectionOf(changed(EVENTS + 2, { data: { events, last: '00000000000000000006' } }));
    expect(rejection).toEqual({
      line: EVENTS + 2,
      reason: `the last line counts ${events} events up to position 00000000000000000006, but the file has 6 up to 00000000000000000006`,
    });
  });

  it.each(['{"type":"ClaimRegistered"}\n', 'claims\n', '[]', '\uFEFF', '\n'])(
    'is rejected at line 1 if it is %j',
    async (other) => {
      expect((await rejectionOf(other))?.reason).toMatch(/^the file is not an export of a ledger/);
    },
  );

  it('is rejected if it is empty', async () => {
    expect(await rejectionOf('')).toEqual({ line: 1, reason: 'the file is empty' });
  });

  it('is rejected at the line of an event that the log rejects', async () => {
    const log = SqliteEventLog.open(':memory:');
    const given = readFromText(changed(4, { id: 'no-uuid' }));
    await expect(loadInto(log, given, { maxConcurrentAppends: 100 })).rejects.toThrow(
      "line 4: An event's id must be a UUID",
    );
  });

  it('is rejected at that line even if the next line arrives later', async () => {
    const unhandled: unknown[] = [];
    const collect = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', collect);
    async function* slowly() {
      for await (const each of readFromText(changed(4, { id: 'no-uuid' }))) {
        yield each;
        await pause(5);
      }
    }
    const log = SqliteEventLog.open(':memory:');
    await expect(loadInto(log, slowly(), { maxConcurrentAppends: 100 })).rejects.toThrow('line 4: ');
    process.off('unhandledRejection', collect);
    expect(unhandled).toEqual([]);
  });

  it('is not loaded into a log that has events, or stores other data', async () => {
    await expect(loadInto(await logOf(plan), readFromText(text), { maxConcurrentAppends: 1 })).rejects.toThrow(
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
    await expect(loadInto(forgetful, readFromText(text), { maxConcurrentAppends: 1 })).rejects.toThrow(
      'differs from the export',
    );
  });

  it('has one line for each event', () => {
    expect(eventLines(text)).toHaveLength(EVENTS);
  });
});
