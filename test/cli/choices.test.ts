import { Command, Option } from 'commander';
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
  ['rated', /^--rating takes no "rated"\. rated is a status\.$/],
  ['xyzzy', /^--rating takes no "xyzzy"\. It takes true, /],
])('rejects %s, with the value that is close', (text, message) => {
  expect(() => parse(text)).toThrow(message);
  expect(() => parse(text)).toThrow(UsageError);
});

it('collects the values of an option that takes several', () => {
  const command = new Command().addOption(withChoices(new Option('--scope <scope...>'), ['read', 'record', 'rate']));
  command.parse(['--scope', 'Read', 'record', '--scope', 'rate'], { from: 'user' });
  expect(command.opts()).toEqual({ scope: ['read', 'record', 'rate'] });
});

it('keeps the values for the help and for completion', () => {
  expect(rating.argChoices).toEqual(RATINGS);
});
