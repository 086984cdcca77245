import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { eventLogContract } from '../contract/event-log.contract.js';
import { FakeServer } from './fake/fake-server.js';
import type { ReadFault } from './fake/faults.js';
import { faultSequence } from './fake/support.js';

eventLogContract('EventStoreLog', async () => {
  let server = await FakeServer.start();
  return {
    open: () => EventStoreLog.open(server.url, { prefixes: ['claim-', 'CLAIM-', 'redactions'] }),
    restart: async () => {
      server = await server.restart();
    },
    endEarly: (stream, after) => {
      const fault = faultSequence<ReadFault>({ after, with: 'end' });
      server.faults.read = (read) => (read === stream ? fault.next() : undefined);
    },
    close: () => {
      server.stop();
      return Promise.resolve();
    },
  };
});
