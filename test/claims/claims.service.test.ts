import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import type { Command } from '../../src/command-handling/decider.js';
import { uuidFrom } from '../../src/lib/digest.js';
import { IdempotencyKeyReusedError, NotFoundError } from '../../src/command-handling/errors.js';
import { requestIdempotency } from '../../src/command-handling/idempotency.js';
import { collect } from '../event-log/contract/support.js';
import {
  assertion,
  CLAIM,
  EXAMPLES,
  HISTORY,
  registerReferences,
  violationsIn,
  registration,
  type Services,
  createServices,
  EVENT_TYPES,
} from './fixtures.js';
import { REQUEST } from '../command-handling/support.js';

describe('ClaimsService', () => {
  let log: EventLog;
  let services: Services;
  beforeEach(async () => {
    log = SqliteEventLog.open(':memory:');
    services = createServices(log);
    await registerReferences(services);
  });
  afterEach(() => log.close());

  const record = (...commands: readonly Command[]) => services.claims.recordAll(CLAIM, commands, REQUEST);
  const stream = (claim = CLAIM) => collect(log.readStream(`claim-${claim}`));
  const command = ({ type, data }: (typeof HISTORY)[number]): Command => ({ type, ...data });

  it('records every type of entry as commanded', async () => {
    await record(...HISTORY.map(command));
    for (const type of EVENT_TYPES.filter((one) => one !== 'ClaimRegistered')) {
      await services.claims.record(CLAIM, { type, ...EXAMPLES[type] }, REQUEST);
    }
    expect((await stream()).slice(HISTORY.length).map(({ type, data }) => [type, data])).toEqual(
      EVENT_TYPES.filter((one) => one !== 'ClaimRegistered').map((type) => [type, EXAMPLES[type]]),
    );
  });

  it('adds default values to a registration and a denial', async () => {
    await record(registration);
    const { type, ...fields } = registration;
    expect(await stream()).toMatchObject([{ type, data: { ...fields, id: 'registered', about: [], topics: [] } }]);
    await record({ ...assertion, id: 'first' }, { type: 'ClaimDenied', by: ['nato'], basis: 'none-given', id: 'no' });
    expect((await stream()).at(-1)?.data).toMatchObject({ extent: 'whole' });
  });

  it('generates ids for entries without one', async () => {
    await record(registration, assertion, assertion);
    const ids = (await stream()).map(({ data }) => data['id']);
    expect(new Set(ids).size).toBe(3);
    expect(await violationsIn(record({ ...assertion, id: null }))).toEqual([{ pointer: '/id', code: 'is-string' }]);
    expect(await violationsIn(record({ ...assertion, id: 5 }))).toEqual([{ pointer: '/id', code: 'is-string' }]);
  });

  it('rejects commands with a pointer to the violation', async () => {
    await record(registration, { ...assertion, id: 'first' });
    expect(await violationsIn(record({ type: 'ClaimInvented' }))).toEqual([{ pointer: '/type', code: 'unknown-type' }]);
    expect(await violationsIn(record(assertion, { ...assertion, type: 'toString' }))).toEqual([
      { pointer: '/1/type', code: 'unknown-type' },
    ]);
    expect(await violationsIn(record(assertion, { ...assertion, basis: 'hearsay' }))).toEqual([
      { pointer: '/1/basis', code: 'not-in-list' },
    ]);
    expect(await violationsIn(record(assertion, { ...assertion, after: ['nowhere'] }))).toEqual([
      { pointer: '/1/after/0', code: 'unknown-entry' },
    ]);
    await expect(services.claims.record('nowhere', assertion, REQUEST)).rejects.toThrow(NotFoundError);
    expect(await stream()).toHaveLength(2);
  });

  it('rejects references to unknown actors, documents and claims', async () => {
    await record(registration);
    const strange: Command = {
      type: 'StatementReworded',
      by: ['tass', 'a'],
      onBehalfOf: ['b'],
      document: 'c',
      cites: [
        { actor: 'd', use: 'quotes' },
        { document: 'e', use: 'quotes' },
      ],
      of: 'remark/registered',
      takesBack: 'part',
      wording: { text: 'x', language: 'en' },
      replacementClaim: 'f',
    };
    expect(await violationsIn(record(assertion, strange))).toEqual([
      { pointer: '/1/replacementClaim', code: 'unknown-claim' },
      { pointer: '/1/by/1', code: 'unknown-actor' },
      { pointer: '/1/onBehalfOf/0', code: 'unknown-actor' },
      { pointer: '/1/document', code: 'unknown-document' },
      { pointer: '/1/cites/0/actor', code: 'unknown-actor' },
      { pointer: '/1/cites/1/document', code: 'unknown-document' },
    ]);
    expect(
      await violationsIn(record({ ...registration, about: ['tass', 'a'], kind: 'position', holder: 'b' })),
    ).toEqual([
      { pointer: '/holder', code: 'unknown-actor' },
      { pointer: '/about/1', code: 'unknown-actor' },
    ]);
    expect(await violationsIn(record({ type: 'ClaimAmended', about: ['a'] }))).toEqual([
      { pointer: '/about/0', code: 'unknown-actor' },
    ]);
    const search = { type: 'ConfirmationSought', by: ['checker'], asked: ['nato', 'a'], outcome: 'no-answer' };
    expect(await violationsIn(record(search))).toEqual([{ pointer: '/asked/1', code: 'unknown-actor' }]);
    const reading = { type: 'ClaimInterpreted', by: ['tass'], interprets: { document: 'a' } };
    expect(await violationsIn(record(reading))).toEqual([
      { pointer: '/interprets/document', code: 'unknown-document' },
    ]);
    for (const type of ['ClaimLinked', 'ClaimUnlinked']) {
      expect(await violationsIn(record({ type, relation: 'restates', other: 'a' }))).toEqual([
        { pointer: '/other', code: 'unknown-claim' },
      ]);
    }
  });

  it('rejects references to unknown entries of other claims', async () => {
    await services.claims.record('remark', { ...assertion, id: 'said' }, REQUEST);
    await record(registration);
    const denial = { type: 'ClaimDenied', by: ['nato'], basis: 'none-given' };
    await record({ ...denial, of: 'remark/said' });
    expect(await violationsIn(record(assertion, { ...denial, of: 'remark/unsaid', after: ['nowhere/said'] }))).toEqual([
      { pointer: '/1/after/0', code: 'unknown-entry' },
      { pointer: '/1/of', code: 'unknown-entry' },
    ]);
  });

  it('names unknown references together with bad fields', async () => {
    await record(registration);
    const wrong = {
      type: 'ClaimDenied',
      by: ['tass', 'natto'],
      basis: 'hearsay',
      about: 'x',
      of: 'nowhere',
      after: ['remark/unsaid', '!', 'nothing'],
      cites: [null, { actor: 'natto', document: 7, use: 'quotes' }],
    };
    expect(await violationsIn(record(assertion, wrong))).toEqual([
      { pointer: '/1/about', code: 'unknown-field' },
      { pointer: '/1/after/1', code: 'matches' },
      { pointer: '/1/cites/0', code: 'is-object' },
      { pointer: '/1/basis', code: 'not-in-list' },
      { pointer: '/1/after/0', code: 'unknown-entry' },
      { pointer: '/1/after/2', code: 'unknown-entry' },
      { pointer: '/1/of', code: 'unknown-entry' },
      { pointer: '/1/by/1', code: 'unknown-actor' },
      { pointer: '/1/cites/1/actor', code: 'unknown-actor' },
    ]);
    expect(await violationsIn(record({ ...wrong, type: 'ClaimWhispered', by: 'natto', cites: {} }))).toMatchObject([
      { pointer: '/type', code: 'unknown-type' },
      { pointer: '/of' },
      { pointer: '/after/0' },
      { pointer: '/after/2' },
    ]);
  });

  it('finds a merge in the stream of either claim', async () => {
    await record(registration);
    const merging = (type: string, other: string) => ({ type, relation: 'same-as', other });
    await services.claims.record('remark', merging('ClaimLinked', CLAIM), REQUEST);
    expect(await record(merging('ClaimLinked', 'remark'))).toMatchObject({ written: [] });
    expect(await record(merging('ClaimUnlinked', 'remark'))).toMatchObject({ written: [{}] });
    const again = services.claims.record('remark', merging('ClaimUnlinked', CLAIM), REQUEST);
    expect(await violationsIn(again)).toEqual([{ pointer: '/other', code: 'not-linked' }]);
    expect(await services.claims.record('remark', merging('ClaimLinked', CLAIM), REQUEST)).toMatchObject({
      written: [{ type: 'ClaimLinked' }],
    });
    const restating = { type: 'ClaimLinked', relation: 'restates', other: 'remark' };
    expect(await record(restating)).toMatchObject({ written: [{}] });
  });

  it('replays a request by its idempotency key, with the same generated ids', async () => {
    await record(registration);
    const body = [assertion, { ...assertion, wording: { text: 'x', language: 'en' } }];
    const again = (commands: readonly Command[]) =>
      services.claims.recordAll(CLAIM, commands, {
        ...REQUEST,
        idempotency: requestIdempotency('checker', 'POST', 'key', JSON.stringify(commands)),
      });
    const first = await again(body);
    const { key } = requestIdempotency('checker', 'POST', 'key', null);
    expect(first.written.map(({ data }) => data)).toMatchObject([0, 1].map((index) => ({ id: uuidFrom(key, index) })));
    expect(first).toMatchObject({ written: [{}, {}], revision: 2, replayed: false });
    expect(await again(body)).toEqual({ ...first, replayed: true });
    await expect(again([assertion])).rejects.toThrow(IdempotencyKeyReusedError);
    expect(await stream()).toHaveLength(3);
  });

  it('records a repeated command with an id once, without a key', async () => {
    await record(registration);
    const commands = [registration, { ...assertion, id: 'first' }];
    expect(await record(...commands)).toMatchObject({ revision: 1, written: [{}] });
    expect(await record(...commands)).toMatchObject({ revision: 1, written: [] });
  });
});

