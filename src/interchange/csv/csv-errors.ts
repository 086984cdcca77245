/** Something that is wrong with a file as a whole; the message doesn't name the file. */
export class CsvFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** Something that is wrong with a cell, or with a row as a whole. */
export interface CellError {
  /** As the spreadsheet numbers it: the header is row 1. */
  readonly row: number;
  /** As the file names it. */
  readonly column?: string;
  readonly message: string;
}
