import type { RecordedEvent } from '../../../../src/event-log/event-log.js';
import { ENTRY_REDACTED, REDACTIONS_STREAM } from '../../../../src/event-log/redaction.js';
import { InMemoryLedger } from '../../../support/test-ledger.js';
import {
  isBehind,
  isWithin,
  type LedgerCursor,
  LedgerItems,
} from '../../../../src/webhooks/outbound/dispatch/ledger-items.js';

const LATER = '2027-01-01T00:00:00.000Z';
const START = (items: LedgerItems): LedgerCursor => ({ events: -1, changes: items.changes.beginning });

function ledgerOfThree(): { ledger: InMemoryLedger; items: LedgerItems } {
  const ledger = new InMemoryLedger();
  ledger.actor('nato');
  ledger.claim('talks', { about: ['nato'] });
  // It is open until a date passes.
  ledger.claim('vote', { kind: 'forecast', due: '2026-01-01' });
  ledger.entry('talks', 'ClaimDenied', { by: ['nato'], basis: 'none-given', extent: 'whole' } as never);
  return { ledger, items: new LedgerItems(ledger.model.readModel, 'a-log') };
}
const names = (scan: ReturnType<LedgerItems['scan']>) =>
  scan.items.map(({ item }) =>
    item.kind === 'event' ? item.row.type : `${item.change.claim} ${item.change.status} ${item.change.rule}`,
  );

/** The event that redacts the text of a claim, recorded after another event. */
const redactionOf = ({ stream, revision, id, type }: RecordedEvent, before: RecordedEvent): RecordedEvent => ({
  ...before,
  id: '00000000-0000-4000-8000-00000000ffff',
  stream: REDACTIONS_STREAM,
  revision: 1,
  position: String(Number(before.position) + 1).padStart(20, '0'),
  type: ENTRY_REDACTED,
  data: {
    ...{ redaction: '00000000-0000-4000-8000-00000000eeee', target: { stream, revision, event: id, type } },
    ...{ fields: ['/text'], reason: 'Right to erasure', authority: 'A court', digest: '0'.repeat(64) },
  },
});

/** Without what is worded only when it is called. */
const plain = (items: unknown): unknown => JSON.parse(JSON.stringify(items));

describe('LedgerItems', () => {
  it('yields each event, then the changes that it caused, and dates in their turn', () => {
    const { items } = ledgerOfThree();
    expect(names(items.scan(START(items), LATER, 100))).toEqual([
      'ActorRegistered',
      'ClaimRegistered',
      'talks unverified unverified/none',
      'ClaimRegistered',
      'vote open open/awaiting-outcome',
      'ClaimDenied',
      'talks denied denied/first-hand',
      'vote open open/overdue',
    ]);
  });
  it('yields the same in steps of any size', () => {
    const { items } = ledgerOfThree();
    const all = items.scan(START(items), LATER, 100).items;
    for (const limit of [1, 2, 3]) {
      let cursor = START(items);
      const stepwise: (typeof all)[number][] = [];
      for (let more = true; more;) {
        const scan = items.scan(cursor, LATER, limit);
        stepwise.push(...scan.items);
        cursor = scan.items.at(-1)?.cursor ?? cursor;
        more = scan.more && scan.items.length > 0;
      }
      expect(plain(stepwise)).toEqual(plain(all));
    }
  });
  it('finds each item again by its reference', () => {
    const { items } = ledgerOfThree();
    const scanned = items.scan(START(items), LATER, 100).items;
    for (const { item } of scanned) expect(plain(items.at(item.ref))).toEqual(plain(item));
    expect(items.at('e999')).toBeUndefined();
  });
  it('finds an item as it was redacted, also before a scan comes to the redaction', () => {
    const { ledger, items } = ledgerOfThree();
    const { items: scanned } = items.scan(START(items), LATER, 100);
    const registered = scanned.find(({ item }) => item.kind === 'event' && item.row.type === 'ClaimRegistered')?.item;
    expect(JSON.stringify(registered)).toContain('Claim talks.');
    const target = ledger.events.find(({ stream }) => stream === 'claim-talks') as RecordedEvent;
    ledger.model.handle([redactionOf(target, ledger.events.at(-1) as RecordedEvent)]);
    expect(JSON.stringify(items.at(registered?.ref ?? ''))).toContain('[redacted]');
    for (const { item } of scanned) expect(JSON.stringify(items.at(item.ref))).not.toContain('Claim talks.');
  });
  it('continues with an item, and all that follow it, from the cursor before it', () => {
    const { ledger, items } = ledgerOfThree();
    ledger.entry('vote', 'ClaimDenied', { by: ['nato'], basis: 'none-given', extent: 'whole' } as never);
    const scanned = items.scan(START(items), LATER, 100).items;
    for (const [index, { item }] of scanned.entries()) {
      const again = items.scan(items.cursorBefore(item), LATER, 100).items;
      expect(plain(again.map((each) => each.item))).toEqual(plain(scanned.slice(index).map((each) => each.item)));
      const [before, after] = [items.cursorBefore(item), again[0]?.cursor ?? START(items)];
      expect([isWithin(item, before), isWithin(item, after)]).toEqual([false, true]);
      expect([isBehind(before, after), isBehind(after, before)]).toEqual([true, false]);
    }
  });
  it('begins after an event and all that it changed, and ends after another one', () => {
    const { ledger, items } = ledgerOfThree();
    const [, , , denial] = ledger.events;
    const third = ledger.events[2]?.position ?? '';
    const after = items.scan(items.cursorAfter(third), LATER, 100);
    expect(names(after)).toEqual(['ClaimDenied', 'talks denied denied/first-hand', 'vote open open/overdue']);
    expect(names(items.scan(items.cursorAfter(denial?.position ?? ''), LATER, 100))).toEqual([
      'vote open open/overdue',
    ]);
    expect(items.scan(items.cursorAfter(denial?.position ?? '', LATER), LATER, 100).items).toEqual([]);
    const until = items.scan(START(items), LATER, 100, items.endAt(third));
    expect(names(until)).not.toContain('ClaimDenied');
    expect(until.items.length).toBeGreaterThan(2);
  });
});
