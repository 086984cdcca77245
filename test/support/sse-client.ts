import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { CloudEvent } from '../../src/interchange/cloudevents/cloud-event.js';

export type FeedEvent = CloudEvent<Readonly<Record<string, unknown>>>;

const WAIT_LIMIT_MS = 15_000;

/** Follows a feed over a socket, as a browser does. */
export class SseClient {
  readonly messages: EventSourceMessage[] = [];
  readonly comments: string[] = [];
  /** The `Last-Event-ID` that a reconnect would send. */
  lastId: string | undefined;
  retry: number | undefined;
  ended = false;
  private readonly waiters = new Set<() => void>();

  private constructor(
    private readonly sent: ClientRequest,
    readonly response: IncomingMessage,
  ) {
    const parser = createParser({
      onEvent: (message) => this.messages.push(message),
      onComment: (comment) => this.comments.push(comment),
      onRetry: (milliseconds) => (this.retry = milliseconds),
    });
    let line = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      parser.feed(chunk);
      const lines = (line + chunk).split('\n');
      line = lines.pop() ?? '';
      for (const text of lines) if (text.startsWith('id: ')) this.lastId = text.slice(4);
      this.notify();
    });
    response.on('error', () => undefined);
    response.on('close', () => {
      this.ended = true;
      this.notify();
    });
  }

  /** Resolves when the stream has begun with its opening comment; rejects with the problem of an error response. */
  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<SseClient> {
    const sent = request(url, { headers: { Accept: 'text/event-stream', ...headers }, agent: false });
    sent.on('error', () => undefined);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.on('response', resolve).on('error', reject).end();
    });
    if (response.statusCode !== 200) throw new SseRejectedError(response.statusCode ?? 0, await textOf(response));
    const client = new SseClient(sent, response);
    await client.waitUntil(() => client.comments.length > 0);
    return client;
  }

  get events(): FeedEvent[] {
    return this.messages.map(({ data }) => JSON.parse(data) as FeedEvent);
  }

  get ids(): string[] {
    return this.events.map(({ id }) => id);
  }

  /** Resolves when the condition holds; rejects after a time limit, or if the stream ends before. */
  async waitUntil(holds: () => boolean): Promise<void> {
    const waitForEnd = Date.now() + WAIT_LIMIT_MS;
    while (!holds()) {
      if (this.ended) throw new Error(`The stream ended after ${this.messages.length} messages.`);
      if (Date.now() > waitForEnd) throw new Error(`Timed out after ${this.messages.length} messages.`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        this.waiters.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async end(): Promise<void> {
    await this.waitUntil(() => this.ended).catch((error: unknown) => {
      if (!this.ended) throw error;
    });
  }

  close(): void {
    this.sent.destroy();
  }

  private notify(): void {
    for (const wake of this.waiters) wake();
    this.waiters.clear();
  }
}

export class SseRejectedError extends Error {
  constructor(
    readonly status: number,
    body: string,
  ) {
    super(body);
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return text;
}
