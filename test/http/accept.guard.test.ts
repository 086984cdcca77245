import { accepts } from '../../src/http/accept.guard.js';

it.each<[string | undefined, boolean]>([
  [undefined, true],
  ['', true],
  ['*/*', true],
  ['application/*', true],
  ['application/json', true],
  ['Application/JSON; charset=utf-8', true],
  ['text/html, application/xhtml+xml, */*;q=0.8', true],
  ['text/html, application/json;q=0.1', true],
  ['text/html', false],
  ['text/*', false],
  ['application/json;q=0', false],
  ['*/*, application/json;q=0.0', false],
  ['application/*;q=0, */*', false],
  ['application/json;q=1, */*;q=0', true],
])('accepts() for the header %s and JSON returns %s', (header, expected) => {
  expect(accepts(header, 'application/json')).toBe(expected);
});
