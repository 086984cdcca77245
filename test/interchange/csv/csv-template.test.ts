import { COLUMNS, describeColumn } from '../../../src/interchange/csv/csv-columns.js';
import { RowReader } from '../../../src/interchange/csv/csv-mapping.js';
import { parseCsv } from '../../../src/interchange/csv/csv-table.js';
import { csvTemplate } from '../../../src/interchange/csv/csv-template.js';

it('has every column, and the mark by which Excel knows UTF-8', () => {
  expect(csvTemplate().startsWith('\uFEFF')).toBe(true);
  const { header, rows } = parseCsv(Buffer.from(csvTemplate()));
  expect(header).toEqual(COLUMNS);
  expect(rows).toEqual([]);
  expect(new RowReader(header).unused).toEqual([]);
});

it('describes every column', () => {
  for (const column of COLUMNS) expect(describeColumn(column)).not.toBe('');
});
