import { spawnSync } from 'node:child_process';
import request from 'supertest';
import { ACCESS_EVENTS } from '../../../src/access/access.event-types.js';
import { CommandExecutor } from '../../../src/command-handling/command-executor.js';
import { deliveryDecider } from '../../../src/deliveries/delivery.decider.js';
import { DELIVERY_EVENTS } from '../../../src/deliveries/delivery.event-types.js';
import { deliveryStream } from '../../../src/deliveries/delivery.events.js';
import { redactableFields } from '../../../src/erasure/redactable-fields.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { PAGES } from '../../../src/explorer/pages.js';
import { AGGREGATES } from '../../../src/ledger/event-catalog.js';
import type { DtoClass } from '../../../src/validation/dto-class.js';
import type { EventSchemas } from '../../../src/validation/event-definition.js';
import { freeTextIn } from '../../../src/validation/free-text.js';
import { planOf } from '../../../src/validation/validation-plan.js';
import { INTEGRATION_EVENTS } from '../../../src/webhooks/inbound/integrations/integration.event-types.js';
import { integrationSchemas } from '../../../src/webhooks/inbound/stored-events.js';
import { seenEndpoint } from '../../../src/webhooks/outbound/dispatch/endpoint.js';
import { webhookSchemas } from '../../../src/webhooks/outbound/stored-events.js';
import {
  type WebhookCommand,
  webhooksDecider,
} from '../../../src/webhooks/outbound/subscriptions/subscription.decider.js';
import { WEBHOOK_EVENTS } from '../../../src/webhooks/outbound/subscriptions/subscription.event-types.js';
import { WEBHOOKS_STREAM } from '../../../src/webhooks/outbound/subscriptions/subscription.events.js';
import type { Webhook } from '../../../src/webhooks/outbound/subscriptions/subscription.state.js';
import { EXAMPLES, HISTORY } from '../../claims/fixtures.js';
import { REQUEST } from '../../command-handling/support.js';
import { deliver } from '../../support/deliveries.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { ServedDocument } from '../../support/openapi-document.js';
import { SseClient } from '../../support/sse-client.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';
import { BODIES } from '../../validation/examples.js';
import { asText, TestLedger } from './test-ledger.js';

const WORD = 'Zzyzx';
const TEXT = `What ${WORD} said`;
const CLAIM = 'talked-of';
const BROWSER = 'text/html,application/xhtml+xml';
const SENDER_SECRET = 'a-secret-of-the-sender';
/** What decides about policies, and who leads, has no words. */
const SCHEMAS: readonly EventSchemas[] = [
  ...Object.values(AGGREGATES).filter(({ aggregate }) => aggregate !== 'policy'),
  ...[ACCESS_EVENTS, DELIVERY_EVENTS, WEBHOOK_EVENTS, INTEGRATION_EVENTS],
];
const schemasOf = (stream: string) => webhookSchemas(stream) ?? integrationSchemas(stream);
const fieldsOf = (event: RecordedEvent) => redactableFields(event, schemasOf);

type Body = Readonly<Record<string, unknown>>;

/** JSON Pointers to all fields of a class that have words, without the numbers of items. */
const patternsOf = (dto: DtoClass): string[] => {
  const sample = (of: DtoClass): Body =>
    Object.fromEntries(planOf(of).fields.map(({ name, nested }) => [name, nested ? [sample(nested.dto)] : 'a word']));
  return freeTextIn(dto, sample(dto)).map(withoutNumbers);
};
const withoutNumbers = (pointer: string): string => pointer.replace(/\/\d+(?=\/|$)/g, '');

/** The body with the word in every field that can have words, also in those that it lacks. */
function filled(dto: DtoClass, body: Body): Body {
  const patterns = new Set(patternsOf(dto).map((pattern) => pattern.split('/')[1]));
  const words = planOf(dto).fields.flatMap(({ name, nested, checks }): [string, unknown][] => {
    if (!patterns.has(name)) return [];
    const value = body[name];
    if (nested) {
      if (Array.isArray(value)) return [[name, value.map((item: Body) => filled(nested.dto, item))]];
      const inner = (value ?? (name === 'wording' ? { language: 'en' } : {})) as Body;
      return [[name, filled(nested.dto, inner)]];
    }
    if (/url$/i.test(name)) return [[name, `https://example.org/${WORD}/${name}`]];
    return [[name, checks.some((check) => check.name === 'isArray') ? [`${TEXT} of ${name}`] : `${TEXT} as ${name}`]];
  });
  return { ...body, ...Object.fromEntries(words) };
}

