import { STANDARD_PARAMETERS, STRICT_PARAMETERS } from '../../src/verification/policy-parameters.js';
import { rulesInWords, termsInWords } from '../../src/verification/policy-in-words.js';
import { RULE_NAMES } from '../../src/verification/standard/rule-names.js';

const whenOf = (name: string, parameters = STRICT_PARAMETERS) =>
  rulesInWords(parameters).find(({ rule }) => rule === name)?.when;
const meaningOf = (name: string, parameters = STRICT_PARAMETERS) =>
  termsInWords(parameters).find(({ parameter }) => parameter === name)?.meaning;

describe('rulesInWords()', () => {
  it('lists all rules in their order where verdicts decide', () => {
    expect(rulesInWords(STANDARD_PARAMETERS).map(({ rule }) => rule)).toEqual(RULE_NAMES);
  });

  it('leaves out the rules that need a verdict where none decides', () => {
    const left = RULE_NAMES.filter((rule) => !/verdict/.test(rule));
    expect(rulesInWords(STRICT_PARAMETERS).map(({ rule }) => rule)).toEqual(left);
    expect(left).toHaveLength(RULE_NAMES.length - 3);
  });

  it.each([
    ['denied/first-hand', 'Denied with standing, with the basis document or recording.', 'Denied with standing.'],
    [
      'corroborated/independent-origins',
      'Three independent named origins put it forward.',
      'Two independent named origins put it forward.',
    ],
  ])('words %s by the parameters', (rule, strict, standard) => {
    expect(whenOf(rule)).toBe(strict);
    expect(whenOf(rule, STANDARD_PARAMETERS)).toBe(standard);
  });
});

describe('termsInWords()', () => {
  it('says what each parameter means, also those that are absent', () => {
    expect(termsInWords(STANDARD_PARAMETERS).map(({ parameter }) => parameter)).toEqual([
      'independentOrigins',
      'unnamedSupport',
      'denialBases',
      'eyewitnessDisputes',
      'verdictsDecide',
      'raters',
      'searchGoodForDays',
    ]);
    expect(meaningOf('denialBases', STANDARD_PARAMETERS)).toBe('A denial with standing counts on any basis.');
  });

  it.each([
    [
      { raters: ['afp', 'snopes'], verdictsDecide: true },
      'raters',
      'Only verdicts by afp or snopes decide; others are shown.',
    ],
    [{ raters: ['afp'] }, 'raters', 'No rater decides.'],
    [
      { searchGoodForDays: 1 },
      'searchGoodForDays',
      'A search without an end of its own is good for one day, or until the next search.',
    ],
    [
      { denialBases: ['document' as const] },
      'denialBases',
      'A denial with standing counts only with the basis document.',
    ],
  ])('words %j', (different, name, meaning) => {
    expect(meaningOf(name, { ...STRICT_PARAMETERS, ...different })).toBe(meaning);
  });
});
