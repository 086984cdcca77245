import type { ReceivedRequest } from '../receivers/receivers.js';
import { groupOf, idOf, type LedgerItem, LedgerItems } from '../../../src/webhooks/outbound/dispatch/ledger-items.js';
import { Matcher } from '../../../src/webhooks/outbound/dispatch/filter.js';
import { webhooksDecider } from '../../../src/webhooks/outbound/subscriptions/subscription.decider.js';
import { WEBHOOKS_STREAM } from '../../../src/webhooks/outbound/subscriptions/subscription.events.js';
import type { Webhook } from '../../../src/webhooks/outbound/subscriptions/subscription.state.js';
import { LEASE_TIMES } from '../../../src/webhooks/outbound/dispatch/lease.js';
import { positionText } from '../../../src/event-log/position.js';
import { HELD, type Hold } from '../world/redactor.js';
import type { World } from '../world/world.js';
import type { Instance } from '../world/instance.js';
import { expectEqual, expectTrue } from './expect.js';
import { grouped } from './grouped.js';

/** What one webhook is to be sent, in the order of the log. */
export interface Expected {
  readonly webhook: Webhook;
  readonly items: readonly LedgerItem[];
  /** Of these, what has to arrive. */
  readonly due: readonly LedgerItem[];
}

/** What all webhooks are to be sent of what this instance can read. */
export async function expectedDeliveries(
  { executor, served, log }: Instance,
  hold: Hold | undefined,
): Promise<readonly Expected[]> {
  const { webhooks } = await executor.loadState(WEBHOOKS_STREAM, webhooksDecider);
  const ledger = LedgerItems.open(served.current.readModel.database.name, log.id);
  try {
    return [...webhooks.values()].map((webhook) => {
      const matcher = new Matcher(webhook.settings.filter);
      const after = ledger.cursorAfter(webhook.start.position, webhook.start.at);
      const scan = ledger.scan(after, new Date().toISOString(), 100_000);
      const items = scan.items.map(({ item }) => item).filter((item) => matcher.matches(item, ledger));
      // What was recorded before was read by the filter that was redacted, if it was read before.
      const isDue = (item: LedgerItem): boolean =>
        webhook.id !== HELD || !hold || (item.kind === 'event' && positionText(item.row.position) > hold.after);
      return { webhook, items, due: items.filter(isDue) };
    });
  } finally {
    ledger.close();
  }
}

/** Whether everything was taken at least once. */
export const isDelivered = ({ webhook, due }: Expected, received: readonly ReceivedRequest[]): boolean => {
  const taken = new Set(takenBy(webhook, received));
  return due.every((item) => taken.has(idOf(item)));
};

/** A webhook whose filter is redacted is sent nothing until it has another one. */
export function checkHold({ hold, receivers }: World): void {
  if (!hold) return;
  const sent = receivers.received.filter(
    ({ receiver, sentAt }) => receiver === HELD && sentAt > hold.from && sentAt < hold.until,
  );
  expectEqual('what was sent by a filter that was redacted', sent, []);
}

export function checkDeliveries({ webhook, items }: Expected, received: readonly ReceivedRequest[]): void {
  const taken = [...new Set(takenBy(webhook, received))];
  const known = new Map(items.map((item) => [idOf(item), item]));
  const foreign = taken.filter((id) => !known.has(id));
  expectEqual(`what ${webhook.id} was sent although it is not for it`, foreign, []);
  if (webhook.settings.order !== 'ordered-per-claim') return;
  const groupOfId = (id: string): string => groupOf(known.get(id) as LedgerItem);
  const inOrder = grouped(items, groupOf);
  for (const [group, ids] of grouped(taken, groupOfId)) {
    expectEqual(`the order in which ${webhook.id} was sent ${group}`, ids, inOrder.get(group)?.map(idOf));
  }
}

const takenBy = ({ id }: Webhook, received: readonly ReceivedRequest[]): readonly string[] =>
  received.filter(({ receiver, isAccepted }) => receiver === id && isAccepted).map(({ delivery }) => delivery);

/** What the lease leaves between the last attempt that one holder begins and the first one of the next, at least. */
const GAP_MS = LEASE_TIMES.takeMs - LEASE_TIMES.holdMs;

/**
 * No instance begins to send while another one may: they take turns with a gap that is longer than an attempt, unless the
 * one before has stopped and so released the lease. Nothing of others is on its way any more, unless that one gave up waiting
 * for answers when it stopped: a receiver may take what it sent nevertheless, and gets it again from the next.
 */
export function checkSenders({ receivers: { received }, stops }: World): void {
  let before: ReceivedRequest | undefined;
  let until = 0;
  for (const request of [...received].sort((one, other) => one.sentAt - other.sentAt)) {
    const { sender, sentAt } = request;
    if (before && before.sender !== sender) {
      const { sender: other, sentAt: last } = before;
      const hasStopped = stops.some(({ place, began, ended }) => place === other && began <= sentAt && ended >= last);
      expectTrue(`${sender} sends at ${sentAt}, ${other} at ${last}`, hasStopped || sentAt - last >= GAP_MS);
      expectTrue(
        `${sender} sends at ${sentAt}, requests of others arrive until ${until}`,
        hasStopped || until < sentAt,
      );
    }
    before = request;
    until = Math.max(until, request.receivedAt);
  }
}
