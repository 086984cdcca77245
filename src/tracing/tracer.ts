import type { IncomingHttpHeaders } from 'node:http';
import type { Span, SpanOptions } from './span.js';

export const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
export type SamplerName = (typeof SAMPLERS)[number];

/** Where traces are sent, which, and what they say of this process: plain data, also for threads. */
export interface TraceSettings {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sampler: SamplerName;
  /** From 0 to 1, for samplers that use one. */
  readonly ratio: number;
  /** What every trace says of this process. */
  readonly resource: Readonly<Record<string, string>>;
}

/** Begins traces, and sends them. */
export interface Tracer {
  /**
   * Begins a trace, or the part of this process in the trace that the headers name (W3C Trace Context). Within something
   * that is traced already, it is a part of that, unless its options have links.
   */
  begin(name: string, options?: SpanOptions, caller?: IncomingHttpHeaders): Span;
  /** Sends what is left, within a few seconds. */
  close(): Promise<void>;
}
