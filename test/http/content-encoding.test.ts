import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { inflate, UnreadableInputError } from '../../src/http/content-encoding.js';

const text = Array.from({ length: 5_000 }, (_, n) => `{"actor":"a-${(n * 7_919) % 5_003}"}\n`).join('');
const gzip = gzipSync(text);

it('inflates a body, also of several members', async () => {
  const body = Readable.from([gzip.subarray(0, 10), gzip.subarray(10), gzipSync('{}\n')]);
  expect(String(await buffer(inflate(body, 1_000_000)))).toBe(`${text}{}\n`);
});

it.each([
  ['damaged', Buffer.concat([gzip.subarray(0, 2_000), Buffer.alloc(200)])],
  ['truncated', gzip.subarray(0, 2_000)],
  ['not gzip', Buffer.from(text)],
])('reports a body that is %s, and reads the rest of it', async (_what, bytes) => {
  const body = Readable.from([bytes]);
  await expect(buffer(inflate(body, 1_000_000))).rejects.toThrow('damaged or incomplete');
  while (!body.readableEnded) await nextTurn();
});

it('stops at a number of inflated bytes, and discards the rest of the body unread', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  const body = Readable.from([bomb]);
  const read = buffer(inflate(body, 100_000));
  await expect(read).rejects.toThrow(UnreadableInputError);
  await expect(read).rejects.toThrow('at most 100000 bytes');
  while (!body.readableEnded) await nextTurn();
});