const dtoOf = (type: string): DtoClass => {
  const schema = SCHEMAS.map(({ types }) => types[type]).find((found) => found !== undefined);
  if (!schema) throw new Error(`There is no type ${type}.`);
  return schema.dto;
};

/** Lines of an import, with the word in every field of every type of event. */
function lines(): object[] {
  const actor = (id: string) => ({ type: 'ActorRegistered', actor: id, kind: 'organization', name: id });
  const others = ['russia', 'el-pais', 'nato', 'jenssen', 'ukraine', 'checker', 'newsweek', 'nato-hq', 'tass', 'ria'];
  const plain = (id: string) => ({ type: 'ClaimRegistered', claim: id, text: id, language: 'en', kind: 'factual' });
  const of = (type: string, target: object, body: Body = BODIES[type] ?? {}) => ({
    ...{ type, ...target },
    ...filled(dtoOf(type), body),
  });
  const { EntryVoided: voided, ClaimRegistered: _registered, ...entries } = EXAMPLES;
  const [registered, ...before] = HISTORY;
  return [
    ...others.map(actor),
    { type: 'DocumentRegistered', document: 'report', publisher: 'tass', title: 'Report' },
    { type: 'DocumentRegistered', document: 'cv', publisher: 'tass', title: 'CV' },
    ...['remark', 'talks'].map(plain),
    of('ActorRegistered', { actor: 'diplomat' }),
    of('ActorAmended', { actor: 'diplomat' }, { ...BODIES.ActorAmended, kind: 'unnamed' }),
    of('MandateRecorded', { actor: 'jenssen' }),
    of('MandateVoided', { actor: 'jenssen' }),
    of('DocumentRegistered', { document: 'leak' }),
    of('DocumentAmended', { document: 'leak' }),
    of('NarrativeRegistered', { narrative: 'affair' }),
    of('ClaimRegistered', { claim: CLAIM }, registered?.data as unknown as Body),
    of('NarrativeAmended', { narrative: 'affair' }),
    { type: 'NarrativeClaimAdded', narrative: 'affair', claim: CLAIM },
    ...before.map(({ type, data }) => of(type, { claim: CLAIM }, data as unknown as Body)),
    ...Object.entries(entries).map(([type, data]) => of(type, { claim: CLAIM }, data as unknown as Body)),
    of('EntryVoided', { claim: CLAIM }, voided as unknown as Body),
  ];
}

let ledger: TestLedger;
let receiver: WebhookReceiver;
let counsel: string;
beforeAll(async () => {
  renewExplorerFiles();
  receiver = await WebhookReceiver.start();
  receiver.answer = ({ path, body }) =>
    path.endsWith('/silent') ? new Promise(() => undefined) : { status: 200, body: `You sent ${body}` };
  ledger = await TestLedger.start({
    CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
    CLAIM_LEDGER_RATE_LIMIT: 'off',
  });
  const { body } = await ledger.post('/v1/keys', { principal: 'counsel', scopes: ['admin'] }).expect(201);
  counsel = body.key as string;
});
afterAll(async () => {
  await ledger.stop();
  await receiver.stop();
});

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
const get = (path: string, accept = '*/*') => asText(ledger.write('get', path).set('Accept', accept));
const json = async (path: string) => (await ledger.write('get', path).expect(200)).body as Record<string, unknown>;
const items = async (path: string) => (await json(path))['items'] as Record<string, unknown>[];
const ids = async (path: string) => (await items(path)).map(({ id }) => id as string);
const executor = () => ledger.app.get(CommandExecutor, { strict: false });
/** The word as it is, and as it is in base64 at each of the three places where it can begin. */
const FORMS = [
  WORD,
  ...[0, 1, 2].map((before) =>
    Buffer.from('-'.repeat(before) + WORD)
      .toString('base64')
      .slice(before === 0 ? 0 : before + 1, before === 2 ? undefined : -2)
      .replace(/=+$/, ''),
  ),
];
const hasWord = (text: string): boolean =>
  text.toLowerCase().includes(WORD.toLowerCase()) || FORMS.slice(1).some((form) => text.includes(form));
