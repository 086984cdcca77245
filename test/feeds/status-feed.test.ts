import { StatusChangeQueries } from '../../src/claims/queries/status-changes.queries.js';
import { StatusFeed } from '../../src/feeds/status-feed.js';
import { InMemoryLedger } from '../support/test-ledger.js';

const LOG = '7f9c24e5-0b1d-4c7e-9a51-0d6f1f1b6a11';
/** A date in the past, but after all events of this test. */
const PASSED = '2026-01-03T00:00:00Z';
const FAR = '2999-01-01T00:00:00.000Z';

describe('StatusFeed', () => {
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
  const changesAfter = (after?: string) =>
    feed.read(after, {}, 10).items.map(({ item: { data } }) => `${data.before?.status ?? '-'} > ${data.after.status}`);

  it('returns a change by date only when the read model has caught up', () => {
    search(PASSED);
    runner.caughtUp = false;
    expect(changesAfter()).toEqual(['- > unverified', 'unverified > unsubstantiated']);
    expect(feed.nextAt()).toBeDefined();
    runner.caughtUp = true;
    expect(changesAfter()).toEqual(['- > unverified', 'unverified > unsubstantiated', 'unsubstantiated > unverified']);
    expect(feed.nextAt()).toBeUndefined();
  });

  it('continues with later events after the head', () => {
    const head = feed.head();
    expect(changesAfter(head)).toEqual([]);
    deny();
    expect(changesAfter(head)).toEqual(['unverified > denied']);
    const behind = feed.read(head, {}, 10).cursor;
    expect(behind).toBe(feed.head());
    expect(changesAfter(behind)).toEqual([]);
  });

  it('nextAt() returns the next change by date, which is not returned before', () => {
    search(FAR);
    const first = Date.parse(FAR) + 1;
    expect(feed.nextAt()).toBe(first + 2_000);
    expect(changesAfter(feed.head())).toEqual([]);
  });

  it('never moves a cursor back', () => {
    search(PASSED);
    const { cursor } = feed.read(undefined, {}, 10);
    expect(cursor).not.toBe(feed.head());
    expect(changesAfter(cursor)).toEqual([]);
    expect(feed.read(cursor, {}, 10).cursor).toBe(cursor);
    const [first, second] = feed.read(undefined, {}, 10).items;
    expect(changesAfter(first?.cursor)).toHaveLength(2);
    expect(changesAfter(second?.cursor)).toHaveLength(1);
  });
});
