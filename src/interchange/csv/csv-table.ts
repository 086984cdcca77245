import { CsvError, parse } from 'csv-parse/sync';
import { CsvFileError } from './csv-errors.js';

const DELIMITERS = [',', ';', '\t'] as const;

/** Rows as the spreadsheet shows them; the header is row 1, empty rows count. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A spreadsheet as Excel, LibreOffice or Google Sheets write it. Throws a `CsvFileError`. */
export function parseCsv(bytes: Uint8Array): CsvTable {
  const text = decodeText(bytes);
  // A line that Excel reads and doesn't show.
  const [hint = '', named] = /^sep=(.)\r?\n/.exec(text) ?? [];
  const records = parseRecords(text.slice(hint.length), named ?? detectDelimiter(text));
  const [header = [], ...rows] = records;
  return { header: header.map((name) => name.trim()), rows };
}

/** UTF-16 is recognised by its byte order mark, or by a zero byte in its first character. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    (first === 0xff && second === 0xfe) || (first !== 0 && second === 0)
      ? 'utf-16le'
      : (first === 0xfe && second === 0xff) || (first === 0 && second !== 0)
        ? 'utf-16be'
        : 'utf-8';
  try {
    // The decoder drops a byte order mark.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new CsvFileError(
      'The file is not UTF-8. Save it again, in Excel as "CSV UTF-8", in LibreOffice with the character set UTF-8.',
    );
  }
}

/** The delimiter that the header has most of, outside quotes. */
function detectDelimiter(text: string): string {
  const [header = ''] = text.replace(/"[^"]*"/g, '').split(/\r\n|\n|\r/, 1);
  const count = (delimiter: string): number => header.split(delimiter).length;
  return DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best));
}

function parseRecords(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error['records']) + 1;
    throw new CsvFileError(
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? `Row ${row}: a cell begins with a quote that is not closed.`
        : `Row ${row}: a quote is in the wrong place. Put cells with quotes in quotes, and double those inside: "say ""no""".`,
    );
  }
}
