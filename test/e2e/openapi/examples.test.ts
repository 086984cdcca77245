import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { SECURITY_HEADERS } from '../../../src/http/security-headers.js';
import type { Example } from '../../../src/openapi/build-artifacts.js';
import type { TestLedger } from '../api/test-ledger.js';
import { seededLedger, ServedDocument } from '../../support/openapi-document.js';
import { Substitutions, maskVolatileValues } from './mask-volatile-values.js';

const FILE = join(import.meta.dirname, '..', '..', '..', 'src', 'openapi', 'examples.json');
const examples = JSON.parse(readFileSync(FILE, 'utf8')) as Example[];

/** `RECORD_EXAMPLES=1` saves the present responses, after an intended change of the API. */
const recording = process.env['RECORD_EXAMPLES'] === '1';

describe('OpenAPI: examples', () => {
  let ledger: TestLedger;
  let served: ServedDocument;
  const answered: Example[] = [];
  const substitutions = new Substitutions();

  beforeAll(async () => {
    ledger = await seededLedger();
    served = await ServedDocument.of(ledger);
  });
  afterAll(async () => {
    await ledger.stop();
    if (recording && answered.length === examples.length) writeFileSync(FILE, `${JSON.stringify(answered, null, 2)}\n`);
  });

  it('cover every operation', () => {
    const shown = new Set(examples.map(({ operation }) => operation));
    expect(served.operations.map(({ operation }) => operation.operationId).filter((id) => !shown.has(id))).toEqual([]);
  });

  it.each(examples.map((example, index) => [`${example.operation}: ${example.summary}`, example, index] as const))(
    '%s',
    async (_name, example) => {
      const operation = served.find(example.operation);
      const asked = substitutions.in(example);
      if (typeof asked.body === 'object' && asked.status < 300) {
        expect(operation.requestErrors(asked.body)).toEqual([]);
      }
      const response = await send(ledger, operation, asked);
      expect([response.status, response.text]).toEqual([example.status, expect.anything()]);
      const type = response.headers['content-type'];
      const isJson = /[/+]json/.test(type ?? '');
      const body: unknown = isJson ? JSON.parse(response.text) : response.text;
      expect(operation.responseErrors(response.status, type, body)).toEqual([]);
      expectDescribedHeaders(response.headers, operation.headersOf(response.status));
      const whole = searchesLog(example) ? await withNextPages(ledger, operation, asked, body as LogPage) : body;
      const answer = isJson && example.operation !== 'openApiGet' ? whole : undefined;
      substitutions.learn(example, answer);
      answered.push({ ...asked, ...(answer !== undefined && { answer }) });
      const compared = (each: unknown): unknown => {
        const masked = maskVolatileValues(dispatches(example) ? withoutRevisions(each) : each);
        return listsSeeds(example) ? sorted(masked) : masked;
      };
      if (!recording) expect(compared(answer)).toEqual(compared(example.answer));
    },
  );
});

/** Meanwhile, the dispatcher may have recorded the end of a replay to the webhook, or not yet. */
const dispatches = ({ operation }: Example): boolean => ['webhooksRemove', 'redactionsFind'].includes(operation);

const withoutRevisions = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (name, value: unknown) => (/^(?:revision|searched)$/.test(name) ? 0 : value)));

/** Entries of the seeds are listed in the order of recording, in which lines that don't depend on each other vary. */
const listsSeeds = ({ operation }: Example): boolean => /^(comparisons|reliance)/.test(operation);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sorted).map((item) => [JSON.stringify(item), item] as const);
    return items.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, sorted(member)]));
}

function send(ledger: TestLedger, { path, method }: { path: string; method: string }, example: Example) {
  const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => example.path?.[name] ?? '');
  const call = request(ledger.url)
    [method as 'get' | 'post' | 'put' | 'delete'](address)
    .query(example.query ?? {})
    .set('Authorization', `Bearer ${ledger.key}`)
    .set(example.headers ?? {})
    .buffer(true)
    .parse((response, done) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        (response as unknown as { text: string }).text = text;
        done(null, text);
      });
    });
  if (example.body === undefined) return call;
  return typeof example.body === 'string'
    ? call.type('application/x-ndjson').send(example.body)
    : call.send(example.body as object);
}

const searchesLog = ({ operation }: Example): boolean => operation === 'redactionsFind';

interface LogPage {
  readonly items: readonly unknown[];
  readonly searched: number;
  readonly next?: string;
}

/** A page ends after a second, also before the end of the log if the machine is busy. */
async function withNextPages(
  ledger: TestLedger,
  operation: { path: string; method: string },
  asked: Example,
  first: LogPage,
): Promise<LogPage> {
  let { items, searched, next } = first;
  while (next !== undefined) {
    const response = await send(ledger, operation, { ...asked, body: { ...(asked.body as object), after: next } });
    const page = JSON.parse(response.text) as LogPage;
    items = [...items, ...page.items];
    searched += page.searched;
    ({ next } = page);
  }
  return { items, searched };
}

/** Headers of every response, about the connection and the body, and those for browsers. */
const PLAIN = new Set(['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'transfer-encoding']);
const OF_ALL = new Set(Object.keys(SECURITY_HEADERS).map((name) => name.toLowerCase()));

function expectDescribedHeaders(headers: Readonly<Record<string, string>>, described: readonly string[]): void {
  const sent = Object.keys(headers).filter((name) => !PLAIN.has(name) && !OF_ALL.has(name));
  expect(sent.filter((name) => !described.includes(name))).toEqual([]);
}
