import { EventStoreLog } from '../../src/event-log/eventstore-event-log.js';
import { eventLogContract } from './contract.js';
import { EventStoreDouble } from './eventstore-double/double.js';

const prefixes = ['claim-', 'CLAIM-'];

eventLogContract('EventStoreLog', async () => {
  const server = await EventStoreDouble.start();
  return {
    open: () => EventStoreLog.open(server.url, { prefixes }),
    close: () => {
      server.stop();
      return Promise.resolve();
    },
  };
});
