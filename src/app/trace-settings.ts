import { randomUUID } from 'node:crypto';
import type { Config } from '../config.js';
import { packageInfo } from '../lib/package-info.js';
import type { TraceSettings } from '../tracing/tracer.js';

/** What a server's traces get from the settings; undefined if none are sent. */
export function traceSettings(config: Config): TraceSettings | undefined {
  const { otlpEndpoint, otlpTracesEndpoint, otlpHeaders, otelServiceName, otelResourceAttributes } = config;
  const base = otlpEndpoint === undefined ? undefined : withoutSlashesAtEnd(otlpEndpoint);
  const url = otlpTracesEndpoint ?? (base === undefined ? undefined : `${base}/v1/traces`);
  if (url === undefined || config.otelDisabled === 'true') return undefined;
  const resource = {
    'service.name': 'claim-ledger',
    'service.version': packageInfo().version,
    'service.instance.id': randomUUID(),
    ...otelResourceAttributes,
    ...(otelServiceName !== undefined && { 'service.name': otelServiceName }),
  };
  return {
    url,
    headers: otlpHeaders,
    sampler: config.otelTracesSampler,
    ratio: config.otelTracesSamplerArg,
    resource,
  };
}

function withoutSlashesAtEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}
