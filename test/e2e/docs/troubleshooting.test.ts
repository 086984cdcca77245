import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './console-examples.js';

const headings = [...readFileSync(join(ROOT, 'docs/how-to/troubleshooting.md'), 'utf8').matchAll(/^### `(.+)`$/gm)].map(
  ([, message = '']) => message,
);

const source = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(ROOT, 'src', file), 'utf8').replace(/\\(.)/g, '$1'))
  .join('\n');

/**
 * The parts of a message that the program may compose it from: between what differs, and by sentence. Single words
 * count only if there is nothing longer, since they would be found anywhere.
 */
function partsOf(message: string): readonly string[] {
  const parts = message
    .split(/…|: |\. /)
    .map((part) => part.replace(/^\P{L}+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((part) => part !== '');
  const long = parts.filter((part) => part.includes(' '));
  return long.length > 0 ? long : parts;
}

it('finds messages', () => {
  expect(headings.length).toBeGreaterThan(40);
});

it.each(headings)('the program has the message %s', (message) => {
  const parts = partsOf(message);
  expect(parts).not.toEqual([]);
  expect(parts.filter((part) => !source.includes(part))).toEqual([]);
});
