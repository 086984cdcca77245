import fc from 'fast-check';
import type { LaneContext, LaneHost } from '../../../../src/webhooks/outbound/dispatch/lane-host.js';
import { LaneScan } from '../../../../src/webhooks/outbound/dispatch/lane-scan.js';
import { HELD_BACK, Lane, LANE_LIMITS } from '../../../../src/webhooks/outbound/dispatch/lane.js';
import { idOf, LedgerItems } from '../../../../src/webhooks/outbound/dispatch/ledger-items.js';
import { type LaneProgress, parseProgress, progressData } from '../../../../src/webhooks/outbound/dispatch/progress.js';
import type { Order, WebhookFilter } from '../../../../src/webhooks/outbound/subscriptions/subscription.events.js';
import type { Webhook } from '../../../../src/webhooks/outbound/subscriptions/subscription.state.js';
import { InMemoryLedger } from '../../../support/test-ledger.js';

const LOG = '00000000-0000-4000-8000-000000000001';
const HOUR = 3_600_000;
const DENIALS: WebhookFilter = { types: ['claim.denied'] };

/** A lane that an endpoint of the test takes from, without a network. */
class TriedLane {
  /** The claims and ids of what was delivered, in turn. */
  readonly delivered: { readonly claim: string; readonly id: string }[] = [];
  private lane!: Lane;
  private scan!: LaneScan;
  private now = Date.parse('2027-01-01T00:00:00.000Z');

  constructor(
    private items: LedgerItems,
    private readonly order: Order,
    private readonly filter: WebhookFilter,
  ) {
    this.begin(undefined);
  }

  get size(): number {
    return this.lane.size;
  }
  get heldBack(): number {
    return this.scan.heldGroups;
  }
  get readUntil(): number {
    return this.scan.cursor?.events ?? -1;
  }

  get position(): number {
    return this.scan.position;
  }

  setClock(milliseconds: number): void {
    this.now += milliseconds;
  }

  /** Continues as another instance would, from the progress as it is stored. */
  restart(): void {
    const progress = this.scan.progress();
    this.begin(progress && parseProgress(progressData('desk', LOG, progress), LOG));
  }

  /** Continues in another read model. Returns whether it can. */
  continueIn(items: LedgerItems): boolean {
    this.items = items;
    this.restart();
    return this.scan.cursor !== undefined;
  }

  /** One attempt for everything that is due. Returns whether there was any. */
  send(fails: (claim: string) => boolean): boolean {
    while (this.scan.fill(this.items));
    const due = this.lane.takeDue(this.now);
    for (const { ref, group } of due) {
      const item = this.items.at(ref);
      const claim = group.replace('claim-', '');
      if (item && !fails(claim)) {
        this.delivered.push({ claim, id: idOf(item) });
        this.lane.delivered(ref);
      } else {
        this.lane.failed(ref, this.now, this.now + HOUR);
        this.scan.holdBack(group, this.items);
      }
    }
    return due.length > 0;
  }

  /** Waits for the next retry. Returns whether there is one. */
  wait(): boolean {
    const next = this.lane.nextDueAt;
    this.now = Math.max(this.now, next ?? 0);
    return next !== undefined;
  }

  /** Until nothing is pending. */
  deliverAll(): void {
    while (this.send(() => false) || this.wait());
  }

  private begin(stored: LaneProgress | undefined): void {
    this.lane = new Lane(this.order);
    const host = {
      deliveries: { isDelivered: () => false },
      clock: () => this.now,
      retryDelaysMs: [],
      version: () => 1,
      caughtUp: () => true,
    } as unknown as LaneHost;
    const webhook = { settings: { filter: this.filter }, start: { position: '0'.repeat(20) } } as unknown as Webhook;
    const of = { name: 'desk', webhook, replay: undefined, lane: this.lane, host, onProgress: () => undefined };
    this.scan = new LaneScan(of as unknown as LaneContext, stored);
    this.scan.begin(this.items);
  }
}

function ledgerWith(claims: readonly string[]): { ledger: InMemoryLedger; items: LedgerItems } {
  const ledger = new InMemoryLedger();
  ledger.actor('nato');
  for (const claim of new Set(claims)) ledger.claim(claim, { about: ['nato'] });
  for (const claim of claims) {
    ledger.entry(claim, 'ClaimDenied', { by: ['nato'], basis: 'none-given', extent: 'whole' } as never);
  }
  return { ledger, items: new LedgerItems(ledger.model.readModel, LOG) };
}
const repeated = (count: number, claim: (n: number) => string) => Array.from({ length: count }, (_, n) => claim(n));
/** The ids of all items that match, by claim, in the order of the log. */
function expectedOf(items: LedgerItems, isWanted: (kind: string, type: string) => boolean) {
  const all = items.scan({ events: 0, changes: items.changes.beginning }, '2027-01-01T00:00:00.000Z', 100_000).items;
  return all.flatMap(({ item }) => {
    const claim = item.kind === 'change' ? item.change.claim : item.row.stream.replace('claim-', '');
    return isWanted(item.kind, item.kind === 'event' ? item.row.type : '') ? [{ claim, id: idOf(item) }] : [];
  });
}
const of = (all: readonly { readonly claim: string }[], claim: string) => all.filter((each) => each.claim === claim);

