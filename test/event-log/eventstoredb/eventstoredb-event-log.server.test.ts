import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { eventLogContract } from '../contract/event-log.contract.js';
import { responsesOf, saveResponses, recordedResponses } from './fake/recorded-responses.js';

const url = process.env['EVENTSTOREDB_TEST_URL'];
const restartCommand = process.env['EVENTSTOREDB_TEST_RESTART'];

(url === undefined ? describe.skip : describe)('EventStoreDB server', () => {
  eventLogContract('EventStoreLog', () =>
    Promise.resolve({
      open: () => EventStoreLog.open(url ?? '', { prefixes: ['claim-', 'CLAIM-', 'redactions'], retryMs: 30_000 }),
      close: () => Promise.resolve(),
      ...(restartCommand !== undefined && {
        restart: async () => {
          await promisify(execFile)('sh', ['-c', restartCommand]);
        },
      }),
    }),
  );
});

// In this file, so that no other test writes to the server meanwhile. Only one node without TLS responds as recorded there.
describe.each([
  ['without TLS', url !== undefined && /^[^,]+[?&]tls=false/.test(url) ? url : undefined],
  ['with TLS', process.env['EVENTSTOREDB_TEST_TLS_URL']],
] as const)('EventStoreDB server %s', (kind, named) => {
  (named === undefined ? it.skip : it)(
    'responds to each call as recorded; EVENTSTOREDB_TEST_RECORD saves the responses',
    async () => {
      const responses = await responsesOf(kind, named ?? '');
      if (process.env['EVENTSTOREDB_TEST_RECORD'] !== undefined) saveResponses(kind, responses);
      expect(responses).toEqual(recordedResponses(kind));
    },
  );
});
