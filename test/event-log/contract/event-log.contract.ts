import type { EventLog } from '../../../src/event-log/event-log.js';
import { appendContract } from './append.js';
import { checkWritableContract } from './check-writable.js';
import { closeContract } from './close.js';
import { limitsContract } from './limits.js';
import { concurrencyContract } from './concurrency.js';
import { readContract } from './read.js';
import { redactionContract } from './redaction.js';
import { restartContract } from './restart.js';
import { retryContract } from './retry.js';
import { subscribeContract } from './subscribe.js';

/** A store under test. It may contain other events, but nothing else writes to it meanwhile. */
export interface StoreUnderTest {
  /** Opens the store's log; after a close, with everything appended so far. */
  open(): Promise<EventLog>;
  /** Restarts the server of the store while the log is open. Only for stores that are servers. */
  restart?(): Promise<void>;
  /** Makes the store end the next read of the stream after so many events, as if it were complete. Only for stores that may. */
  endEarly?(stream: string, after: number): void;
  /** Removes the store after its log was closed. */
  close(): Promise<void>;
}

/**
 * The suite that every event log must pass. Call it in a test file:
 *
 *     eventLogContract('MyLog', async () => ({ open: async () => MyLog.open(url), close: async () => {} }));
 */
export function eventLogContract(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`${name}: event log contract`, () => {
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

    appendContract(current);
    retryContract(current, reopen);
    concurrencyContract(current);
    readContract(current, (stream, after) => {
      store.endEarly?.(stream, after);
    });
    subscribeContract(current);
    limitsContract(current);
    closeContract(current, reopen);
    checkWritableContract(current, reopen);
    redactionContract(current, reopen);
    restartContract(current, () => store.restart?.());
  });
}
