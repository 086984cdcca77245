import { Option } from 'commander';
import { withChoices } from '../../src/cli/choices.js';
import { UsageError } from '../../src/cli/errors.js';
import { RATINGS } from '../../src/domain/vocabulary.js';

const rating = withChoices(new Option('--rating <rating>'), RATINGS, (value) =>
  value === 'rated' ? 'rated is a status.' : undefined,
);
const parse = (text: string) => rating.parseArg?.<unknown>(text, undefined);

it.each([
  ['Misleading', 'misleading'],
  ['MOSTLY-FALSE', 'mostly-false'],
  ['Mostly false', 'mostly-false'],
])('reads %s as %s', (text, value) => {
  expect(parse(text)).toBe(value);
});

it.each([
  ['Misleding', /^--rating takes no "Misleding"\. Did you mean misleading\? It takes true, .* or other\.$/],
  ['rated', /^--rating takes no "rated"\. rated is a status\. It takes true, /],
  ['xyzzy', /^--rating takes no "xyzzy"\. It takes true, /],
])('rejects %s, with the value that is close', (text, message) => {
  expect(() => parse(text)).toThrow(message);
  expect(() => parse(text)).toThrow(UsageError);
});

it('keeps the values for the help and for completion', () => {
  expect(rating.argChoices).toEqual(RATINGS);
});
