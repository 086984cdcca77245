// The double of EventStoreDB in a process of its own. It says where it listens.
import { FakeServer } from '../../test/event-log/eventstoredb/fake/fake-server.js';

const double = await FakeServer.start();
console.log(double.url);
