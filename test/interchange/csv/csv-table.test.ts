import { CsvFileError } from '../../../src/interchange/csv/csv-errors.js';
import { parseCsv } from '../../../src/interchange/csv/csv-table.js';

const parsed = (text: string) => parseCsv(Buffer.from(text));
const ROWS = [
  ['claim', 'who said it'],
  ['It rains.', 'TASS'],
] as const;

describe('parseCsv', () => {
  it.each([',', ';', '\t'])('detects the delimiter %j', (delimiter) => {
    const text = ROWS.map((row) => row.join(delimiter)).join('\r\n');
    expect(parsed(text)).toEqual({ header: ROWS[0], rows: [ROWS[1]] });
  });

  it('detects the delimiter outside quotes, and reads the hint that Excel writes', () => {
    expect(parsed('"a;b;c",d\n1,2').header).toEqual(['a;b;c', 'd']);
    expect(parsed('sep=;\r\na;b,c,d\r\n1;2').header).toEqual(['a', 'b,c,d']);
  });

  it('reads quotes as RFC 4180 writes them: delimiters, quotes and line breaks in a cell', () => {
    expect(parsed('a,b\r\n"x, y","say ""no"""\r\n"one\ntwo",3\r\n').rows).toEqual([
      ['x, y', 'say "no"'],
      ['one\ntwo', '3'],
    ]);
  });

  it('keeps empty rows, so that rows have the numbers that the spreadsheet shows', () => {
    expect(parsed('a;b\n\n;\n1;2\n').rows).toEqual([[''], ['', ''], ['1', '2']]);
  });

  it('reads rows that are shorter or longer than the header, and any line end', () => {
    expect(parsed('a,b\r1\n1,2,3\r\n').rows).toEqual([['1'], ['1', '2', '3']]);
  });

  const text = 'claim\twho said it\r\nІде дощ.\tТАСС\r\n';
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 with a byte order mark, as Excel writes it', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['big-endian UTF-16 with a byte order mark', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16 without a byte order mark', Buffer.from(text, 'utf16le')],
    ['big-endian UTF-16 without a byte order mark', Buffer.from(text, 'utf16le').swap16()],
  ])('reads %s', (_what, bytes) => {
    expect(parseCsv(bytes)).toEqual({ header: ['claim', 'who said it'], rows: [['Іде дощ.', 'ТАСС']] });
  });

  it('rejects another encoding, and says how to save the file', () => {
    expect(() => parseCsv(Buffer.from('claim;wer\nEs gießt.;dpa', 'latin1'))).toThrow(/not UTF-8.*"CSV UTF-8"/);
  });

  it.each([
    ['a,b\n1,2\n"x,y\nz', /^Row 3: .* not closed/],
    ['a,b\n\n1,x"y\n', /^Row 3: a quote is in the wrong place/],
    ['a,b\n"x"y,2\n', /^Row 2: a quote is in the wrong place/],
  ])('names the row where quotes are wrong: %j', (broken, message) => {
    expect(() => parsed(broken)).toThrow(CsvFileError);
    expect(() => parsed(broken)).toThrow(message);
  });

  it('has neither header nor rows in an empty file', () => {
    expect(parsed('')).toEqual({ header: [], rows: [] });
  });
});
