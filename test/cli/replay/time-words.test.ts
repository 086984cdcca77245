import { instantOf } from '../../../src/cli/replay/time-words.js';

/** A Monday. */
const NOW = new Date('2026-11-30T08:15:00.000Z');

it.each([
  ['today', '2026-11-30T00:00:00.000Z'],
  ['yesterday', '2026-11-29T00:00:00.000Z'],
  ['monday', '2026-11-23T00:00:00.000Z'],
  ['Sunday', '2026-11-29T00:00:00.000Z'],
  ['tuesday', '2026-11-24T00:00:00.000Z'],
  ['36h', '2026-11-28T20:15:00.000Z'],
  ['7d', '2026-11-23T08:15:00.000Z'],
  ['2w', '2026-11-16T08:15:00.000Z'],
])('%s is the instant %s', (word, instant) => {
  expect(instantOf(word, NOW)).toBe(instant);
});

it.each(['2026-11-23', '2026-11-23T12:00Z', 'replay:x', 'someday', '7m', ''])('leaves %j as it is', (text) => {
  expect(instantOf(text, NOW)).toBe(text);
});
