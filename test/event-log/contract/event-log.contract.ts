import type { EventLog } from '../../../src/event-log/event-log.js';
import { appending } from './append.js';
import { closing } from './close.js';
import { limits } from './limits.js';
import { racing } from './concurrency.js';
import { reading } from './read.js';
import { restarting } from './restart.js';
import { retrying } from './retry.js';
import { subscribing } from './subscribe.js';

/** A store to be tried. It may hold events of others before, but nobody else writes to it meanwhile. */
export interface StoreUnderTest {
  /** Opens the store's one log; again after that was closed, with everything appended so far. */
  open(): Promise<EventLog>;
  /** Ends what holds the log and starts it again, the log being open: only for a store that is a server. */
  restart?(): Promise<void>;
  /** Takes the store down, its log being closed. */
  close(): Promise<void>;
}

/**
 * The suite that every store of events must pass. Call it in a test file of your own:
 *
 *     eventLogContract('MyLog', async () => ({ open: async () => MyLog.open(url), close: async () => {} }));
 */
export function eventLogContract(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`${name} as an event log`, () => {
    let store: StoreUnderTest;
    let log: EventLog;

    beforeAll(async () => {
      store = await makeStore();
    });
    beforeEach(async () => {
      log = await store.open();
    });
    afterEach(() => log.close());
    afterAll(() => store.close());

    const current = (): EventLog => log;
    const reopen = async (): Promise<EventLog> => {
      await log.close();
      log = await store.open();
      return log;
    };

    appending(current);
    retrying(current, reopen);
    racing(current);
    reading(current);
    subscribing(current);
    limits(current);
    closing(current, reopen);
    restarting(current, () => store.restart?.());
  });
}
