import { AGGREGATES } from '../../../../src/ledger/event-catalog.js';
import type { DtoClass } from '../../../../src/validation/dto-class.js';
import type { EventSchemas } from '../../../../src/validation/event-definition.js';
import { EXAMPLES, HISTORY } from '../../../claims/fixtures.js';
import { BODIES } from '../../../validation/examples.js';
import { SearchedLedger } from './searched-ledger.js';
import { type Body, filled, hasWord, TEXT, WORD } from './words.js';

const CLAIM = 'talked-of';
/** What decides about policies has no words. */
const SCHEMAS: readonly EventSchemas[] = Object.values(AGGREGATES).filter(({ aggregate }) => aggregate !== 'policy');

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

let of: SearchedLedger;
beforeAll(async () => {
  of = await SearchedLedger.start();
});
afterAll(() => of.stop());

it('leaves a word of claims, actors, documents and narratives in no answer, feed, webhook and file', async () => {
  const { ledger, receiver } = of;
  const reports = await ledger.import(lines());
  expect(reports.filter((report) => 'problem' in report)).toEqual([]);
  await ledger.ready();
  await ledger.post('/v1/webhooks', { id: 'desk', url: receiver.url }).expect(201);
  await ledger.post('/v1/replays', { name: TEXT, scenario: { policy: 'strict/1' } }).expect(202);
  expect(hasWord(await of.feedTexts())).toBe(true);
  // The label of a verdict is the only text of others in it.
  const verification = async () =>
    JSON.stringify((await of.json(`/v1/claims/${CLAIM}`))['verification']).replaceAll(`${TEXT} as label`, '[redacted]');
  const before = await verification();
  const asOf = new Date().toISOString();

  await of.expectErased(SCHEMAS, 50);

  const { body: count } = await ledger.post('/v1/webhooks/desk/replays/count', {}).expect(200);
  await ledger.post('/v1/webhooks/desk/replays', { perSecond: 1_000 }).expect(201);
  const replayed = () => receiver.deliveries.filter(({ headers }) => headers['ledger-replay'] !== undefined);
  await receiver.until(() => replayed().length >= (count.count as number) / 2);
  expect(replayed().filter(({ body }) => hasWord(body))).toEqual([]);
  await ledger.post('/v1/replays', { scenario: { policy: 'strict/1' } }).expect(202);
  const body = { from: { asOf }, to: { policy: 'strict/1' }, claims: [CLAIM] };
  expect((await ledger.post('/v1/comparisons', body)).text).not.toContain(WORD);
  expect(await verification()).toBe(before);
});
