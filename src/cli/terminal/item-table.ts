import type { Printing } from './print-options.js';
import { displayWidth, padded, paragraph, sanitize, type Style } from './text-layout.js';

/** An item as a list shows it: short cells in columns, and a text that is wrapped next to or below them. */
export interface ItemRow {
  readonly cells: readonly Cell[];
  readonly text: string;
  /** What is printed below the text, or after it if each item has one line. */
  readonly note?: string;
}

export interface Cell {
  readonly text: string;
  readonly style?: Style;
}

const GAP = '  ';
/** With less room than this, the text is printed below its item. */
const MIN_TEXT = 40;

/** The items in columns, without those that are empty; an infinite width puts each item on one line. */
export function itemTable(rows: readonly ItemRow[], { width }: Pick<Printing, 'width'>): string {
  const cells = rows.map((row) => row.cells.map(({ text }) => sanitize(text)));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => displayWidth(row[column] ?? ''))));
  const isShown = (_: unknown, column: number) => widths[column] !== 0;
  const used = widths.filter(isShown).reduce((sum, size) => sum + size + GAP.length, 0);
  const isNextTo = width - used >= MIN_TEXT;
  const lines = rows.flatMap((row, index) => {
    const columns = row.cells
      .map(({ style = String }, column) => style(padded(cells[index]?.[column] ?? '', widths[column] ?? 0)))
      .filter(isShown)
      .join(GAP);
    if (width === Infinity)
      return [
        [columns, row.text, ...(row.note === undefined ? [] : [row.note])]
          .map((part, at) => (at === 0 ? part : sanitize(part)))
          .join(GAP),
      ];
    const first = ' '.repeat(isNextTo ? used : 4);
    const note = row.note === undefined ? [] : paragraph([row.note], { width, first: `${first}  ` });
    const text = [...paragraph([row.text], { width, first }), ...note];
    return isNextTo
      ? [`${columns}${GAP}${(text[0] ?? '').slice(used)}`, ...text.slice(1)]
      : [columns.trimEnd(), ...text];
  });
  return lines.map((line) => `${line}\n`).join('');
}
