import type { CloudEvent } from '../../../interchange/cloudevents/cloud-event.js';
import { claimLink, pathAsOf } from '../../formats/claim-link.js';
import { describeEvent } from '../../formats/describe-event.js';
import type { Notification } from '../../formats/notification.js';
import type { Payload } from '../subscriptions/subscription.events.js';
import { claimOf, type LedgerItem, type LedgerItems } from './ledger-items.js';

/**
 * What is sent about an item. Its claim is worded as it is now, so a later attempt may differ in that.
 *
 * @param publicUrl of the ledger, without a slash at its end
 */
export function notificationOf(
  item: LedgerItem,
  ledger: LedgerItems,
  payload: Payload,
  publicUrl: string | undefined,
): Notification {
  const event = ledger.cloudEvent(item);
  const claim = claimOf(item);
  const text = claim === undefined ? undefined : ledger.claims.of(claim)?.text;
  const link = claim === undefined ? undefined : claimLink(publicUrl, claim, event.recordedtime);
  return {
    event: payload === 'thin' ? withoutData(event, publicUrl) : event,
    ...(claim !== undefined && text !== undefined && { claim: { id: claim, text } }),
    ...describeEvent(event, { actorName: (id) => ledger.names.actor(id).name }),
    ...(link !== undefined && { link }),
  };
}

/** The same with a reference to the data: the resource that it is about, as it was then. Policies never change. */
function withoutData({ data: _data, ...event }: CloudEvent<unknown>, publicUrl = ''): CloudEvent<unknown> {
  const [noun = '', id = ''] = event.subject.includes('/') ? event.subject.split('/') : ['claim', event.subject];
  const dataref = publicUrl + (noun === 'policy' ? '/v1/policies' : pathAsOf(noun, id, event.recordedtime));
  return { ...event, dataref } as unknown as CloudEvent<unknown>;
}
