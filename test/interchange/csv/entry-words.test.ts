import { ACTS, isWorldAct } from '../../../src/cli/record/acts.js';
import { ENTRY_WORDS, findEntryWord } from '../../../src/interchange/csv/entry-words.js';

it('uses the words of the command "record", with the same meaning', () => {
  const acts = ACTS.filter(isWorldAct);
  expect(ENTRY_WORDS).toEqual(acts.map(({ word }) => word));
  for (const { word, type, fields } of acts) expect(findEntryWord(word)).toEqual({ type, ...(fields && { fields }) });
});

it('finds words whatever their case and spaces, and nothing that every object has', () => {
  expect(findEntryWord('  Denied ')).toEqual({ type: 'ClaimDenied' });
  expect(findEntryWord('constructor')).toBeUndefined();
});
