import { forbidColors, isColored } from '../../../src/cli/terminal/colors.js';

describe('isColored', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
  ])('%j, terminal %s: %s', (env, isTerminal, expected) => {
    expect(isColored(env, isTerminal)).toBe(expected);
  });
});

it('forbidColors outweighs a demand of the environment', () => {
  const env = { FORCE_COLOR: '1' };
  forbidColors(env);
  expect(isColored(env, true)).toBe(false);
});
