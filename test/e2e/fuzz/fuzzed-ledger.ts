import { Pool } from 'undici';
import type { EventLog } from '../../../src/event-log/event-log.js';
import { INTEGRATION_PRINCIPAL } from '../../../src/webhooks/inbound/recording/integration-principal.js';
import { seededLedger, ServedDocument } from '../../support/openapi-document.js';
import type { TestLedger } from '../api/test-ledger.js';
import { LearnedValues, type LearnedKind } from './learned-values.js';
import type { Caller, FuzzedRequest } from './requests.js';

/** No response takes so long, unless it never comes. */
const HANG_MS = 30_000;

export interface FuzzedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** A ledger with the seeds and some keys, which remembers what its responses contain. */
export class FuzzedLedger {
  private readonly values = new LearnedValues();

  private constructor(
    readonly ledger: TestLedger,
    readonly document: ServedDocument,
    private readonly log: EventLog,
    private readonly pool: Pool,
    private readonly keys: Readonly<Partial<Record<Caller, string>>>,
  ) {}

  static async start(): Promise<FuzzedLedger> {
    const ledger = await seededLedger({ CLAIM_LEDGER_RATE_PER_MINUTE: '0', CLAIM_LEDGER_READ_WAIT_MS: '20' });
    const document = await ServedDocument.of(ledger);
    const pool = new Pool(ledger.url, { connections: 4, headersTimeout: HANG_MS, bodyTimeout: HANG_MS });
    const keyFor = async (scope: string): Promise<string> => {
      const created = await ledger.post('/v1/keys', { principal: `fuzz-${scope}`, name: scope, scopes: [scope] });
      return (created.body as { readonly key: string }).key;
    };
    const keys = {
      admin: ledger.key,
      recorder: await keyFor('record'),
      reader: await keyFor('read'),
      stranger: `clk_0123456789ab_${'A'.repeat(43)}`,
    };
    return new FuzzedLedger(ledger, document, await ledger.openLog(), pool, keys);
  }

  async stop(): Promise<void> {
    await this.pool.destroy();
    await this.log.close();
    await this.ledger.stop();
  }

  /** Sends a request as it would be sent now, and learns from the response. */
  async send(request: FuzzedRequest): Promise<FuzzedResponse> {
    const key = this.keys[request.caller];
    const sent = {
      ...(key !== undefined && { Authorization: `Bearer ${key}` }),
      ...Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, headerValue(this.values.resolve(value))]),
      ),
    };
    const body = this.bodyOf(request);
    const {
      statusCode,
      headers,
      body: stream,
    } = await this.pool.request({
      method: request.method.toUpperCase(),
      path: this.addressOf(request),
      headers: sent,
      ...(body && { body }),
    });
    const isLive = String(headers['content-type']).startsWith('text/event-stream');
    const response = {
      status: statusCode,
      headers: headers as FuzzedResponse['headers'],
      text: isLive ? await firstOf(stream) : await stream.text(),
    };
    this.learn(request, response);
    return response;
  }

  addressOf({ path, parameters, query }: FuzzedRequest): string {
    const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => this.encoded(parameters[name] ?? ''));
    const search = query.map(([name, value]) => `${this.encoded(name)}=${this.encoded(value)}`).join('&');
    return search === '' ? address : `${address}?${search}`;
  }

  /** The body as JSON, if it is sent as such. */
  jsonOf({ body }: FuzzedRequest): unknown {
    return body && 'json' in body ? (JSON.parse(this.values.resolve(JSON.stringify(body.json))) as unknown) : undefined;
  }

  head(): Promise<string | undefined> {
    return this.log.head();
  }

  /** What was recorded after a position by a request, and not by the ledger itself in the background. */
  async recordedSince(position: string | undefined): Promise<string[]> {
    const recorded: string[] = [];
    for await (const { stream, type, metadata } of this.log.readAll({ after: position })) {
      const by = metadata['recordedBy'] as string;
      if (BACKGROUND.has(type) || by.startsWith(INTEGRATION_PRINCIPAL)) continue;
      recorded.push(`${type} in ${stream} by ${by}`);
    }
    return recorded;
  }

  private bodyOf(request: FuzzedRequest): Buffer | undefined {
    const { body } = request;
    if (!body) return undefined;
    if (body.bytes !== undefined) return Buffer.from(body.bytes, 'base64');
    return Buffer.from(JSON.stringify(this.jsonOf(request)));
  }

  /** What is percent-encoded already stays as it is, also if it is so wrongly. */
  private encoded(text: string): string {
    const value = this.values.resolve(text);
    return /^[\w.%~-]*%[\w.%~-]*$/.test(value) ? value : encodeURIComponent(value.toWellFormed());
  }

  private learn({ operation, path }: FuzzedRequest, { status, headers, text }: FuzzedResponse): void {
    this.values.add('etag', headers['etag']);
    if (status >= 300 || headers['content-type']?.startsWith('application/json') !== true) return;
    const answer = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    if (typeof answer !== 'object' || answer === null) return;
    this.values.add('position', answer['position']);
    this.values.add('cursor', answer['next']);
    this.values.add('cursor', headers['feed-cursor']);
    const kind = CREATES[operation];
    if (kind) this.values.add(kind, answer['id']);
    if (path.endsWith('/deliveries')) this.values.add('delivery', answer['id']);
  }
}

/** What the ledger records by itself, some time after a request. */
const BACKGROUND: ReadonlySet<string> = new Set([
  'KeyUsed',
  'WebhookHandshakePassed',
  'WebhookHandshakeFailed',
  'WebhookDisabled',
  'WebhookDeliveryAbandoned',
  'WebhookReplayEnded',
  'WebhookProgressed',
]);

/** What the `id` of a response identifies. */
const CREATES: Readonly<Record<string, LearnedKind>> = {
  actorsCreate: 'actor',
  documentsCreate: 'document',
  claimsCreate: 'claim',
  narrativesCreate: 'narrative',
  keysCreate: 'key',
  webhooksCreate: 'webhook',
  integrationsCreate: 'integration',
  replaysCreate: 'replay',
};

const headerValue = (text: string): string => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').trim();

/** The first part of a stream that doesn't end. */
async function firstOf(stream: AsyncIterable<Buffer>): Promise<string> {
  for await (const part of stream) return part.toString();
  return '';
}
