import { itemTable } from '../../../src/cli/terminal/item-table.js';

const ROWS = [
  {
    cells: [{ text: 'outlet' }, { text: '' }, { text: 'el-pais', style: (text: string) => `<${text}>` }],
    text: 'El País',
  },
  { cells: [{ text: 'person' }, { text: '' }, { text: 'jenssen' }], text: 'Stian\tJenssen \u001B[31m' },
];

it('prints one line per item without a terminal, and removes control characters', () => {
  expect(itemTable(ROWS, { width: Infinity })).toBe(
    'outlet  <el-pais>  El País\nperson  jenssen  Stian Jenssen \uFFFD[31m\n',
  );
});

it('leaves out columns that are empty, and puts the text below where the terminal is narrow', () => {
  expect(itemTable(ROWS, { width: 40 }).split('\n').slice(0, 2)).toEqual(['outlet  <el-pais>', '    El País']);
  expect(itemTable([], { width: 80 })).toBe('');
});
