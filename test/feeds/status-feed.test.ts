import { StatusChangeQueries } from '../../src/claims/queries/status-changes.queries.js';
import { StatusFeed } from '../../src/feeds/status-feed.js';
import { InMemoryLedger } from '../support/test-ledger.js';

const LOG = '7f9c24e5-0b1d-4c7e-9a51-0d6f1f1b6a11';
/** Long before this test is run, and long after what it tells of was recorded. */
const PASSED = '2026-01-03T00:00:00Z';
const FAR = '2999-01-01T00:00:00.000Z';

describe('the feed of changes', () => {
  let ledger: InMemoryLedger;
  const runner = { caughtUp: true };
  let feed: StatusFeed;
  beforeEach(() => {
    ledger = new InMemoryLedger();
    runner.caughtUp = true;
    const { readModel } = ledger.model;
    feed = new StatusFeed(readModel, runner, new StatusChangeQueries(readModel), LOG);
    ledger.actor('vg', { kind: 'outlet' });
    ledger.actor('nato');
    ledger.claim('talks', { about: ['nato'] });
  });

  const search = (goodUntil: string) =>
    ledger.entry('talks', 'ConfirmationSought', { by: ['vg'], outcome: 'found-nothing', goodUntil });
  const deny = () => ledger.entry('talks', 'ClaimDenied', { by: ['nato'], basis: 'none-given', extent: 'whole' });
  const told = (after?: string) =>
    feed.read(after, {}, 10).items.map(({ item: { data } }) => `${data.before?.status ?? '-'} > ${data.after.status}`);

  it('says that a date has passed only when what was recorded before it is known', () => {
    search(PASSED);
    runner.caughtUp = false;
    expect(told()).toEqual(['- > unverified', 'unverified > unsubstantiated']);
    expect(feed.nextAt()).toBeDefined();
    runner.caughtUp = true;
    expect(told()).toEqual(['- > unverified', 'unverified > unsubstantiated', 'unsubstantiated > unverified']);
    expect(feed.nextAt()).toBeUndefined();
  });

  it('goes on with what is recorded next, however late it comes here', () => {
    const head = feed.head();
    expect(told(head)).toEqual([]);
    deny();
    expect(told(head)).toEqual(['unverified > denied']);
    const behind = feed.read(head, {}, 10).cursor;
    expect(behind).toBe(feed.head());
    expect(told(behind)).toEqual([]);
  });

  it('knows when the next date passes, and nothing of it before', () => {
    search(FAR);
    const first = Date.parse(FAR) + 1;
    expect(feed.nextAt()).toBe(first + 2_000);
    expect(told(feed.head())).toEqual([]);
  });

  it('never leads back', () => {
    search(PASSED);
    const { cursor } = feed.read(undefined, {}, 10);
    expect(cursor).not.toBe(feed.head());
    expect(told(cursor)).toEqual([]);
    expect(feed.read(cursor, {}, 10).cursor).toBe(cursor);
    const [first, second] = feed.read(undefined, {}, 10).items;
    expect(told(first?.cursor)).toHaveLength(2);
    expect(told(second?.cursor)).toHaveLength(1);
  });
});