describe('LaneScan', () => {
  it('does not let one claim whose deliveries fail hold up others, however many wait behind it', () => {
    const waiting = LANE_LIMITS.pending + 50;
    const { items } = ledgerWith([...repeated(waiting, () => 'stuck'), ...repeated(20, () => 'other')]);
    const expected = expectedOf(items, (_, type) => type === 'ClaimDenied');
    const lane = new TriedLane(items, 'ordered-per-claim', DENIALS);
    while (lane.delivered.length < 20) if (!lane.send((claim) => claim === 'stuck')) lane.wait();
    expect(lane.delivered).toEqual(of(expected, 'other'));
    expect([lane.size, lane.heldBack]).toEqual([HELD_BACK.items, 1]);
    lane.restart();
    lane.deliverAll();
    expect(of(lane.delivered, 'stuck')).toEqual(of(expected, 'stuck'));
    expect([lane.size, lane.heldBack, lane.delivered.length]).toEqual([0, 0, expected.length]);
  });

  it('reads no further while deliveries of as many claims fail as are held back', () => {
    const many = HELD_BACK.groups + 1;
    const claims = repeated(many, (n) => `c${n}`);
    const { items } = ledgerWith([...repeated(many * (HELD_BACK.items + 2), (n) => claims[n % many] ?? ''), 'last']);
    const lane = new TriedLane(items, 'ordered-per-claim', DENIALS);
    while (lane.send(() => true));
    expect(lane.size).toBeLessThanOrEqual(LANE_LIMITS.pending);
    expect(lane.heldBack).toBeLessThanOrEqual(HELD_BACK.groups);
    expect(of(lane.delivered, 'last')).toEqual([]);
    lane.deliverAll();
    expect(lane.delivered).toHaveLength(many * (HELD_BACK.items + 2) + 1);
  });

  it('reads no further in parallel while 400 deliveries fail, and continues when they are delivered', () => {
    const { ledger, items } = ledgerWith([...repeated(LANE_LIMITS.pending + 100, () => 'stuck'), 'other']);
    const lane = new TriedLane(items, 'parallel', DENIALS);
    while (lane.send((claim) => claim === 'stuck'));
    expect([lane.size, lane.delivered]).toEqual([LANE_LIMITS.pending, []]);
    expect(lane.readUntil).toBeLessThan(Number(ledger.events.at(-1)?.position));
    lane.deliverAll();
    expect(lane.delivered).toHaveLength(LANE_LIMITS.pending + 101);
  });

  it('sends immediately what was due in a year, when the clock was set back by it', () => {
    const { items } = ledgerWith(['talks']);
    const lane = new TriedLane(items, 'ordered-per-claim', DENIALS);
    lane.setClock(365 * 24 * HOUR);
    lane.send(() => true);
    lane.setClock(-365 * 24 * HOUR);
    lane.restart();
    lane.send(() => false);
    expect(lane.delivered).toHaveLength(1);
  });

  it('loses nothing that was pending at another instance, whose read model had more', () => {
    const lane = new TriedLane(ledgerWith(['a', 'a', 'a']).items, 'parallel', DENIALS);
    lane.send(() => true);
    expect(lane.size).toBe(3);
    const behind = ledgerWith(['a', 'a']);
    expect(lane.continueIn(behind.items)).toBe(false);
    behind.ledger.entry('a', 'ClaimDenied', { by: ['nato'], basis: 'none-given', extent: 'whole' } as never);
    expect(lane.continueIn(behind.items)).toBe(true);
    lane.deliverAll();
    expect(lane.delivered).toEqual(expectedOf(behind.items, (_, type) => type === 'ClaimDenied'));
  });

  it('delivers everything once, each claim in its order, whichever fail and whenever it is restarted', () => {
    const claims = ['a', 'b', 'c', 'd'];
    const { items } = ledgerWith(repeated(60, (n) => claims[((n * n + n / 5) % 4) | 0] ?? 'a'));
    const expected = expectedOf(items, () => true);
    const step = fc.record({
      failing: fc.subarray(claims),
      restarts: fc.boolean(),
      times: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const lane = new TriedLane(items, 'ordered-per-claim', {});
        for (const { failing, restarts, times } of steps) {
          for (let n = 0; n < times; n += 1) if (!lane.send((claim) => failing.includes(claim))) lane.wait();
          if (restarts) lane.restart();
        }
        lane.deliverAll();
        for (const claim of claims) expect(of(lane.delivered, claim)).toEqual(of(expected, claim));
        expect([lane.size, lane.heldBack, lane.delivered.length]).toEqual([0, 0, expected.length]);
      }),
    );
  });

  it('shows the stored position while its read model is behind', () => {
    const { items } = ledgerWith(['rain', 'snow']);
    const lane = new TriedLane(items, 'parallel', DENIALS);
    lane.deliverAll();
    const read = lane.position;
    expect(read).toBeGreaterThan(0);
    expect(lane.continueIn(new LedgerItems(new InMemoryLedger().model.readModel, LOG))).toBe(false);
    expect(lane.position).toBe(read);
  });
});
