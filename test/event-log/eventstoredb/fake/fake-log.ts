import { EventStoreLog } from '../../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { FakeServer } from './fake-server.js';
import { LONG_TIMEOUTS } from './support.js';

/** The log of a test, on a fake server of its own. A test may replace both. */
interface FakeLog {
  server: FakeServer;
  log: EventStoreLog;
}

/** Starts a server and opens a log on it before each test of the file, and ends both after it. */
export function fakeLogForEachTest(): FakeLog {
  const fake: Partial<FakeLog> = {};
  beforeEach(async () => {
    fake.server = await FakeServer.start();
    fake.log = await EventStoreLog.open(fake.server.url, LONG_TIMEOUTS);
  });
  afterEach(async () => {
    await fake.log?.close();
    fake.server?.stop();
  });
  return fake as FakeLog;
}
