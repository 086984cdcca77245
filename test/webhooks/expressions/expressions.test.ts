import { syntaxProblem } from '../../../src/webhooks/expressions/expressions.js';

describe('an expression', () => {
  it.each(['$', '{"text": event.data.quote.text}', '$map(items, function($i) { $i.name })'])('can be %s', (text) => {
    expect(syntaxProblem(text)).toBeUndefined();
  });

  it.each([
    ['', 'The expression is empty.'],
    ['  \n', 'The expression is empty.'],
    ['{"text": ', 'Expected "}" before end of expression (S0203 at character 9)'],
    ['a +* b', 'Syntax error: "b" (S0201 at character 6)'],
    ['a'.repeat(4_001), 'The expression has 4001 characters; at most 4000 are allowed.'],
  ])('can not be "%s"', (text, problem) => {
    expect(syntaxProblem(text)).toBe(problem);
  });

  it('has no depth that breaks the parser', () => {
    expect(syntaxProblem('('.repeat(4_000))).toEqual(expect.any(String));
  });
});
