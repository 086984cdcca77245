import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a receiver got. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** How it answers: a status, with headers and a body. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

type Answer = (request: ReceivedRequest) => ReceiverAnswer | 'drop' | Promise<ReceiverAnswer | 'drop'>;

/** An HTTP server on loopback that agrees to every handshake, and answers deliveries as the test says. */
export class WebhookReceiver {
  readonly requests: ReceivedRequest[] = [];
  /** Default: 204. */
  answer: Answer = () => ({ status: 204 });
  private readonly listeners = new Set<() => void>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => void receiver.handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** The deliveries, without handshakes. */
  get deliveries(): readonly ReceivedRequest[] {
    return this.requests.filter(({ method }) => method === 'POST');
  }

  /** Resolves when the condition holds, which is checked after each request. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          this.listeners.delete(listener);
          resolve();
        };
        this.listeners.add(listener);
      });
    }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers as ReceivedRequest['headers'],
      body: Buffer.concat(chunks).toString('utf8'),
    };
    const answer = request.method === 'OPTIONS' ? agreement(request) : await this.answer(request);
    this.requests.push(request);
    if (answer === 'drop') response.destroy();
    else response.writeHead(answer.status, answer.headers).end(answer.body);
    for (const listener of this.listeners) listener();
  }
}

const agreement = ({ headers }: ReceivedRequest): ReceiverAnswer => ({
  status: 200,
  headers: { 'WebHook-Allowed-Origin': headers['webhook-request-origin'] ?? '', 'WebHook-Allowed-Rate': '*' },
});
