import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Context,
  type Link,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  type Span as OtelSpan,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer as OtelTracer,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  type SamplingResult,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { packageInfo } from '../lib/package-info.js';
import { ReportingExporter } from './reporting-exporter.js';
import { activeSpan, type Span, type SpanAttributes, type SpanOptions } from './span.js';
import type { Tracer, TraceSettings } from './tracer.js';

/** For one batch and its retries, in milliseconds. A process that ends waits for a batch that is on its way. */
const EXPORT_TIMEOUT_MS = 2_500;
/** How long what is left may take to be sent. */
const CLOSE_TIMEOUT_MS = 2_500;
/** How many parts the trace of one request has at most: an import would have as many as lines. */
const MAX_PARTS = 100;

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;
const propagator = new W3CTraceContextPropagator();

/**
 * Sends traces over OTLP/HTTP as JSON: every five seconds, or when 512 spans wait. At most 2,048 wait, and further ones
 * are dropped.
 */
export class OtlpTracer implements Tracer {
  private readonly provider: TracerProvider;
  private readonly tracer: OtelTracer;

  constructor(settings: TraceSettings, onTrouble: (message: string) => void) {
    const { url, headers, resource } = settings;
    const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: EXPORT_TIMEOUT_MS });
    this.provider = new TracerProvider({
      resource: defaultResource().merge(resourceFromAttributes(resource)),
      sampler: samplerOf(settings),
      spanProcessors: [
        new BatchSpanProcessor({ exporter: new ReportingExporter(exporter, new URL(url).host, onTrouble) }),
      ],
    });
    this.tracer = this.provider.getTracer('claim-ledger', packageInfo().version);
  }

  begin(name: string, options: SpanOptions = {}, caller: IncomingHttpHeaders = {}): Span {
    if (options.links) return this.root(name, ROOT_CONTEXT, options);
    const outer = activeSpan();
    if (outer instanceof OtlpSpan && !outer.isOver) return outer.part(name, { ...options, kind: 'internal' });
    const context = propagator.extract(ROOT_CONTEXT, caller, defaultTextMapGetter);
    return this.root(name, context, options);
  }

  private root(name: string, context: Context, options: SpanOptions): Span {
    return new OtlpSpan(this.tracer, context, name, options, { parts: 0, leftOut: 0, isOver: false });
  }

  async close(): Promise<void> {
    const stop = new AbortController();
    const limit = pause(CLOSE_TIMEOUT_MS, undefined, { signal: stop.signal });
    await Promise.race([this.provider.shutdown(), limit]).catch(() => undefined);
    stop.abort();
    limit.catch(() => undefined);
  }
}

/** What all parts of a request share. */
interface Progress {
  parts: number;
  /** How many parts nobody will see. */
  leftOut: number;
  /** Whether the request was answered: what still refers to it is work of the process, such as a timer. */
  isOver: boolean;
}

class OtlpSpan implements Span {
  private readonly own: OtelSpan;
  private readonly context: Context;
  private readonly isFirst: boolean;

  constructor(
    private readonly tracer: OtelTracer,
    parent: Context,
    name: string,
    { kind = 'internal', attributes = {}, links = [], startedAt }: SpanOptions,
    private readonly progress: Progress,
  ) {
    this.isFirst = progress.parts === 0;
    progress.parts += 1;
    const timed = startedAt !== undefined && { startTime: startedAt };
    const linked = links.length > 0 && { links: links.flatMap(linkTo) };
    this.own = tracer.startSpan(
      name,
      { kind: KINDS[kind], attributes: { ...attributes }, ...linked, ...timed },
      parent,
    );
    this.context = trace.setSpan(parent, this.own);
  }

  get traceId(): string {
    return this.own.spanContext().traceId;
  }

  get spanId(): string {
    return this.own.spanContext().spanId;
  }

  set(attributes: SpanAttributes): void {
    this.own.setAttributes(attributes);
  }

  rename(name: string): void {
    this.own.updateName(name);
  }

  fail(type: string): void {
    this.own.setAttribute('error.type', type);
    this.own.setStatus({ code: SpanStatusCode.ERROR });
  }

  link(other: Span): void {
    this.own.addLinks(linkTo(other));
  }

  end(at?: number): void {
    if (this.isFirst) {
      this.progress.isOver = true;
      if (this.progress.leftOut > 0) this.own.setAttribute('claim_ledger.spans_left_out', this.progress.leftOut);
    }
    this.own.end(at);
  }

  child(name: string, options: SpanOptions = {}): Span | undefined {
    const { progress } = this;
    if (progress.isOver || !this.own.isRecording()) return undefined;
    if (progress.parts <= MAX_PARTS) return this.part(name, options);
    progress.leftOut += 1;
    return undefined;
  }

  /** A part of this, whether or not anybody will see it. */
  part(name: string, options: SpanOptions): OtlpSpan {
    return new OtlpSpan(this.tracer, this.context, name, options, this.progress);
  }

  get isOver(): boolean {
    return this.progress.isOver;
  }

  /** For links. */
  get spanContext(): SpanContext {
    return this.own.spanContext();
  }

  headers(): Readonly<Record<string, string>> {
    const headers: Record<string, string> = {};
    propagator.inject(this.context, headers, defaultTextMapSetter);
    return headers;
  }
}

const linkTo = (span: Span): Link[] => (span instanceof OtlpSpan ? [{ context: span.spanContext }] : []);

function samplerOf({ sampler, ratio }: TraceSettings): Sampler {
  const root = rootSampler(sampler.replace(/^parentbased_/, ''), ratio);
  return new LinkedSampler(sampler.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root);
}

/** What links to others is sent if one of them is: who reads that trace wants to see what followed. */
class LinkedSampler implements Sampler {
  constructor(private readonly others: Sampler) {}

  shouldSample(...args: Parameters<Sampler['shouldSample']>): SamplingResult {
    const [, , , , , links] = args;
    if (links.length === 0) return this.others.shouldSample(...args);
    const isSent = links.some(({ context }) => (context.traceFlags & TraceFlags.SAMPLED) !== 0);
    return { decision: isSent ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
  }
}

function rootSampler(name: string, ratio: number): Sampler {
  if (name === 'traceidratio') return new TraceIdRatioBasedSampler(ratio);
  return name === 'always_off' ? new AlwaysOffSampler() : new AlwaysOnSampler();
}
