import { gzipSync } from 'node:zlib';
import { detectInput, formatOf, type InputFormat } from '../../src/import/input-format.js';

const LINE = '{"type":"ActorRegistered","actor":"tass","kind":"outlet","name":"TASS"}\n';
const CSV = 'claim;who said it\r\nIt rains.;TASS\r\n';

/** UTF-16 with a byte order mark or without, little-endian or big-endian. */
const utf16 = (text: string, endian: 'le' | 'be', bom = ''): Buffer => {
  const bytes = Buffer.from(bom + text, 'utf16le');
  return endian === 'be' ? bytes.swap16() : bytes;
};

const EXAMPLES: readonly (readonly [string, string | Buffer, InputFormat])[] = [
  ['one line', LINE, 'ndjson'],
  ['one line without an end', LINE.trimEnd(), 'ndjson'],
  ['lines after a byte order mark', `\uFEFF${LINE}`, 'ndjson'],
  ['lines after blank lines', `\n \r\n${LINE}`, 'ndjson'],
  ['nothing', '', 'ndjson'],
  ['blank lines', '\n\n \n', 'ndjson'],
  ['a truncated line before a valid one', `{"type":\n${LINE}`, 'ndjson'],
  ['one truncated line', '{"type":', 'ndjson'],
  ['a comment before a valid line', `# Actors\n${LINE}`, 'ndjson'],
  ['an array before a valid line', `[1]\n${LINE}`, 'ndjson'],
  ['a line longer than what is read', `{"text":"${'x'.repeat(10_000)}"}`, 'ndjson'],
  ['an array on one line', '[{"type":"X"}]', 'json-array'],
  ['an array with one item per line', `[\n${LINE}]`, 'json-array'],
  ['a pretty-printed object', JSON.stringify({ type: 'X', actor: 'y' }, null, 2), 'json-object'],
  ['a pretty-printed object that begins on its first line', '{ "type": "X",\n  "actor": "y" }', 'json-object'],
  ['an empty object over two lines', '{\n}', 'json-object'],
  ['a pretty-printed array', JSON.stringify([{ type: 'X' }], null, 2), 'json-array'],
  ['CSV with semicolons', CSV, 'csv'],
  ['CSV with commas', 'claim,who\na,b\n', 'csv'],
  ['CSV with tabs', 'claim\twho\na\tb\n', 'csv'],
  ['CSV with JSON in a cell', 'claim,data\nx,"{}"\n', 'csv'],
  ['only the header of CSV', 'claim,who', 'csv'],
  ['gzip', gzipSync(LINE), 'gzip'],
  ['ZIP', Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), 'zip'],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), 'compressed'],
  ['bzip2', Buffer.from('BZh91AY'), 'compressed'],
  ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), 'compressed'],
  ['UTF-16 with a byte order mark', utf16(LINE, 'le', '\uFEFF'), 'utf-16'],
  ['big-endian UTF-16 with a byte order mark', utf16(LINE, 'be', '\uFEFF'), 'utf-16'],
  ['UTF-16 without a byte order mark', utf16(LINE, 'le'), 'utf-16'],
  ['big-endian UTF-16 without a byte order mark', utf16(LINE, 'be'), 'utf-16'],
  ['an HTML page', '<!DOCTYPE html>\n<html><body>Log in</body></html>', 'html'],
  ['an HTML page without a doctype', '\n<html lang="en">\n', 'html'],
  ['XML', '<?xml version="1.0"?>\n<claims/>', 'xml'],
  ['PDF', '%PDF-1.7\n%', 'binary'],
  ['a SQLite file', Buffer.from('SQLite format 3\0\x10\0\x01\x01'), 'binary'],
  ['plain text', 'It rained in Vilnius\nall day.\n', 'text'],
  ['one word', 'hello', 'text'],
];

it.each(EXAMPLES)('recognises %s', async (_what, content, format) => {
  expect((await detectInput(chunksOf(Buffer.from(content), 64 * 1024))).format).toBe(format);
});

it.each(EXAMPLES)(
  'recognises %s that arrives byte by byte, and passes all bytes on',
  async (_what, content, format) => {
    const bytes = Buffer.from(content);
    const input = await detectInput(chunksOf(bytes, 1));
    expect(input.format).toBe(format);
    const read: Uint8Array[] = [];
    for await (const chunk of input.chunks) read.push(chunk);
    const isMarked = bytes.subarray(0, 3).equals(Buffer.from('\uFEFF'));
    expect(Buffer.concat(read)).toEqual(bytes.subarray(isMarked ? 3 : 0));
  },
);

it('decides as soon as the first line has ended', () => {
  expect(formatOf(Buffer.from(LINE.trimEnd()), false)).toBeUndefined();
  expect(formatOf(Buffer.from(LINE), false)).toBe('ndjson');
});

it('reads no more than a few kilobytes to decide', async () => {
  let read = 0;
  async function* endless() {
    for (;;) yield await Promise.resolve(Buffer.alloc(100, (read++, 'x')));
  }
  expect((await detectInput(endless())).format).toBe('text');
  expect(read).toBeLessThan(100);
});

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) {
    yield await Promise.resolve(bytes.subarray(start, start + size));
  }
}
