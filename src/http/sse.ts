/** How long a disconnected client waits before it reconnects, in milliseconds. */
const RETRY_MS = 2_000;

/** A message of an event stream. */
export interface SseMessage {
  /** What a client that reconnects sends as `Last-Event-ID`. */
  readonly id?: string;
  readonly event: string;
  readonly data: unknown;
}

/** One message of an event stream (WHATWG HTML, 9.2). JSON has no line breaks, and neither has an id. */
export const formatMessage = ({ id, event, data }: SseMessage): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/**
 * Reports the current cursor, and that the connection is alive. Without data it isn't a message: clients keep only
 * `id`.
 */
export const formatHeartbeat = (cursor?: string): string => (cursor === undefined ? ':\n\n' : `:\nid: ${cursor}\n\n`);

export const formatOpening = (cursor?: string): string => `retry: ${RETRY_MS}\n${formatHeartbeat(cursor)}`;