describe('ActorsService, DocumentsService and NarrativesService', () => {
  let log: EventLog;
  let services: Services;
  beforeEach(async () => {
    log = SqliteEventLog.open(':memory:');
    services = createServices(log);
    await registerReferences(services);
  });
  afterEach(() => log.close());

  it('reject references to unknown actors, documents and claims', async () => {
    const { actors, documents, narratives } = services;
    const unnamed = { type: 'ActorRegistered', kind: 'unnamed', name: 'x', description: 'x', outlet: 'a' };
    expect(await violationsIn(actors.record('x', unnamed, REQUEST))).toEqual([
      { pointer: '/outlet', code: 'unknown-actor' },
    ]);
    expect(await violationsIn(actors.record('tass', { type: 'ActorAmended', outlet: 'a' }, REQUEST))).toEqual([
      { pointer: '/outlet', code: 'unknown-actor' },
    ]);
    const mandate = { type: 'MandateRecorded', mandate: 'm', speaksFor: 'a', document: 'b' };
    expect(await violationsIn(actors.record('tass', mandate, REQUEST))).toEqual([
      { pointer: '/speaksFor', code: 'unknown-actor' },
      { pointer: '/document', code: 'unknown-document' },
    ]);
    for (const command of [
      { type: 'DocumentRegistered', publisher: 'a', title: 'x' },
      { type: 'DocumentAmended', publisher: 'a' },
    ]) {
      expect(await violationsIn(documents.record('report', command, REQUEST))).toEqual([
        { pointer: '/publisher', code: 'unknown-actor' },
      ]);
    }
    await narratives.record('n', { type: 'NarrativeRegistered', title: 'x' }, REQUEST);
    for (const type of ['NarrativeClaimAdded', 'NarrativeClaimRemoved']) {
      expect(await violationsIn(narratives.record('n', { type, claim: 'a' }, REQUEST))).toEqual([
        { pointer: '/claim', code: 'unknown-claim' },
      ]);
    }
  });

  it('record registrations and amendments', async () => {
    const { actors, documents, narratives } = services;
    await actors.record('tass', { type: 'ActorAmended', aliases: ['ТАСС'] }, REQUEST);
    await actors.record('tass', { type: 'MandateRecorded', mandate: 'm', speaksFor: 'russia' }, REQUEST);
    await documents.record('report', { type: 'DocumentAmended', publishedAt: '2023-11' }, REQUEST);
    await narratives.record('n', { type: 'NarrativeRegistered', title: 'x' }, REQUEST);
    await narratives.record('n', { type: 'NarrativeClaimAdded', claim: 'remark' }, REQUEST);
    const all = await collect(log.readAll());
    expect(all.slice(-5).map(({ stream, data }) => [stream, data])).toEqual([
      ['actor-tass', { aliases: ['ТАСС'] }],
      ['actor-tass', { mandate: 'm', speaksFor: 'russia' }],
      ['document-report', { publishedAt: '2023-11' }],
      ['narrative-n', { title: 'x' }],
      ['narrative-n', { claim: 'remark' }],
    ]);
    expect(all[0]?.data).toEqual({ kind: 'organization', name: 'tass', aliases: [] });
  });
});
