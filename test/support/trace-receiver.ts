import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Value = Readonly<Record<'stringValue' | 'boolValue' | 'intValue' | 'doubleValue', string | number | boolean>>;
interface Attribute {
  readonly key: string;
  readonly value: Value;
}
interface WireSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client. */
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code: number };
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
}
interface WireTraces {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
  }[];
}
type Values = Readonly<Record<string, string | number | boolean | undefined>>;

export interface ReceivedSpan extends Omit<WireSpan, 'attributes' | 'status'> {
  readonly attributes: Values;
  /** Those of its process. */
  readonly resource: Values;
  readonly isError: boolean;
}

/** Receives traces over OTLP/HTTP, on loopback. */
export class TraceReceiver {
  readonly spans: ReceivedSpan[] = [];
  /** Of the last request. */
  headers: Readonly<Record<string, string | string[] | undefined>> = {};
  /** `silent`: no answer at all. */
  answers: number | 'silent' = 200;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TraceReceiver> {
    const server = createServer();
    const receiver = new TraceReceiver(server);
    server.on('request', (request, response) => {
      void json(request).then((body) => {
        receiver.headers = request.headers;
        if (receiver.answers === 'silent') return;
        if (receiver.answers === 200 && request.url === '/v1/traces') receiver.take(body as WireTraces);
        response.writeHead(receiver.answers, { 'Content-Type': 'application/json' }).end('{}');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  named(name: string): readonly ReceivedSpan[] {
    return this.spans.filter((span) => span.name === name);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private take({ resourceSpans }: WireTraces): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      for (const { attributes, status, ...span } of scopeSpans.flatMap(({ spans }) => spans)) {
        const isError = status.code === 2;
        this.spans.push({
          ...span,
          attributes: valuesOf(attributes),
          resource: valuesOf(resource.attributes),
          isError,
        });
      }
    }
  }
}

const valuesOf = (attributes: readonly Attribute[]): Values =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