/** The files of the data folder with the word. In a process of its own: here, closing a file would end its locks. */
const filesWithWord = (): string[] => {
  const forms = FORMS.flatMap((form) => ['-e', form]);
  const plain = spawnSync('grep', ['-rlai', WORD, ledger.folder], { encoding: 'utf8' });
  const encoded = spawnSync('grep', ['-rlaF', ...forms, ledger.folder], { encoding: 'utf8' });
  return `${plain.stdout}${encoded.stdout}`.split('\n').filter((name) => name !== '');
};
async function eventsOfLog(): Promise<RecordedEvent[]> {
  const log = await ledger.openLog();
  const events: RecordedEvent[] = [];
  for await (const event of log.readAll()) events.push(event);
  await log.close();
  return events;
}

/** Webhooks, with what a dispatcher finds about one. */
async function recordWebhooks(): Promise<void> {
  await ledger.post('/v1/webhooks', { id: 'desk', url: receiver.url, description: TEXT }).expect(201);
  const silent = { url: `${receiver.url}/silent`, handshake: 'challenge' };
  await ledger.post('/v1/webhooks', { id: 'found', ...silent, description: TEXT }).expect(201);
  const failing = {
    format: 'template',
    template: '$number(event.data.quote.text)',
    filter: { types: ['claim.denied'] },
  };
  await ledger.post('/v1/webhooks', { id: 'failing', url: receiver.url, ...failing }).expect(201);
  await ledger
    .write('patch', '/v1/webhooks/found')
    .send({ description: `${TEXT} now` })
    .expect(201);
  const find = async (command: (webhook: Webhook) => WebhookCommand): Promise<void> => {
    const { webhooks } = await executor().loadState(WEBHOOKS_STREAM, webhooksDecider);
    await executor().record(WEBHOOKS_STREAM, webhooksDecider, command(webhooks.get('found') as Webhook), REQUEST);
  };
  const webhook = 'found';
  const delivery = '00000000-0000-4000-8000-000000000001';
  await find(() => ({ command: 'abandon', webhook, delivery, detail: TEXT }));
  await find((known) => ({ command: 'handshake-failed', webhook, reason: TEXT, seen: seenEndpoint(known) }));
  await ledger.post('/v1/webhooks/found/resume', {}).expect(201);
  await find((known) => ({ command: 'disable', webhook, because: 'gone', detail: TEXT, seen: seenEndpoint(known) }));
  await ledger.post('/v1/webhooks/found/pause', { reason: TEXT }).expect(201);
}

/** An integration with a delivery that was processed, one in several parts that failed, and one that was dropped. */
async function recordDeliveries(): Promise<void> {
  const integration = { id: 'wire', verification: 'bearer', secret: SENDER_SECRET, mapping: { kind: 'commands' } };
  await ledger.post('/v1/integrations', { ...integration, name: TEXT }).expect(201);
  await ledger
    .write('patch', '/v1/integrations/wire')
    .send({ name: `${TEXT} now` })
    .expect(201);
  const send = async (key: string, body: string | Buffer): Promise<string> => {
    const headers = { Authorization: `Bearer ${SENDER_SECRET}`, 'Idempotency-Key': key, 'X-About': TEXT };
    return (await deliver(ledger, 'wire', headers, body)).body.id as string;
  };
  const line = { type: 'ClaimReported', claim: CLAIM, id: 'delivered', by: ['tass'], basis: 'none-given' };
  const processed = await send('k1', JSON.stringify({ ...line, quote: { text: TEXT } }));
  const path = '/v1/integrations/wire/deliveries';
  while ((await json(`${path}/${processed}`))['status'] !== 'processed') await pause();
  await ledger.post('/v1/integrations/wire/pause', { reason: TEXT }).expect(201);
  const failed = await send('k2', JSON.stringify({ ...line, quote: { text: `${WORD} `.repeat(20_000) } }));
  const errors = [{ pointer: '/quote/text', code: 'too-long', message: TEXT }];
  const recorded = { commands: 0, unchanged: 0, claims: [], entries: [] };
  const outcome = { recorded, message: TEXT, command: 1, errors };
  await executor().record(deliveryStream(failed), deliveryDecider, { command: 'finish', attempt: 0, outcome }, REQUEST);
  const dropped = await send('k3', Buffer.from([0xff, 0xfe, ...Buffer.from(TEXT)]));
  await ledger.post(`${path}/${dropped}/drop`, { reason: TEXT }).expect(201);
}

async function recordAccess(): Promise<void> {
  const body = { principal: 'jane', name: TEXT, scopes: ['read'], label: TEXT };
  const { body: made } = await ledger.post('/v1/keys', body).expect(201);
  const amended = { type: 'PrincipalAmended', name: `${TEXT} now` };
  await ledger.post('/v1/principals/jane/events', amended).expect(201);
  const { id } = made as { id: string };
  await ledger.post(`/v1/keys/${id}/revoke`, { reason: TEXT }).expect(201);
}

