import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { CloudEvent } from '../../src/interchange/cloudevents/cloud-event.js';

export type Told = CloudEvent<Readonly<Record<string, unknown>>>;

const LONG_MS = 15_000;

/** Follows a feed over a real socket, as a browser would. */
export class SseClient {
  readonly messages: EventSourceMessage[] = [];
  readonly comments: string[] = [];
  /** What it would send as `Last-Event-ID`, were the connection lost now. */
  lastId: string | undefined;
  retry: number | undefined;
  ended = false;
  private readonly waiting = new Set<() => void>();

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
      this.wake();
    });
    response.on('error', () => undefined);
    response.on('close', () => {
      this.ended = true;
      this.wake();
    });
  }

  /** Resolves when the answer has begun and says where the client stands; rejects with the problem of a refusal. */
  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<SseClient> {
    const sent = request(url, { headers: { Accept: 'text/event-stream', ...headers }, agent: false });
    sent.on('error', () => undefined);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.on('response', resolve).on('error', reject).end();
    });
    if (response.statusCode !== 200) throw new Refused(response.statusCode ?? 0, await textOf(response));
    const client = new SseClient(sent, response);
    await client.until(() => client.comments.length > 0);
    return client;
  }

  get events(): Told[] {
    return this.messages.map(({ data }) => JSON.parse(data) as Told);
  }

  get ids(): string[] {
    return this.events.map(({ id }) => id);
  }

  /** Resolves once this holds; rejects if it doesn't in a good while, or the stream ends before. */
  async until(holds: () => boolean): Promise<void> {
    const end = Date.now() + LONG_MS;
    while (!holds()) {
      if (this.ended) throw new Error(`The stream ended after ${this.messages.length} messages.`);
      if (Date.now() > end) throw new Error(`Waited in vain, with ${this.messages.length} messages.`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        this.waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async end(): Promise<void> {
    await this.until(() => this.ended).catch((error: unknown) => {
      if (!this.ended) throw error;
    });
  }

  close(): void {
    this.sent.destroy();
  }

  private wake(): void {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}

export class Refused extends Error {
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
