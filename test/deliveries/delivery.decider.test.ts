import { IdempotencyKeyReusedError, NotFoundError } from '../../src/command-handling/errors.js';
import { deliveryDecider } from '../../src/deliveries/delivery.decider.js';
import { type DeliveryEvent, deliveryId, type DeliveryReceived } from '../../src/deliveries/delivery.events.js';
import { REDACTED_DIGEST } from '../../src/event-log/redaction.js';
import { fold, given, recorded as factOf, violationsOf } from '../support/given-when-then.js';

const data: DeliveryReceived = {
  integration: 'desk',
  name: 'm1',
  contentType: 'application/json',
  headers: {},
  size: 2,
  digest: 'a'.repeat(64),
  encoding: 'utf8',
  body: '{}',
};
const recorded = { commands: 1, unchanged: 0, claims: ['c'], entries: [] };
const received: DeliveryEvent = { type: 'DeliveryReceived', data };
const continued: DeliveryEvent = { type: 'DeliveryContinued', data: { body: '}' } };
const processed: DeliveryEvent = { type: 'DeliveryProcessed', data: { recorded } };
const failed: DeliveryEvent = { type: 'DeliveryFailed', data: { recorded, message: 'No.' } };
const retried: DeliveryEvent = { type: 'DeliveryRetried', data: { attempts: 1 } };
const dropped: DeliveryEvent = { type: 'DeliveryDropped', data: { reason: 'x' } };

const receive = (changes: Partial<DeliveryReceived> = {}, isChosen = false) =>
  ({ command: 'receive', received: { ...data, ...changes }, rest: [{ body: '}' }], isChosen }) as const;
const finish = (attempt: number, outcome: object = { recorded }) =>
  ({ command: 'finish', attempt, outcome: outcome as { recorded: typeof recorded } }) as const;
const retry = { command: 'retry', integration: 'desk', delivery: 'd' } as const;
const drop = { command: 'drop', integration: 'desk', delivery: 'd', reason: 'x' } as const;

describe('deliveryDecider: what comes in', () => {
  it('is received whole, once', () => {
    given(deliveryDecider, []).when(receive()).then([received, continued]);
    for (const events of [
      [received, continued],
      [received, failed],
      [received, dropped],
    ]) {
      given(deliveryDecider, events).when(receive()).thenNothing();
    }
  });
  it('may differ under a name that is signed, but not under one that the sender chose', () => {
    given(deliveryDecider, [received])
      .when(receive({ digest: 'b'.repeat(64) }))
      .thenNothing();
    given(deliveryDecider, [received]).when(receive({}, true)).thenNothing();
    given(deliveryDecider, [received])
      .when(receive({ digest: 'b'.repeat(64) }, true))
      .thenThrows(IdempotencyKeyReusedError);
  });
  it('has an id of its own for each integration and name', () => {
    const ids = [deliveryId('a', 'b'), deliveryId('a', 'c'), deliveryId('b', 'a'), deliveryId('a"', 'b')];
    expect(new Set(ids).size).toBe(4);
    expect(deliveryId('a', 'b')).toBe(ids[0]);
  });
});

describe('deliveryDecider: a delivery of which something was redacted', () => {
  const isRedactedAfter = (event: DeliveryEvent) => {
    const fact = factOf(event);
    const metadata: typeof fact.metadata & object = Object.assign({ redactions: [{}] }, fact.metadata);
    return deliveryDecider.evolve(fold(deliveryDecider, [received]), { ...fact, metadata }).isRedacted;
  };
  it('is one whose body or beginning was', () => {
    expect(fold(deliveryDecider, [received, continued]).isRedacted).toBe(false);
    expect(isRedactedAfter(received)).toBe(true);
    expect(isRedactedAfter(continued)).toBe(true);
    expect(isRedactedAfter(failed)).toBe(false);
  });
  it('is not tried again, but ends, and can be dropped', () => {
    const state = { ...fold(deliveryDecider, [received, failed]), isRedacted: true };
    expect(violationsOf(() => deliveryDecider.decide(state, retry))).toEqual([{ pointer: '', code: 'redacted' }]);
    expect(deliveryDecider.decide(state, drop)).toEqual([dropped]);
    const waiting = { ...fold(deliveryDecider, [received]), isRedacted: true };
    expect(deliveryDecider.decide(waiting, finish(0, { recorded, message: 'No.' }))).toEqual([failed]);
  });
  it('is the same delivery when it is sent again', () => {
    const redacted: DeliveryEvent = { type: 'DeliveryReceived', data: { ...data, digest: REDACTED_DIGEST } };
    given(deliveryDecider, [redacted]).when(receive({}, true)).thenNothing();
  });
});

describe('deliveryDecider: attempts', () => {
  it('ends the attempt that is waited for', () => {
    given(deliveryDecider, [received]).when(finish(0)).then([processed]);
    given(deliveryDecider, [received])
      .when(finish(0, { recorded, message: 'No.' }))
      .then([failed]);
    given(deliveryDecider, [received, failed, retried]).when(finish(1)).then([processed]);
  });
  it('records nothing of an attempt that another instance ended, or after which it was retried or dropped', () => {
    for (const events of [
      [received, processed],
      [received, failed],
      [received, failed, retried],
      [received, dropped],
    ]) {
      given(deliveryDecider, events).when(finish(0)).thenNothing();
    }
  });
  it('retries what has ended, but not what was dropped', () => {
    given(deliveryDecider, [received, failed]).when(retry).then([retried]);
    given(deliveryDecider, [received, processed]).when(retry).then([retried]);
    given(deliveryDecider, [received]).when(retry).thenNothing();
    given(deliveryDecider, [received, dropped])
      .when(retry)
      .thenRejects([{ pointer: '', code: 'dropped' }]);
    expect(fold(deliveryDecider, [received, failed, retried])).toMatchObject({ status: 'waiting', attempts: 1 });
  });
  it('drops what waits or failed, once', () => {
    for (const events of [[received], [received, failed]]) given(deliveryDecider, events).when(drop).then([dropped]);
    given(deliveryDecider, [received, dropped]).when(drop).thenNothing();
    given(deliveryDecider, [received, processed])
      .when(drop)
      .thenRejects([{ pointer: '', code: 'processed' }]);
  });
  it('knows no delivery of another integration, and none that was not received', () => {
    given(deliveryDecider, [received])
      .when({ ...retry, integration: 'other' })
      .thenThrows(NotFoundError);
    given(deliveryDecider, []).when(drop).thenThrows(NotFoundError);
  });
});
