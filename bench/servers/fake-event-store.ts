// The fake of EventStoreDB in a separate process. Prints its connection string.
import { FakeServer } from '../../test/event-log/eventstoredb/fake/fake-server.js';

const server = await FakeServer.start();
console.log(server.url);
