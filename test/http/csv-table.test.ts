import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type Cell, type CsvTable, headerLine, itemLines } from '../../src/http/csv-table.js';

const table: CsvTable<readonly Cell[]> = {
  name: 'cells',
  columns: { first: ([first]) => first, second: ([, second]) => second },
};
const line = (...cells: readonly Cell[]): string => itemLines(table, [cells]);

describe('CSV tables', () => {
  it('have a header and lines that end with CR and LF', () => {
    expect(headerLine(table)).toBe('first,second\r\n');
    expect(line('a', 1)).toBe('a,1\r\n');
    expect(itemLines(table, [])).toBe('');
  });

  it('quote commas, quotes and line breaks, and leave absent values empty', () => {
    expect(line('a,b', 'say "no"')).toBe('"a,b","say ""no"""\r\n');
    expect(line('a\nb', 'c\rd')).toBe('"a\nb","c\rd"\r\n');
    expect(line(undefined, undefined)).toBe(',\r\n');
    expect(line(true, false)).toBe('true,false\r\n');
  });

  it('join lists', () => {
    expect(line(['nato', 'tass'], [])).toBe('nato; tass,\r\n');
  });

  it('make texts harmless that a spreadsheet would run, but not numbers', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']) {
      expect(parse(line(text, 'x'), { record_delimiter: '\r\n' })).toEqual([[`'${text}`, 'x']]);
    }
    expect(line(['=1', 'x'], -5)).toBe("'=1; x,-5\r\n");
  });

  it('can be read back', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/^[=+\-@\t\r＝＋－＠]/.test(text));
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(parse(line(one, other), { record_delimiter: '\r\n' })).toEqual([[one, other]]);
      }),
    );
  });
});
