import Database from 'better-sqlite3';
import { textsToIndex } from '../../src/lib/search-tokens.js';
import {
  ftsExpression,
  INDEX_OPTIONS,
  indexedTerm,
  isMerged,
  parseSearch,
  type SearchTerm,
} from '../../src/read-model/search-query.js';

const TEXTS = [
  'NATO is discussing actively that Ukraine give up land.',
  'Russia says that Ukraine attacked a pro-Russian village.',
  "NATO's policy has not changed.",
  '烏克蘭將放棄領土以換取加入北約。',
  "Le sort de l'Ukraine n'est pas décidé.",
  'Мой дом',
];

describe('beginnings of words', () => {
  it.each([
    ['na*', false, ['na']],
    ['nat*', false, ['nat']],
    ['nato*', true, ['nat']],
    ['nato', false, ['nato']],
    ['"nato land"', false, ['nato', 'land']],
    ['烏', true, ['烏']],
    ['pro-russia*', true, ['pro', 'rus']],
  ])('are indexed up to three characters: %s', (text, merged, tokens) => {
    const [term = []] = parseSearch(text).required;
    expect(isMerged(term)).toBe(merged);
    expect(indexedTerm(term)[0]?.tokens).toEqual(tokens);
  });
});

describe('parseSearch', () => {
  const database = new Database(':memory:');
  database.exec(`CREATE VIRTUAL TABLE texts USING fts5 (text, ${INDEX_OPTIONS})`);
  const insert = database.prepare('INSERT INTO texts (rowid, text) VALUES (?, ?)');
  TEXTS.forEach((text, index) => insert.run(index, textsToIndex([text])));
  const search = database.prepare<[string], number>('SELECT rowid FROM texts WHERE texts MATCH ?').pluck();
  const hits = (text: string, isPrefix = false): number[] => {
    const { required, excluded } = parseSearch(text, isPrefix);
    const found = (terms: readonly SearchTerm[]) => terms.map((term) => search.all(ftsExpression(term)));
    const [with_, without] = [found(required), found(excluded)];
    return TEXTS.flatMap((_text, row) =>
      with_.every((rows) => rows.includes(row)) && !without.some((rows) => rows.includes(row)) ? [row] : [],
    );
  };

  it.each([
    ['nato', [0, 2]],
    ['NATO’s', [0, 2]],
    ['ukraine nato', [0]],
    ['ukraine', [0, 1, 4]],
    ['"discussing actively"', [0]],
    ['"actively discussing"', []],
    ['ukraine -nato', [1, 4]],
    ['ukraine -"attacked a"', [0, 4]],
    ['nato OR village', [0, 1, 2]],
    ['ukraine nato OR village', [0, 1]],
    ['ukraine AND village', [1]],
    ['-ukraine', [2, 3, 4, 5].filter((row) => row !== 4)],
    ['領土換取', []],
    ['放棄領土', [3]],
    ['pro-russian', [1]],
    ['attack*', [1]],
    ['attack', []],
    ['領土', [3]],
    ['北', [3]],
    ['約', [3]],
    ['土領', []],
    ['мой', [5]],
    ['land NEAR(ukraine)', []],
    ['text:land', []],
  ])('finds with %s', (text, expected) => {
    expect(hits(text)).toEqual(expected);
  });

  it('finds beginnings of words if all words are prefixes', () => {
    expect(hits('discuss ukr', true)).toEqual([0]);
    expect(hits('discuss ukr')).toEqual([]);
  });

  it.each([
    ['-nato', []],
    ['nato OR -land', ['OR']],
    ['nato OR OR land', ['OR']],
    ['', []],
    ['«»', ['«»']],
    ['OR nato', ['OR']],
    ['nato OR', ['OR']],
    ['nato -', ['-']],
    ['nato "" -»', ['""', '-»']],
    ['n* nato', ['n*']],
    ['na* uk* at* la* di* -vi* ru*', ['-vi*', 'ru*']],
  ])('says what it ignores of %s', (text, ignored) => {
    expect(parseSearch(text).ignored).toEqual(ignored);
  });

  it.each([
    '"',
    '""',
    'a"b',
    '*',
    '-*',
    '"unclosed phrase',
    "'",
    'nul\u0000l',
    '(',
    'a:b',
    '^a',
    'NOT',
    'NEAR(a b, 2)',
  ])('makes an expression of %s that SQLite takes', (text) => {
    expect(() => hits(text)).not.toThrow();
  });
});
