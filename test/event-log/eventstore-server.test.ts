import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EventStoreLog } from '../../src/event-log/eventstore-event-log.js';
import { eventLogContract } from './contract.js';

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
