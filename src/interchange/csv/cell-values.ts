import { parseOccurredAt } from '../../domain/fuzzy-time.js';
import { InvalidTimeError } from '../../domain/moment.js';
import { timeHint } from '../../domain/time-hints.js';
import { foldText } from '../../lib/fold-text.js';
import type { Cells, Column } from './csv-columns.js';

/** A cell that can't be used, and why. */
export class CellRejection extends Error {
  constructor(
    readonly column: Column,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** Several values in one cell, separated by semicolons or line breaks. */
export const listIn = (text = ''): string[] =>
  text
    .split(/[;\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** A word of the ledger's vocabularies: `Named source` is `named-source`. */
export const wordIn = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : foldText(text).replaceAll(' ', '-');

/** A time in a form that is never ambiguous. Throws a `CellRejection` for any other: 3/4/2024 may be March or April. */
export function timeIn(cells: Cells, column: Column): string | undefined {
  const text = cells[column];
  try {
    parseOccurredAt(text);
    return text;
  } catch (error) {
    if (!(error instanceof InvalidTimeError)) throw error;
    const hint = timeHint(text ?? '');
    if (hint !== undefined) throw new CellRejection(column, `${hint}.`);
    const why = /^\d{4}(-|$)/.test(text ?? '')
      ? error.message
      : `"${text ?? ''}" can be read in more than one way, or not at all`;
    throw new CellRejection(
      column,
      `${why}. Write year-month-day, as 2024-04-20; 2024-04 or 2024 if less is known; with a time as 2024-04-20T10:30+02:00.`,
    );
  }
}

const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
]);

/** Throws a `CellRejection` for anything but yes or no. */
export function yesOrNoIn(cells: Cells, column: Column): boolean | undefined {
  const text = cells[column];
  if (text === undefined) return undefined;
  const answer = ANSWERS.get(foldText(text));
  if (answer !== undefined) return answer;
  throw new CellRejection(column, `"${text}" must be yes or no.`);
}