/** What is at a name in braces of a path, and at a part of the address of a page. */
async function namesIn(path: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const by = (name: string, values: readonly string[]) => values.map((value) => ({ [name]: value }));
  if (path.includes('{delivery}')) {
    return (await ids('/v1/integrations/wire/deliveries')).map((delivery) => ({ id: 'wire', delivery }));
  }
  if (path.includes('{entry}')) {
    const entries = (await items(`/v1/claims/${CLAIM}/history?limit=200`)).map(({ entry }) => entry as string);
    return entries.map((entry) => ({ id: CLAIM, entry: entry.split('/').at(-1) ?? '' }));
  }
  if (path.includes('{position}')) {
    const { body } = await get('/v1/events?limit=200');
    return by(
      'position',
      (JSON.parse(body as string) as { sequence: string }[]).map(({ sequence }) => sequence),
    );
  }
  const noun = /^\/(?:v1\/)?([\w-]+)\/\{id\}/.exec(path)?.[1];
  // Each of them takes a thread a second.
  if (/\/(?:reach|reliance)/.test(path) && path.includes('{id}')) return by('id', ['diplomat', 'tass']);
  if (path.includes('{version}')) return [{ id: 'standard', version: '1' }];
  if (path.includes('{type}')) return [{ type: 'claim-ledger.claim.denied.v1' }];
  if (path.includes('{file}')) return [];
  if (noun === undefined) return path.includes('{') ? [] : [{}];
  return by('id', await ids(`/v1/${noun}?limit=200`.replace(/(replays|webhooks|integrations|redactions)\?.*/, '$1')));
}

/** Every address of the API and of the pages that can be read, with the ids that there are, now and as of a moment. */
async function addresses(asOf: string): Promise<Map<string, string[]>> {
  const { operations } = await ServedDocument.of(ledger);
  const found = new Map<string, string[]>();
  const moment = `asOf=${encodeURIComponent(asOf)}`;
  const add = async (path: string, queries: readonly string[]): Promise<void> => {
    const names = await namesIn(path);
    const filledIn = names.map((name) =>
      path.replace(/\{(\w+)\}/g, (_whole, part: string) => encodeURIComponent(name[part] ?? '')),
    );
    found.set(
      path,
      filledIn.flatMap((address) => queries.map((query) => address + query)),
    );
  };
  for (const { path, method, operation } of operations) {
    if (method !== 'get') continue;
    const parameters = JSON.stringify(operation.parameters);
    const has = (name: string): boolean => parameters.includes(`"${name}"`) || parameters.includes(`/${name}"`);
    const required: Record<string, string> = {
      '/v1/comparisons': `?from=${encodeURIComponent(asOf)}`,
      '/v1/similar-claims': `?text=${WORD}`,
      '/v1/similar-actors': `?name=${WORD}`,
      '/v1/reliance-entries': '?carrier=tass&carried=el-pais',
    };
    const first = required[path] ?? '';
    const more = (query: string): string => (first === '' ? `?${query}` : `${first}&${query}`);
    await add(path, [
      first,
      ...(has('asOf') ? [more(moment)] : []),
      ...(has('format') ? [more('format=csv')] : []),
      ...(has('q') ? [more(`q=${WORD}`), more(`q=${WORD}&${moment}`)] : []),
      ...(has('policy') && !has('q') ? [more('policy=strict/1')] : []),
    ]);
  }
  for (const { pattern } of PAGES) {
    const path = pattern.replace(/:(\w+)/g, '{$1}');
    await add(path === '/' ? '/?' : path, ['', `?${moment}`]);
  }
  return found;
}

/** The addresses whose answers have the word. */
async function withWord(found: Map<string, string[]>): Promise<string[]> {
  const having: string[] = [];
  for (const [path, list] of found) {
    for (const address of list) {
      const { body, text, status } = await get(address, path.startsWith('/v1') ? '*/*' : BROWSER);
      // `null` is what there is no answer for, such as a page that needs a session.
      if (status >= 500) throw new Error(`${address} answers ${status}.`);
      // What was searched for is in the form of the page, and in links to more.
      if (hasWord(String(body ?? text).replaceAll(/q=Zzyzx/g, ''))) having.push(address);
    }
  }
  return having;
}

