import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import type { Command } from '../../src/command-handling/decider.js';
import { uuidFrom } from '../../src/lib/digest.js';
import { IdempotencyKeyReusedError, NotFoundError } from '../../src/command-handling/errors.js';
import { requestIdempotency } from '../../src/command-handling/idempotency.js';
import { collect } from '../event-log/contract/support.js';
import { CLAIM, EXAMPLES, HISTORY, TYPES } from './examples.js';
import { assertion, populate, refusalsIn, registration, REQUEST, type Services, servicesOn } from './fixtures.js';

describe('Claims, on a log,', () => {
  let log: EventLog;
  let services: Services;
  beforeEach(async () => {
    log = SqliteEventLog.open(':memory:');
    services = servicesOn(log);
    await populate(services);
  });
  afterEach(() => log.close());

  const record = (...commands: readonly Command[]) => services.claims.recordAll(CLAIM, commands, REQUEST);
  const stream = (claim = CLAIM) => collect(log.readStream(`claim-${claim}`));
  const command = ({ type, data }: (typeof HISTORY)[number]): Command => ({ type, ...data });

  it('take every entry as it is commanded', async () => {
    await record(...HISTORY.map(command));
    for (const type of TYPES.filter((one) => one !== 'ClaimRegistered')) {
      await services.claims.record(CLAIM, { type, ...EXAMPLES[type] }, REQUEST);
    }
    expect((await stream()).slice(HISTORY.length).map(({ type, data }) => [type, data])).toEqual(
      TYPES.filter((one) => one !== 'ClaimRegistered').map((type) => [type, EXAMPLES[type]]),
    );
  });

  it('are registered with what is left out: nobody it is about, no topics, and the entry called "registered"', async () => {
    await record(registration);
    const { type, ...fields } = registration;
    expect(await stream()).toMatchObject([{ type, data: { ...fields, id: 'registered', about: [], topics: [] } }]);
    await record({ ...assertion, id: 'first' }, { type: 'ClaimDenied', by: ['nato'], basis: 'none-given', id: 'no' });
    expect((await stream()).at(-1)?.data).toMatchObject({ extent: 'whole' });
  });

  it('get ids made for entries that come without', async () => {
    await record(registration, assertion, assertion);
    const ids = (await stream()).map(({ data }) => data['id']);
    expect(new Set(ids).size).toBe(3);
    expect(await refusalsIn(record({ ...assertion, id: null }))).toEqual([{ pointer: '/id', code: 'is-string' }]);
    expect(await refusalsIn(record({ ...assertion, id: 5 }))).toEqual([{ pointer: '/id', code: 'is-string' }]);
  });

  it('refuse at the place of what is wrong', async () => {
    await record(registration, { ...assertion, id: 'first' });
    expect(await refusalsIn(record({ type: 'ClaimInvented' }))).toEqual([{ pointer: '/type', code: 'unknown-type' }]);
    expect(await refusalsIn(record(assertion, { ...assertion, type: 'toString' }))).toEqual([
      { pointer: '/1/type', code: 'unknown-type' },
    ]);
    expect(await refusalsIn(record(assertion, { ...assertion, basis: 'hearsay' }))).toEqual([
      { pointer: '/1/basis', code: 'not-in-list' },
    ]);
    expect(await refusalsIn(record(assertion, { ...assertion, after: ['nowhere'] }))).toEqual([
      { pointer: '/1/after/0', code: 'unknown-entry' },
    ]);
    await expect(services.claims.record('nowhere', assertion, REQUEST)).rejects.toThrow(NotFoundError);
    expect(await stream()).toHaveLength(2);
  });

  it('name only actors, documents and claims that there are', async () => {
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
    expect(await refusalsIn(record(assertion, strange))).toEqual([
      { pointer: '/1/by/1', code: 'unknown-actor' },
      { pointer: '/1/onBehalfOf/0', code: 'unknown-actor' },
      { pointer: '/1/document', code: 'unknown-document' },
      { pointer: '/1/replacementClaim', code: 'unknown-claim' },
      { pointer: '/1/cites/0/actor', code: 'unknown-actor' },
      { pointer: '/1/cites/1/document', code: 'unknown-document' },
    ]);
    expect(await refusalsIn(record({ ...registration, about: ['tass', 'a'], kind: 'position', holder: 'b' }))).toEqual([
      { pointer: '/about/1', code: 'unknown-actor' },
      { pointer: '/holder', code: 'unknown-actor' },
    ]);
    expect(await refusalsIn(record({ type: 'ClaimAmended', about: ['a'] }))).toEqual([
      { pointer: '/about/0', code: 'unknown-actor' },
    ]);
    const search = { type: 'ConfirmationSought', by: ['checker'], asked: ['nato', 'a'], outcome: 'no-answer' };
    expect(await refusalsIn(record(search))).toEqual([{ pointer: '/asked/1', code: 'unknown-actor' }]);
    const reading = { type: 'ClaimInterpreted', by: ['tass'], interprets: { document: 'a' } };
    expect(await refusalsIn(record(reading))).toEqual([{ pointer: '/interprets/document', code: 'unknown-document' }]);
    for (const type of ['ClaimLinked', 'ClaimUnlinked']) {
      expect(await refusalsIn(record({ type, relation: 'restates', other: 'a' }))).toEqual([
        { pointer: '/other', code: 'unknown-claim' },
      ]);
    }
  });

  it('name only entries of other claims that there are', async () => {
    await services.claims.record('remark', { ...assertion, id: 'said' }, REQUEST);
    await record(registration);
    const denial = { type: 'ClaimDenied', by: ['nato'], basis: 'none-given' };
    await record({ ...denial, of: 'remark/said' });
    expect(await refusalsIn(record(assertion, { ...denial, of: 'remark/unsaid', after: ['nowhere/said'] }))).toEqual([
      { pointer: '/1/of', code: 'unknown-entry' },
      { pointer: '/1/after/0', code: 'unknown-entry' },
    ]);
  });

  it('see a merge in either stream', async () => {
    await record(registration);
    const merging = (type: string, other: string) => ({ type, relation: 'same-as', other });
    await services.claims.record('remark', merging('ClaimLinked', CLAIM), REQUEST);
    expect(await record(merging('ClaimLinked', 'remark'))).toMatchObject({ written: [] });
    expect(await record(merging('ClaimUnlinked', 'remark'))).toMatchObject({ written: [{}] });
    const again = services.claims.record('remark', merging('ClaimUnlinked', CLAIM), REQUEST);
    expect(await refusalsIn(again)).toEqual([{ pointer: '/other', code: 'not-linked' }]);
    expect(await services.claims.record('remark', merging('ClaimLinked', CLAIM), REQUEST)).toMatchObject({
      written: [{ type: 'ClaimLinked' }],
    });
    const restating = { type: 'ClaimLinked', relation: 'restates', other: 'remark' };
    expect(await record(restating)).toMatchObject({ written: [{}] });
  });

  it('know a request again, made ids and all', async () => {
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

  it('take the same command with an id of its own once, without any key', async () => {
    await record(registration);
    const commands = [registration, { ...assertion, id: 'first' }];
    expect(await record(...commands)).toMatchObject({ revision: 1, written: [{}] });
    expect(await record(...commands)).toMatchObject({ revision: 1, written: [] });
  });
});

describe('Actors, documents and narratives, on a log,', () => {
  let log: EventLog;
  let services: Services;
  beforeEach(async () => {
    log = SqliteEventLog.open(':memory:');
    services = servicesOn(log);
    await populate(services);
  });
  afterEach(() => log.close());

  it('name only what there is', async () => {
    const { actors, documents, narratives } = services;
    const unnamed = { type: 'ActorRegistered', kind: 'unnamed', name: 'x', description: 'x', outlet: 'a' };
    expect(await refusalsIn(actors.record('x', unnamed, REQUEST))).toEqual([
      { pointer: '/outlet', code: 'unknown-actor' },
    ]);
    expect(await refusalsIn(actors.record('tass', { type: 'ActorAmended', outlet: 'a' }, REQUEST))).toEqual([
      { pointer: '/outlet', code: 'unknown-actor' },
    ]);
    const mandate = { type: 'MandateRecorded', mandate: 'm', speaksFor: 'a', document: 'b' };
    expect(await refusalsIn(actors.record('tass', mandate, REQUEST))).toEqual([
      { pointer: '/speaksFor', code: 'unknown-actor' },
      { pointer: '/document', code: 'unknown-document' },
    ]);
    for (const command of [
      { type: 'DocumentRegistered', publisher: 'a', title: 'x' },
      { type: 'DocumentAmended', publisher: 'a' },
    ]) {
      expect(await refusalsIn(documents.record('report', command, REQUEST))).toEqual([
        { pointer: '/publisher', code: 'unknown-actor' },
      ]);
    }
    await narratives.record('n', { type: 'NarrativeRegistered', title: 'x' }, REQUEST);
    for (const type of ['NarrativeClaimAdded', 'NarrativeClaimRemoved']) {
      expect(await refusalsIn(narratives.record('n', { type, claim: 'a' }, REQUEST))).toEqual([
        { pointer: '/claim', code: 'unknown-claim' },
      ]);
    }
  });

  it('are recorded and amended', async () => {
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
