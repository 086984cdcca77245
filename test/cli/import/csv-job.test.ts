import { CsvJob } from '../../../src/cli/import/csv-job.js';
import { parseCsv } from '../../../src/interchange/csv/csv-table.js';
import { MappedTable } from '../../../src/interchange/csv/map-table.js';
import type { Problem } from '../../../src/http/problem.js';
import { collect } from '../../event-log/contract/support.js';
import { directory } from '../../interchange/csv/mapped-rows.js';

const HEADER = 'claim id,claim,claim language,what happened,who said it\n';
const jobOf = (rows: string) =>
  CsvJob.of('claims.csv', new MappedTable(parseCsv(Buffer.from(HEADER + rows)), directory));

const rejected: Problem = {
  type: 'urn:claim-ledger:problem:bad-request',
  title: 'Bad request',
  status: 400,
  detail: 'language is wrong',
  errors: [{ pointer: '/language', code: 'invalid', message: 'language is wrong' }],
};
const missing = (claim: string): Problem => ({
  type: 'urn:claim-ledger:problem:not-found',
  title: 'Not found',
  status: 404,
  detail: `There is no claim "${claim}".`,
});

it('reports the rejected registration of a row, and not that its entry then has no claim', async () => {
  const job = await jobOf('rain,It rains.,e n,asserted,tass\nsnow,,,asserted,tass\n');
  expect(await collect(job.lines())).toHaveLength(3);
  expect(job.rejections({ line: 1, problem: rejected })).toEqual([
    'claims.csv: row 2, column "claim language": language is wrong',
  ]);
  expect(job.rejections({ line: 2, problem: missing('rain') })).toEqual([]);
  expect(job.rejections({ line: 3, problem: missing('snow') })).toEqual([
    'claims.csv: row 3: Not found: There is no claim "snow".',
  ]);
  expect(job.describe(3)).toBe('2 rows (2 with errors), 3 commands');
});

it('reports a table without rows', async () => {
  expect((await jobOf('')).emptiness()).toBe(
    'claims.csv has only its header row: nothing was recorded. Is it the right file?',
  );
  expect((await jobOf('rain,,,asserted,tass\n')).emptiness()).toBeUndefined();
});
