import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { eventLogContract } from '../contract/event-log.contract.js';
import { answersAt, record, recorded } from './fake/recorded.js';

const url = process.env['EVENTSTOREDB_TEST_URL'];
const restartCommand = process.env['EVENTSTOREDB_TEST_RESTART'];

(url === undefined ? describe.skip : describe)('A real server', () => {
  eventLogContract('EventStoreLog', () =>
    Promise.resolve({
      open: () => EventStoreLog.open(url ?? '', { prefixes: ['claim-', 'CLAIM-'], patienceMs: 30_000 }),
      close: () => Promise.resolve(),
      ...(restartCommand !== undefined && {
        restart: async () => {
          await promisify(execFile)('sh', ['-c', restartCommand]);
        },
      }),
    }),
  );
});

// Here, and not beside the double's, so that nothing else writes to the server meanwhile.
describe.each([
  ['without TLS', url],
  ['with TLS', process.env['EVENTSTOREDB_TEST_TLS_URL']],
] as const)('A real server %s', (kind, named) => {
  (named === undefined ? it.skip : it)(
    'answers each call as recorded; with EVENTSTOREDB_TEST_RECORD it is recorded',
    async () => {
      const answers = await answersAt(kind, named ?? '');
      if (process.env['EVENTSTOREDB_TEST_RECORD'] !== undefined) record(kind, answers);
      expect(answers).toEqual(recorded(kind));
    },
  );
});
