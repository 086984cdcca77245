import type { CloudEvent } from '../../interchange/cloudevents/cloud-event.js';
import { describeEvent } from '../../webhooks/formats/describe-event.js';
import { sanitize } from '../terminal/text-layout.js';
import type { ReceivedWebhook } from './webhook-receiver.js';

/** The length of a body that isn't a CloudEvent, as it is printed. */
const MAX_BODY_LENGTH = 1_000;

/** What arrived and what was answered, in one or two lines. */
export function receivedText(received: ReceivedWebhook): string {
  const { receivedAt, status, body } = received;
  const time = receivedAt.slice(11, 19);
  const event = eventIn(body);
  const what = event ? `${event.type} ${event.subject}` : received.path;
  const first = `${time}  ${status}  ${stateOf(received)}  ${sanitize(what)}`;
  const second = received.kind === 'webhook' ? sanitize(event ? describeEvent(event).headline : textOf(body)) : '';
  return second === '' ? first : `${first}\n${' '.repeat(10)}${second}`;
}

function stateOf({ kind, signature, isRepeated }: ReceivedWebhook): string {
  if (kind === 'handshake') return 'handshake';
  if (kind === 'rejected') return signature === 'not-checked' ? 'rejected' : `signature ${signature}`;
  const checked = signature === 'valid' ? 'signature valid' : 'signature not checked';
  return isRepeated ? `${checked}, repeated` : checked;
}

function eventIn(body: unknown): CloudEvent<unknown> | undefined {
  const { specversion, type, subject } = (body ?? {}) as Partial<Record<keyof CloudEvent<unknown>, unknown>>;
  const isEvent = specversion === '1.0' && typeof type === 'string' && typeof subject === 'string';
  return isEvent ? (body as CloudEvent<unknown>) : undefined;
}

const textOf = (body: unknown): string =>
  (typeof body === 'string' ? body : ((JSON.stringify(body) as string | undefined) ?? '')).slice(0, MAX_BODY_LENGTH);
