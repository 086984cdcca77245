import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { eventLogContract } from '../contract/event-log.contract.js';
import { FakeServer } from './fake/fake-server.js';

eventLogContract('EventStoreLog', async () => {
  let server = await FakeServer.start();
  return {
    open: () => EventStoreLog.open(server.url, { prefixes: ['claim-', 'CLAIM-', 'redactions'] }),
    restart: async () => {
      server = await server.restart();
    },
    close: () => {
      server.stop();
      return Promise.resolve();
    },
  };
});
