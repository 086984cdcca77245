import Database from 'better-sqlite3';
import { stateTables } from '../../../src/claims/projection/claim-schema.js';
import { ClaimStateTable } from '../../../src/claims/projection/claim-state-table.js';
import { coverageColumns } from '../../../src/claims/projection/coverage-columns.js';
import type { StateSpan } from '../../../src/claims/projection/state-timeline.js';
import { FOREVER } from '../../../src/domain/recorded-time.js';
import { minute } from '../../support/test-ledger.js';

const span = (from: number, status: string): StateSpan => {
  const coverage = coverageColumns({ reporters: 0, independentOrigins: 0, deniedByAbout: false });
  return { from: minute(from), status, rule: status, rating: null, summary: '[]', body: '{}', coverage };
};

describe('rows of a timeline', () => {
  it.each([false, true])('end when what was written ahead begins, caches dropped: %s', (dropped) => {
    const database = new Database(':memory:');
    database.exec(stateTables('main'));
    const table = new ClaimStateTable(database);
    const write = (at: number, ...timeline: StateSpan[]): void => {
      table.write(1, { position: at, recordedAt: minute(at) }, { entry: `talks/e${at}` }, timeline);
      if (dropped) table.dropCaches();
    };
    write(0, span(0, 'open'));
    write(1, span(1, 'open'), span(5, 'overdue'));
    write(2, span(2, 'open'), span(5, 'overdue'), span(8, 'expired'));
    write(6, span(6, 'denied'));
    const rows = database
      .prepare('SELECT status, position, recordedFrom, recordedTo FROM claim_states ORDER BY recordedFrom')
      .raw()
      .all();
    expect(rows).toEqual([
      ['open', 0, minute(0), minute(5)],
      ['overdue', 1, minute(5), minute(6)],
      ['denied', 6, minute(6), FOREVER],
    ]);
    database.close();
  });
});
