import { traceSettings } from '../../src/app/trace-settings.js';
import { ConfigError, configFrom } from '../../src/config.js';
import { packageInfo } from '../../src/lib/package-info.js';
import { SERVER_SETTINGS } from '../../src/settings/server-settings.js';

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
const read = (env: Readonly<Record<string, string>>) => traceSettings(configFrom(env));

describe('where traces are sent', () => {
  it.each([
    ['http://127.0.0.1:4318', 'http://127.0.0.1:4318/v1/traces'],
    ['https://otlp.example.org/tenant//', 'https://otlp.example.org/tenant/v1/traces'],
  ])('the endpoint %s is one for all signals', (endpoint, url) => {
    expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })?.url).toBe(url);
  });

  it('the endpoint for traces is used as it is, and takes precedence', () => {
    const own = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example.org/in?tenant=a' };
    expect(read({ ...ENDPOINT, ...own })?.url).toBe('https://traces.example.org/in?tenant=a');
    expect(read(own)?.url).toBe('https://traces.example.org/in?tenant=a');
  });

  it('nowhere without an endpoint, whatever else is set for other programs', () => {
    const others = {
      OTEL_EXPORTER_OTLP_ENDPOINT: '',
      OTEL_EXPORTER_OTLP_HEADERS: 'nonsense',
      OTEL_RESOURCE_ATTRIBUTES: 'nonsense',
      OTEL_TRACES_SAMPLER: 'jaeger_remote',
      OTEL_TRACES_SAMPLER_ARG: 'endpoint=http://x',
      OTEL_SDK_DISABLED: 'perhaps',
    };
    expect(read(others)).toBeUndefined();
  });

  it.each(['true', 'TRUE'])('nowhere if OTEL_SDK_DISABLED is %s', (text) => {
    expect(read({ ...ENDPOINT, OTEL_SDK_DISABLED: text })).toBeUndefined();
  });
});

it('takes headers, a name, attributes and a sampler', () => {
  const settings = read({
    ...ENDPOINT,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20YTpi, x-tenant = news ',
    OTEL_RESOURCE_ATTRIBUTES: 'service.name=other,deployment.environment.name=a%2Cb',
    OTEL_SERVICE_NAME: 'ledger',
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.25',
  });
  expect(settings).toMatchObject({
    headers: { authorization: 'Basic YTpi', 'x-tenant': 'news' },
    resource: {
      'service.name': 'ledger',
      'deployment.environment.name': 'a,b',
      'service.version': packageInfo().version,
    },
    sampler: 'parentbased_traceidratio',
    ratio: 0.25,
  });
  expect(read({ ...ENDPOINT, OTEL_RESOURCE_ATTRIBUTES: 'service.name=other' })?.resource['service.name']).toBe('other');
  expect(read(ENDPOINT)).toMatchObject({
    headers: {},
    resource: { 'service.name': 'claim-ledger' },
    sampler: 'parentbased_always_on',
    ratio: 1,
  });
});

it.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', '127.0.0.1:4318', 'must be an address that begins with http:// or https://'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'grpc://127.0.0.1:4317', 'must be an address that begins with http:// or https://'],
  ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'https://u:horse@x.example', 'takes no user name and no password'],
  ['OTEL_EXPORTER_OTLP_HEADERS', 'Bearer horse', 'must be pairs such as name=value'],
  ['OTEL_EXPORTER_OTLP_HEADERS', 'a=horse%', 'must be pairs such as name=value'],
  ['OTEL_EXPORTER_OTLP_HEADERS', 'a=horse%0Ab', 'has a name or a value that no header of HTTP can have'],
  ['OTEL_EXPORTER_OTLP_HEADERS', 'a b=horse', 'has a name or a value that no header of HTTP can have'],
  ['OTEL_RESOURCE_ATTRIBUTES', '=horse', 'must be pairs such as name=value'],
  ['OTEL_TRACES_SAMPLER', 'jaeger_remote', 'must be one of: always_on, always_off, traceidratio'],
  ['OTEL_TRACES_SAMPLER_ARG', '1.5', 'must be a number from 0 to 1, not "1.5"'],
  ['OTEL_TRACES_SAMPLER_ARG', 'x', 'must be a number from 0 to 1, not "x"'],
  ['OTEL_SDK_DISABLED', '1', 'must be one of: true, false'],
])('rejects %s=%s, and says nothing of what may be secret', (variable, text, problem) => {
  const rejected = () => read({ ...ENDPOINT, [variable]: text });
  expect(rejected).toThrow(ConfigError);
  expect(rejected).toThrow(`${variable} ${problem}`);
  expect(rejected).not.toThrow('horse');
});

it('shows addresses without their queries, and headers not at all', () => {
  const { otlpEndpoint, otlpHeaders } = SERVER_SETTINGS;
  expect(otlpEndpoint.show('https://x.example/in?key=horse#battery')).toBe('https://x.example/in?…');
  expect(otlpHeaders.show('authorization=horse')).toBe('set');
});
