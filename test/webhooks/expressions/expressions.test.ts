import jsonata from 'jsonata';
import { expressionMessage, syntaxProblem } from '../../../src/webhooks/expressions/expressions.js';

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

describe('the message of an expression that fails', () => {
  const input = { name: 'Jane Roe', names: ['Jane Roe'], who: { name: 'Jane Roe' } };
  const messageOf = (expression: string): Promise<string> =>
    jsonata(expression)
      .evaluate(input)
      .then(() => 'none', expressionMessage);

  it.each([
    ['$number(name)', 'Unable to cast value to a number: a text (D3030 at character 8)'],
    ['-names', 'Cannot negate a non-numeric value: a list (D1002 at character 1)'],
    ['{who: 1}', 'Key in object structure must evaluate to a string; got: an object (T1003 at character 1)'],
    [
      'name > 1',
      'The values a text and 1 either side of operator ">" must be of the same data type (T2009 at character 6)',
    ],
    ['$eval(name & "(")', expect.not.stringContaining('Roe') as string],
    ['nothing(name)', 'Attempted to invoke a non-function (T1006 at character 8)'],
    ['$error("No " & name)', 'No Jane Roe (D3137 at character 7)'],
  ])('of %s has no text of its input, unless the expression says so', async (expression, message) => {
    expect(await messageOf(expression)).toEqual(message);
  });
});
