import { searchMarks } from '../../src/read-model/search-marks.js';
import { parseSearch } from '../../src/read-model/search-query.js';

const marked = (text: string, q: string): string[] =>
  searchMarks(text, parseSearch(q).required).map(([start, end]) => text.slice(start, end));

it.each([
  [
    'NATO is discussing actively that Ukraine give up land.',
    '"discussing actively" land',
    ['discussing actively', 'land'],
  ],
  ['烏克蘭將放棄領土以換取加入北約。', '領土 北約', ['領土', '北約']],
  ['П’ять із п’яти', "п'ять", ['П’ять']],
  ["Le sort de l'Ukraine", 'ukraine', ["l'Ukraine"]],
  ['Øresund and the Oresunds', 'oresund*', ['Øresund', 'Oresunds']],
  ['Nothing of the kind', 'nato', []],
])('marks in %s what %s searches for', (text, q, expected) => {
  expect(marked(text, q)).toEqual(expected);
});

it('joins marks that overlap', () => {
  expect(searchMarks('放棄領土', parseSearch('放棄 棄領').required)).toEqual([[0, 3]]);
});
