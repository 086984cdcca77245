import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseJsonOrUndefined } from '../../lib/parse-json.js';
import { type SignatureFault, verifyWebhook } from '../../webhooks/signing/verify.js';

export interface ReceiverOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Secrets and public keys, one of which must verify each webhook. Without any, signatures aren't checked. */
  readonly keys: readonly string[];
  /** What is answered to a webhook, and to those that fail on purpose. */
  readonly status: { readonly ok: number; readonly failure: number };
  /** The share of webhooks that fail on purpose: 0 to 1. */
  readonly failing: number;
  readonly random: () => number;
  readonly now: () => number;
}

/** A webhook that arrived, and what was answered. */
export interface ReceivedWebhook {
  readonly kind: 'webhook' | 'handshake' | 'rejected';
  readonly receivedAt: string;
  readonly status: number;
  readonly path: string;
  readonly id?: string;
  /** Whether this id has been accepted before: deliveries may be repeated. */
  readonly isRepeated: boolean;
  readonly signature: 'valid' | 'not-checked' | SignatureFault;
  /** The body, parsed if it is JSON. */
  readonly body: unknown;
}

const MAX_BODY_BYTES = 1_048_576;
const MAX_IDS = 10_000;
const LOOPBACK = '127.0.0.1';

/** Receives webhooks on this machine, for trying them out. */
export class WebhookReceiver {
  private readonly accepted = new Set<string>();

  private constructor(
    private readonly server: Server,
    private readonly options: ReceiverOptions,
    private readonly onReceived: (received: ReceivedWebhook) => void,
  ) {}

  /** Throws the error of the system if the port can't be used. */
  static async start(
    options: ReceiverOptions,
    onReceived: (received: ReceivedWebhook) => void,
  ): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server, options, onReceived);
    server.on('request', (request, response) => {
      receiver.receive(request, response).catch(() => response.destroy());
    });
    server.listen(options.port, LOOPBACK);
    await once(server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://${LOOPBACK}:${(this.server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const origin = request.headers['webhook-request-origin'];
    if (request.method === 'OPTIONS' && typeof origin === 'string') {
      // https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md#42-validation-response
      const headers = { allow: 'POST', 'webhook-allowed-origin': origin, 'webhook-allowed-rate': '*' };
      response.writeHead(200, headers).end();
      this.report(request, { kind: 'handshake', status: 200, signature: 'not-checked', body: { origin } });
      return;
    }
    const bytes = await bodyOf(request);
    if (request.method !== 'POST' || bytes === undefined) {
      const status = bytes === undefined ? 413 : 405;
      response.writeHead(status, { allow: 'POST, OPTIONS', connection: 'close' }).end();
      this.report(request, { kind: 'rejected', status, signature: 'not-checked', body: undefined });
      return;
    }
    const body = parseJsonOrUndefined(bytes.toString('utf8')) ?? bytes.toString('utf8');
    const signature = this.check(request, bytes);
    if (signature !== 'valid' && signature !== 'not-checked') {
      response.writeHead(401).end(`The signature is not valid: ${signature}.`);
      this.report(request, { kind: 'rejected', status: 401, signature, body });
      return;
    }
    const challenge = challengeIn(body);
    if (challenge !== undefined) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ challenge }));
      this.report(request, { kind: 'handshake', status: 200, signature, body });
      return;
    }
    const { status, failing, random } = this.options;
    const answer = random() < failing ? status.failure : status.ok;
    response.writeHead(answer).end();
    this.report(request, { kind: 'webhook', status: answer, signature, body });
  }

  private check({ headers }: IncomingMessage, body: Buffer): ReceivedWebhook['signature'] {
    const { keys, now } = this.options;
    if (keys.length === 0) return 'not-checked';
    const verified = verifyWebhook(headers, body, keys, now());
    return verified.isValid ? 'valid' : verified.fault;
  }

  private report(
    { headers, url = '/' }: IncomingMessage,
    received: Pick<ReceivedWebhook, 'kind' | 'status' | 'signature' | 'body'>,
  ): void {
    const header = headers['webhook-id'];
    const id = typeof header === 'string' && received.kind === 'webhook' ? header : undefined;
    const isRepeated = id !== undefined && this.accepted.has(id);
    if (id !== undefined && received.status < 300) this.remember(id);
    const receivedAt = new Date(this.options.now()).toISOString();
    this.onReceived({ ...received, receivedAt, path: url, ...(id !== undefined && { id }), isRepeated });
  }

  private remember(id: string): void {
    this.accepted.add(id);
    const [oldest] = this.accepted;
    if (this.accepted.size > MAX_IDS && oldest !== undefined) this.accepted.delete(oldest);
  }
}

/** Undefined if it is too long. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What the ledger wants back, before it sends anything, from a receiver that can't answer OPTIONS. */
function challengeIn(body: unknown): string | undefined {
  const { type, data } = (body ?? {}) as { readonly type?: unknown; readonly data?: { readonly challenge?: unknown } };
  const isChallenge = typeof type === 'string' && /^claim-ledger\.webhook\.challenge\.v\d+$/.test(type);
  return isChallenge && typeof data?.challenge === 'string' ? data.challenge : undefined;
}
