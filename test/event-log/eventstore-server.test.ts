import { EventStoreLog } from '../../src/event-log/eventstore-event-log.js';
import { eventLogContract } from './contract.js';

const url = process.env['EVENTSTOREDB_TEST_URL'];

(url === undefined ? describe.skip : describe)('A real server', () => {
  eventLogContract('EventStoreLog', () =>
    Promise.resolve({
      open: () => EventStoreLog.open(url ?? '', { prefixes: ['claim-', 'CLAIM-'] }),
      close: () => Promise.resolve(),
    }),
  );
});
