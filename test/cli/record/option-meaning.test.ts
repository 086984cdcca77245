import { ACTS, findAct } from '../../../src/cli/record/acts.js';
import { optionMeaning } from '../../../src/cli/record/option-meaning.js';

it.each([
  ['corrected', 'takesBack', '--takes-back whole, part or nothing: how much of the earlier statement is withdrawn.'],
  ['searched', 'outcome', '--outcome found-nothing, found, no-answer or declined: what the search found.'],
  ['resolved', 'outcome', '--outcome came-true, did-not, in-part or lapsed: what became of a forecast.'],
  ['withdrawn', 'of', '--of <entry>: the entry that it is about, instead of the claim.'],
] as const)('describes for "%s" the option %s by its values and its meaning', (word, option, meaning) => {
  const act = findAct(word);
  expect(act && optionMeaning(act, option)).toBe(meaning);
});

it('describes every option that an act requires', () => {
  for (const act of ACTS) {
    for (const option of act.requires) expect(optionMeaning(act, option)).toMatch(/^--[a-z-]+ \S.*: \S.*\.$/);
  }
});
