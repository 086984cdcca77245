import { randomUUID } from 'node:crypto';
import { StatusChangeQueries } from '../../src/claims/queries/status-changes.queries.js';
import type { RecordedEvent } from '../../src/event-log/event-log.js';
import { publicPosition } from '../../src/event-log/public-position.js';
import { EventFeed } from '../../src/feeds/event-feed.js';
import { MAX_SCANNED } from '../../src/feeds/feed.js';
import { standard } from '../../src/verification/standard/standard-policy.js';
import { failingAt, TestReadModel } from '../support/test-read-model.js';

const LOG = '7f9c24e5-0b1d-4c7e-9a51-0d6f1f1b6a11';

function registration(position: number, second = position % 60): RecordedEvent {
  return {
    id: randomUUID(),
    type: 'ActorRegistered',
    stream: `actor-p${position}`,
    revision: 0,
    position: String(position).padStart(20, '0'),
    data: { kind: 'person', name: `Person ${position}`, aliases: [] },
    metadata: {
      schemaVersion: 1,
      recordedAt: `2024-01-01T00:00:${String(second).padStart(2, '0')}.000Z`,
      recordedBy: 'desk',
    },
  };
}

const placeOf = (event?: RecordedEvent) => ({ position: event?.position ?? '', event: event?.id ?? '' });

const feedOf = ({ readModel }: TestReadModel) => new EventFeed(readModel, new StatusChangeQueries(readModel), LOG);

describe('EventFeed', () => {
  it('returns a parked event once and in order, before and after a retry', () => {
    const events = [1, 2, 3].map((position) => registration(position));
    const failing = new Set([events[1]?.position ?? '']);
    const model = new TestReadModel(failingAt(failing, standard));
    model.handle(events);
    expect(model.writer.checkpoints.parked()).toHaveLength(1);
    const eventIds = () =>
      feedOf(model)
        .read(undefined, {}, 10)
        .items.map(({ item }) => item.id);
    expect(eventIds()).toEqual(events.map(({ id }) => id));
    failing.clear();
    model.retry(events);
    expect(model.writer.checkpoints.parked()).toEqual([]);
    expect(eventIds()).toEqual(events.map(({ id }) => id));
  });

  it('returns the effective recorded time, which is monotonic', () => {
    const model = new TestReadModel();
    model.handle([registration(1, 30), registration(2, 10), registration(3, 40)]);
    const { items } = feedOf(model).read(undefined, {}, 10);
    expect(items.map(({ item }) => item.recordedtime.slice(17, 19))).toEqual(['30', '30', '40']);
  });

  it('scans many unmatched events in steps, and never moves back', () => {
    const model = new TestReadModel();
    const events = Array.from({ length: MAX_SCANNED + 5 }, (_, n) => registration(n + 1, 1));
    model.handle(events);
    const feed = feedOf(model);
    const first = feed.read(undefined, { claim: 'talks' }, 10);
    expect(first).toEqual({ items: [], cursor: publicPosition(LOG, placeOf(events[MAX_SCANNED - 1])), more: true });
    const second = feed.read(first.cursor, { claim: 'talks' }, 10);
    expect(second).toEqual({ items: [], cursor: feed.head(), more: false });
    const ahead = publicPosition(LOG, placeOf(registration(9_999)));
    expect(feed.read(ahead, {}, 10)).toEqual({ items: [], cursor: ahead, more: false });
  });

  it('has no cursor while the ledger is empty', () => {
    const feed = feedOf(new TestReadModel());
    expect(feed.head()).toBeUndefined();
    expect(feed.read(undefined, {}, 10)).toEqual({ items: [], cursor: undefined, more: false });
  });
});