/** What the feeds send from the beginning. */
async function feedTexts(): Promise<string> {
  const texts: string[] = [];
  for (const path of ['/v1/events', '/v1/changes']) {
    const { body } = await get(`${path}?limit=200`);
    const all = (JSON.parse(body as string) as unknown[]).length;
    const client = await SseClient.open(`${ledger.url}${path}?after=beginning`, {
      Authorization: `Bearer ${ledger.key}`,
    });
    await client.waitUntil(() => client.messages.length >= all);
    texts.push(JSON.stringify(client.messages));
    client.close();
  }
  return texts.join('\n');
}

it('leaves a word in no answer and in no file, wherever it was', async () => {
  await recordAccess();
  const reports = await ledger.import(lines());
  expect(reports.filter((report) => 'problem' in report)).toEqual([]);
  await recordWebhooks();
  await recordDeliveries();
  await ledger.ready();
  await ledger
    .post(`/v1/claims/${CLAIM}/entries`, {
      ...{ type: 'ClaimDenied', id: 'sent', by: ['nato'], basis: 'none-given', quote: { text: TEXT } },
    })
    .expect(201);
  await ledger.post('/v1/replays', { name: TEXT, scenario: { policy: 'strict/1' } }).expect(202);
  for (const id of ['desk', 'failing'])
    while (!JSON.stringify(await items(`/v1/webhooks/${id}/deliveries`)).includes(WORD)) await pause();

  // Every field that can have words has the word, so nothing is left out.
  const targets = (await eventsOfLog()).filter((event) => hasWord(JSON.stringify(event.data)));
  const covered = targets.flatMap((event) => fieldsOf(event).map((field) => `${event.type} ${withoutNumbers(field)}`));
  const expected = SCHEMAS.flatMap(({ types }) =>
    Object.entries<{ readonly dto: DtoClass }>(types).flatMap(([type, { dto }]) =>
      patternsOf(dto).map((pattern) => `${type} ${pattern}`),
    ),
  );
  expect([...new Set(covered)].sort()).toEqual([...new Set(expected)].sort());

  // The label of a verdict is the only text of others in it.
  const verification = async () =>
    JSON.stringify((await json(`/v1/claims/${CLAIM}`))['verification']).replaceAll(`${TEXT} as label`, '[redacted]');
  const before = await verification();
  const asOf = new Date().toISOString();
  const known = await addresses(asOf);
  const having = new Set((await withWord(known)).map((address) => address.replace(/\?.*/, '')));
  expect(having.size).toBeGreaterThan(50);
  expect(filesWithWord().length).toBeGreaterThan(2);
  expect(hasWord(await feedTexts())).toBe(true);

  const redactions: string[] = [];
  for (const { stream, revision } of targets) {
    const why = { reason: 'Right to erasure', authority: 'Art. 17 GDPR' };
    const { body } = await ledger.post('/v1/redactions', { stream, revision, ...why }).expect(201);
    const id = body.id as string;
    await request(ledger.url)
      .post(`/v1/redactions/${id}/approve`)
      .set('Authorization', `Bearer ${counsel}`)
      .expect(201);
    redactions.push(id);
  }
  for (const id of redactions) {
    for (;;) {
      const { erasure } = await json(`/v1/redactions/${id}`);
      if (!Object.values(erasure as object).includes('pending')) break;
      await pause();
    }
  }
  expect(filesWithWord()).toEqual([]);

  const sent = receiver.deliveries.length;
  await ledger.post('/v1/webhooks/desk/redeliver', {}).expect(202);
  const { body: count } = await ledger.post('/v1/webhooks/desk/replays/count', {}).expect(200);
  await ledger.post('/v1/webhooks/desk/replays', { perSecond: 1_000 }).expect(201);
  const sentSince = () => receiver.deliveries.slice(sent);
  await receiver.until(
    () =>
      sentSince().filter(({ headers }) => headers['ledger-replay'] !== undefined).length >= (count.count as number) / 2,
  );
  expect(sentSince().filter(({ body }) => hasWord(body))).toEqual([]);

  await ledger.post('/v1/replays', { scenario: { policy: 'strict/1' } }).expect(202);
  expect(await withWord(await addresses(asOf))).toEqual([]);
  expect(hasWord(await feedTexts())).toBe(false);
  const body = { from: { asOf }, to: { policy: 'strict/1' }, claims: [CLAIM] };
  expect((await ledger.post('/v1/comparisons', body)).text).not.toContain(WORD);
  expect(await verification()).toBe(before);
  expect(filesWithWord()).toEqual([]);
});
