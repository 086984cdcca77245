// The double of EventStoreDB in a process of its own. It says where it listens.
import { EventStoreDouble } from '../../test/event-log/eventstoredb/fake/fake-server.js';

const double = await EventStoreDouble.start();
console.log(double.url);
