import pc from 'picocolors';
import { countTable } from '../../../src/cli/terminal/count-table.js';

const colors = pc.createColors(false);
const NONE = {
  ...{ status: {}, kind: {}, topic: {}, outlet: {}, putForwardMonth: {}, registeredMonth: {} },
  ...{ language: {}, narrative: {}, about: {}, actor: {} },
};

test('count table: prints the groups that have counts', () => {
  const counts = {
    ...NONE,
    total: 12,
    capped: false,
    status: { denied: 10, open: 2 },
    outlet: { tass: 3 },
    putForwardMonth: { '2024-04': 1 },
  };
  expect(countTable(counts, colors)).toBe(
    [
      '12 claims',
      'by status',
      '10  denied',
      ' 2  open',
      'by outlet that spoke, the most frequent',
      ' 3  tass',
      'by month in which they were first put forward',
      ' 1  2024-04',
      '',
    ].join('\n'),
  );
});

test('count table: says if only the newest claims were counted', () => {
  expect(countTable({ ...NONE, total: 10_000, capped: true }, colors)).toBe('the newest 10000 claims\n');
  expect(countTable({ ...NONE, total: 1, capped: false }, colors)).toBe('1 claim\n');
});
