import { SAMPLERS, type SamplerName } from '../tracing/tracer.js';
import { anyText, itemsOf, ONLY_SET, oneOf, type Parse, type Setting, setting } from './setting.js';

const ENDPOINTS = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] as const;

/** A problem says nothing of the text, which may hold a password. */
const endpoint: Parse<string | undefined> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    return { problem: 'must be an address that begins with http:// or https://, such as http://127.0.0.1:4318.' };
  }
  if (url.username + url.password !== '') {
    return { problem: 'takes no user name and no password. Use OTEL_EXPORTER_OTLP_HEADERS instead.' };
  }
  return { value: text };
};

/** A query may hold a key. */
const withoutQuery = (text: string): string => text.replace(/[?#].*$/s, '?…');

/** Pairs such as `key=value,other=value`, percent-encoded. A problem says nothing of the text, which may hold a key. */
const pairs: Parse<Readonly<Record<string, string>>> = (text) => {
  try {
    const entries = itemsOf(text).map((item) => {
      const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(item) ?? [];
      return [decodeURIComponent(name.trim()), decodeURIComponent(value.trim())] as const;
    });
    if (entries.every(([name]) => name !== '')) return { value: Object.fromEntries(entries) };
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
  }
  return { problem: 'must be pairs such as name=value, separated by commas and percent-encoded.' };
};

const headers: Parse<Readonly<Record<string, string>>> = (text) => {
  const parsed = pairs(text);
  if (!('value' in parsed)) return parsed;
  const isHeader = ([name, value]: readonly [string, string]) =>
    /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value);
  return Object.entries(parsed.value).every(isHeader)
    ? parsed
    : { problem: 'has a name or a value that no header of HTTP can have.' };
};

const ratio: Parse<number> = (text) => {
  const value = Number(text);
  return value >= 0 && value <= 1 ? { value } : { problem: `must be a number from 0 to 1, not "${text}".` };
};

/** These names are those of a standard, and may be set for other programs: without an endpoint, they mean nothing here. */
function ifSent<Value>(of: Setting<Value>): Setting<Value> {
  const isSent = (env: NodeJS.ProcessEnv) => ENDPOINTS.some((name) => (env[name] ?? '') !== '');
  return { ...of, read: (env) => (isSent(env) ? of.read(env) : { value: of.fallback }) };
}

const NO_PAIRS: Readonly<Record<string, string>> = {};

/** Where traces are sent: the variables of OpenTelemetry. */
export const TRACE_SETTINGS = {
  otlpEndpoint: setting<string | undefined, undefined>(
    {
      variable: ENDPOINTS[0],
      fallback: undefined,
      inWords: 'none',
      meaning: 'Where traces are sent over OTLP/HTTP, such as http://127.0.0.1:4318; /v1/traces is added.',
      show: withoutQuery,
    },
    endpoint,
  ),
  otlpTracesEndpoint: setting<string | undefined, undefined>(
    {
      variable: ENDPOINTS[1],
      fallback: undefined,
      inWords: 'none',
      meaning: 'The same for traces only: the whole address, which takes precedence.',
      show: withoutQuery,
    },
    endpoint,
  ),
  otlpHeaders: ifSent(
    setting<Readonly<Record<string, string>>, Readonly<Record<string, string>>>(
      {
        variable: 'OTEL_EXPORTER_OTLP_HEADERS',
        fallback: NO_PAIRS,
        inWords: 'none',
        meaning: 'Headers to send with them, as name=value, separated by commas and percent-encoded.',
        show: ONLY_SET,
      },
      headers,
    ),
  ),
  otelServiceName: ifSent(
    setting<string | undefined, undefined>(
      {
        variable: 'OTEL_SERVICE_NAME',
        fallback: undefined,
        inWords: 'claim-ledger',
        meaning: 'The name of the service in traces.',
      },
      anyText,
    ),
  ),
  otelResourceAttributes: ifSent(
    setting<Readonly<Record<string, string>>, Readonly<Record<string, string>>>(
      {
        variable: 'OTEL_RESOURCE_ATTRIBUTES',
        fallback: NO_PAIRS,
        inWords: 'none',
        meaning: 'What traces say of this instance, as name=value, separated by commas and percent-encoded.',
      },
      pairs,
    ),
  ),
  otelTracesSampler: ifSent(
    setting<SamplerName, 'parentbased_always_on'>(
      {
        variable: 'OTEL_TRACES_SAMPLER',
        fallback: 'parentbased_always_on',
        meaning:
          'Which traces are sent: always_on, always_off, traceidratio, or, if the caller has not decided, parentbased_always_on, parentbased_always_off, parentbased_traceidratio.',
      },
      oneOf(SAMPLERS),
    ),
  ),
  otelTracesSamplerArg: ifSent(
    setting(
      {
        variable: 'OTEL_TRACES_SAMPLER_ARG',
        fallback: 1,
        meaning: 'The share of traces that is sent, from 0 to 1, for the samplers that end with traceidratio.',
      },
      ratio,
    ),
  ),
  otelDisabled: ifSent(
    setting<'true' | 'false', 'false'>(
      {
        variable: 'OTEL_SDK_DISABLED',
        fallback: 'false',
        meaning: 'true: no traces are sent.',
      },
      (text) => oneOf(['true', 'false'])(text.toLowerCase()),
    ),
  ),
};
