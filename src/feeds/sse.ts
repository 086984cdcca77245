import type { CloudEvent } from '../interchange/cloudevents/cloud-event.js';

/** How long a disconnected client waits before it reconnects, in milliseconds. */
const RETRY_MS = 2_000;

/** One message of an event stream (WHATWG HTML, 9.2). JSON has no line breaks, and neither has a cursor. */
export const formatMessage = (event: CloudEvent<unknown>, cursor: string): string =>
  `id: ${cursor}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

/**
 * Reports the current cursor, and that the connection is alive. Without data it isn't a message: clients keep only
 * `id`.
 */
export const formatHeartbeat = (cursor: string | undefined): string =>
  cursor === undefined ? ':\n\n' : `:\nid: ${cursor}\n\n`;

export const formatOpening = (cursor: string | undefined): string => `retry: ${RETRY_MS}\n${formatHeartbeat(cursor)}`;
