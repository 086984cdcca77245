import fc from 'fast-check';
import { bytesOfBody, storedBody } from '../../src/deliveries/body-parts.js';

const MAX_JSON = 45_000;
const sizes = (parts: readonly string[]) => parts.map((part) => Buffer.byteLength(JSON.stringify(part)) - 2);

it('keeps every byte, in parts that fit into events', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom('\u0001', '"', '\\', '\n', '€', '\u{1F4F0}', '\uFEFF').map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), fc.integer({ min: 1, max: 800 }), (some, times) => {
      const piece = Buffer.concat(some);
      const body = Buffer.concat(Array.from({ length: times }, () => piece)).subarray(0, 256 * 1024);
      const stored = storedBody(body);
      expect(bytesOfBody(stored).equals(body)).toBe(true);
      expect(stored.parts.length).toBeGreaterThan(0);
      expect(Math.max(...sizes(stored.parts))).toBeLessThanOrEqual(MAX_JSON);
      expect(stored.parts.every((part) => part.isWellFormed())).toBe(true);
      // An append has at most 1 MiB.
      expect(sizes(stored.parts).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(
        Math.max((body.length * 4) / 3 + 4, MAX_JSON),
      );
    }),
  );
});

it.each([
  ['text', 'utf8', Buffer.from('{"a": "é"}')],
  ['nothing', 'utf8', Buffer.alloc(0)],
  ['a byte order mark', 'utf8', Buffer.from('\uFEFF{}')],
  ['bytes that are not UTF-8', 'base64', Buffer.from([0xc3])],
  ['a long text of control characters', 'base64', Buffer.alloc(100_000, 1)],
])('stores %s as %s', (_what, encoding, body) => {
  expect(storedBody(body).encoding).toBe(encoding);
  expect(bytesOfBody(storedBody(body)).equals(body)).toBe(true);
});

it('ends no part within a character', () => {
  const { parts } = storedBody(Buffer.from(`x${'\u{1F4F0}'.repeat(30_000)}`));
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.every((part) => part.isWellFormed())).toBe(true);
});
