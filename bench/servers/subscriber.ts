import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { createParser } from 'eventsource-parser';

/** Subscribes to the events of a ledger, and measures how old each is when it arrives. */
export class Subscriber {
  /** In milliseconds since the event's `recordedAt`. */
  readonly delays: number[] = [];

  private constructor(
    private readonly request: ClientRequest,
    response: IncomingMessage,
  ) {
    const parser = createParser({
      onEvent: ({ data }) =>
        this.delays.push(Date.now() - Date.parse((JSON.parse(data) as { recordedtime: string }).recordedtime)),
    });
    response.setEncoding('utf8').on('data', (chunk: string) => {
      parser.feed(chunk);
    });
    response.on('error', () => undefined);
  }

  static async open(url: string): Promise<Subscriber> {
    const request = get(url, { headers: { Accept: 'text/event-stream' }, agent: false });
    request.on('error', () => undefined);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject);
    });
    if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode ?? 'no status'}.`);
    return new Subscriber(request, response);
  }

  close(): void {
    this.request.destroy();
  }
}
