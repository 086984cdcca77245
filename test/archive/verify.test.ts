import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { faultLine } from '../../src/archive/faults.js';
import type { JsonObject, RecordedEvent } from '../../src/event-log/event-log.js';
import { SqliteLogInspector } from '../../src/event-log/sqlite-log-inspector.js';
import type { Fact, Noun } from '../../src/recording/fact.js';
import { Log } from '../verification/histories-log.js';
import type { AnyTypes } from '../verification/naive-record.js';
import { removeFolders, TestFolder } from './a-folder.js';
import type { Plan } from './logs.js';

jest.setTimeout(60_000);
afterAll(removeFolders);

const report = (id: string, by: string) => ({ type: 'ClaimReported', data: { id, by: [by], basis: 'none-given' } });
const claim = (text: string) => ({
  id: 'registered',
  text,
  language: 'en',
  kind: 'factual',
  about: [],
  topics: ['land'],
});

/** A small ledger: positions 1 to 11. */
const STORY: readonly (readonly [Noun, string, object])[] = [
  ['actor', 'tass', { type: 'ActorRegistered', data: { kind: 'outlet', name: 'TASS', aliases: [] } }],
  ['actor', 'vg', { type: 'ActorRegistered', data: { kind: 'outlet', name: 'VG', aliases: [] } }],
  ['document', 'd', { type: 'DocumentRegistered', data: { publisher: 'tass', title: 'Talks' } }],
  ['narrative', 'n', { type: 'NarrativeRegistered', data: { title: 'Land' } }],
  ['claim', 'talks', { type: 'ClaimRegistered', data: claim('There are talks.') }],
  ['narrative', 'n', { type: 'NarrativeClaimAdded', data: { claim: 'talks' } }],
  ['claim', 'talks', report('one', 'tass')],
  ['claim', 'rumours', { type: 'ClaimRegistered', data: claim('There are rumours.') }],
  [
    'claim',
    'rumours',
    {
      type: 'ConfirmationSought',
      data: { id: 'search', by: ['vg'], outcome: 'found-nothing', goodUntil: '2030-01-01' },
    },
  ],
  ['claim', 'talks', report('two', 'vg')],
  ['claim', 'rumours', { type: 'ClaimLinked', data: { id: 'same', relation: 'same-as', other: 'talks' } }],
];

function planned(): Plan {
  const log = new Log();
  STORY.forEach(([noun, id, event], n) => log.append(noun, id, event as Fact<AnyTypes>, Date.UTC(2024, 0, 1, 0, n)));
  return log.facts.map(({ stream, id, type, data, metadata }) => ({
    stream,
    event: { id, type, data: data as unknown as JsonObject, metadata: metadata as unknown as JsonObject },
  }));
}

const set = (member: string, value: string, position: number, column = 'data'): string =>
  `UPDATE events SET ${column} = json_set(${column}, '$.${member}', ${value}) WHERE position = ${position}`;

const KEY = { key: '0123456789ab', principal: 'thief', scopes: ['admin'], secretHash: 'a'.repeat(64) };

/** One more event about access, recorded as the others. */
const access = (type: string, data: object): string =>
  `INSERT INTO events SELECT 99, 'access', 1, '99999999-0000-4000-8000-000000000000', '${type}', '${JSON.stringify(data)}', metadata
   FROM events WHERE position = 1`;

describe('verify', () => {
  it('finds nothing in a ledger as it must be, and leaves nothing behind', async () => {
    const folder = await TestFolder.of(planned());
    expect((await folder.logFaults()).told).toEqual([]);
    expect((await folder.readModelFaults(true)).told).toEqual([]);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('verifying'))).toEqual([]);
  });

  it.each<[what: string, sql: string, ...faults: RegExp[]]>([
    [
      'an event gone',
      'DELETE FROM events WHERE position = 7',
      /position 0*10, claim-talks revision 2: its revision should be 1/,
    ],
    [
      'the first event of a stream gone',
      'DELETE FROM events WHERE position = 4',
      /position 0*6, narrative-n revision 1: its revision should be 0/,
    ],
    [
      'a revision changed',
      'UPDATE events SET revision = 9 WHERE position = 10',
      /revision 9: its revision should be 2/,
    ],
    [
      'two events the other way round',
      'UPDATE events SET position = 20 WHERE position = 7',
      /claim-talks revision 2: its revision should be 1/,
      /position 0*20, claim-talks revision 1: its revision should be 3/,
    ],
    [
      'a position before the first',
      'UPDATE events SET position = -3 WHERE position = 1',
      /actor-tass revision 0: its position is none/,
    ],
    [
      'a position before all that can be counted',
      'UPDATE events SET position = -9223372036854775808 WHERE position = 1',
      /position -9223372036854775808, actor-tass revision 0: its position is none/,
    ],
    [
      'a position that is no safe integer',
      'UPDATE events SET position = 9007199254740993 WHERE position = 11',
      /position 9007199254740993, claim-rumours revision 2: its position is none/,
    ],
    [
      'the last position that there is',
      'UPDATE events SET position = 9223372036854775807 WHERE position = 11',
      /position 9223372036854775807, claim-rumours revision 2: its position is none/,
    ],
    [
      'data nested without end',
      `UPDATE events SET data = '{"x":' || printf('%.100000c', '[') || printf('%.100000c', ']') || '}' WHERE position = 7`,
      /position 0*7, claim-talks revision 1: its data are nested deeper than any event$/,
    ],
    [
      'bytes that are no text',
      `UPDATE events SET data = replace(data, 'There', 'There' || CAST(X'F09F98' AS TEXT)) WHERE position = 5`,
      /position 0*5, claim-talks revision 0: its data has bytes that aren't UTF-8$/,
    ],
    [
      'data that are no JSON',
      `UPDATE events SET data = '{"id":' WHERE position = 7`,
      /position 0*7, claim-talks revision 1: its data are no JSON$/,
    ],
    ['data that are a list', `UPDATE events SET data = '[]' WHERE position = 7`, /its data are no JSON object/],
    ['metadata that are no JSON', `UPDATE events SET metadata = 'x' WHERE position = 7`, /its metadata are no JSON$/],
    [
      'other bytes for the same data',
      `UPDATE events SET data = ' ' || data WHERE position = 7`,
      /not spelt as the log/,
    ],
    [
      'an unknown type',
      `UPDATE events SET type = 'ClaimWhispered' WHERE position = 7`,
      /ClaimWhispered is no type of event/,
    ],
    ['a type of another noun', `UPDATE events SET type = 'ActorAmended' WHERE position = 7`, /ActorAmended is no type/],
    [
      'a second registration',
      `UPDATE events SET type = 'NarrativeRegistered', data = '{"title":"x"}' WHERE position = 6`,
      /can only be where a stream begins/,
    ],
    [
      'a stream of no noun',
      `UPDATE events SET stream = 'rumour-talks' WHERE position = 11`,
      /no stream of a ledger is called so/,
    ],
    ['an id that is no slug', `UPDATE events SET stream = 'actor-T A' WHERE position = 2`, /no actor can have this id/],
    ['an id that is no UUID', `UPDATE events SET id = 'seven' WHERE position = 7`, /An event's id is a UUID/],
    ['a field unknown', set('colour', `'red'`, 7), /There is no field "colour" here/],
    [
      'a field missing',
      `UPDATE events SET data = json_remove(data, '$.basis') WHERE position = 7`,
      /basis is required/,
    ],
    ['a field wrong', set('basis', `'hearsay'`, 7), /basis must be one of/],
    ['too long a text', set('text', `printf('%.2000c', 'x')`, 5), /text must be shorter|text/],
    ['an event too large', set('name', `printf('%.70000c', 'x')`, 1), /it takes 7\d+ bytes; at most 60000/],
    [
      'an actor that nobody registered',
      set('by[0]', `'nobody'`, 7),
      /names the actor "nobody", which was not registered/,
    ],
    ['a publisher that nobody registered', set('publisher', `'nobody'`, 3), /names the actor "nobody"/],
    [
      'an entry that the claim does not have',
      `UPDATE events SET type = 'StatementRetracted', data = '{"id":"two","by":["vg"],"of":"no-such-entry","takesBack":"whole"}' WHERE position = 10`,
      /position 0*10, claim-talks revision 2: it names the entry "no-such-entry", which the claim doesn't have before/,
    ],
    [
      'an entry that comes only later',
      set('cites', `json('[{"entry":"two","use":"credits"}]')`, 7),
      /position 0*7, claim-talks revision 1: it names the entry "two"/,
    ],
    [
      'a void of an entry that is not there',
      `UPDATE events SET type = 'EntryVoided', data = '{"id":"two","voids":"three","reason":"x"}' WHERE position = 10`,
      /position 0*10, claim-talks revision 2: it names the entry "three"/,
    ],
    [
      'two entries of one id',
      set('id', `'one'`, 10),
      /position 0*10, claim-talks revision 2: the claim has an entry "one" before it/,
    ],
    [
      'two events of one id',
      'UPDATE events SET id = (SELECT id FROM events WHERE position = 3) WHERE position = 7',
      /position 0*7: its id is that of the event at 0*3, too/,
    ],
    [
      'somebody unknown who recorded it',
      set('recordedBy', `'stranger'`, 7, 'metadata'),
      /position 0*7, claim-talks revision 1: it was recorded by "stranger", whom the log doesn't know/,
    ],
    [
      'a time that is still to come',
      set('recordedAt', `'2999-01-01T00:00:00.000Z'`, 7, 'metadata'),
      /position 0*7, claim-talks revision 1: it was recorded at 2999-01-01T00:00:00.000Z, which is still to come/,
    ],
    ['a key of nobody', access('KeyCreated', KEY), /access revision 1: it names the principal "thief", which was not/],
    [
      'a key revoked that was never made',
      access('KeyRevoked', { key: KEY.key }),
      /access revision 1: it names the key "0123456789ab", which was not made before/,
    ],
    ['a claim that nobody registered', set('claim', `'nothing'`, 6), /names the claim "nothing"/],
    ['a newer schema version', set('schemaVersion', '2', 7, 'metadata'), /its schema version is 2; known are 1 to 1/],
    [
      'no schema version',
      `UPDATE events SET metadata = json_remove(metadata, '$.schemaVersion') WHERE position = 7`,
      /schema version is undefined/,
    ],
    ['no instant', set('recordedAt', `'2024-01-01'`, 7, 'metadata'), /recorded at "2024-01-01", which is no instant/],
    ['an instant that is none', set('recordedAt', `'2024-13-41T00:00:00.000Z'`, 7, 'metadata'), /which is no instant/],
    ['nobody who recorded it', set('recordedBy', `''`, 7, 'metadata'), /which is no principal/],
    [
      'no correlation',
      `UPDATE events SET metadata = json_remove(metadata, '$.correlationId') WHERE position = 7`,
      /no correlationId/,
    ],
    [
      'no causation',
      `UPDATE events SET metadata = json_remove(metadata, '$.causationId') WHERE position = 7`,
      /no causationId/,
    ],
    ['half an idempotency', set('idempotency', `json('{"key":"a"}')`, 7, 'metadata'), /no pair of digests/],
  ])('finds in the log %s', async (_what, sql, ...faults) => {
    const folder = await TestFolder.of(planned());
    folder.tamper('log', sql);
    const { told, count } = await folder.logFaults();
    const lines = told.map(faultLine);
    expect(count).toBeGreaterThanOrEqual(faults.length);
    for (const fault of faults) expect(lines).toContainEqual(expect.stringMatching(fault));
    for (const line of lines) expect(line).toMatch(/^log: position -?\d+(, (access|[a-z]+-)|: its id)/);
  });

  it('finds in the log what SQLite should not have let in, and goes on', async () => {
    const folder = await TestFolder.of(planned());
    const schema = (words: string) =>
      `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ${words} WHERE name = 'events'`;
    const sql = folder.asked('log', `SELECT sql FROM sqlite_schema WHERE name = 'events'`);
    folder.tamper('log', schema(`replace(replace(sql, 'STRICT', ''), 'NOT NULL', '')`));
    folder.tamper('log', `UPDATE events SET stream = X'61' WHERE position = 2`);
    folder.tamper('log', `UPDATE events SET type = NULL WHERE position = 7`);
    folder.tamper('log', schema(`'${String(sql)}'`));
    const lines = (await folder.logFaults()).told.map(faultLine);
    const what = 'it has something else than texts where an event has them';
    expect(lines).toContain(`log: position 00000000000000000002: ${what}`);
    expect(lines).toContain(`log: position 00000000000000000007, claim-talks revision 1: ${what}`);
    expect(lines).toContainEqual(
      expect.stringMatching(/position 0*10, claim-talks revision 2: it names the actor "vg"/),
    );
  });

  it('takes a character for what can not be read as any other, where it was written so', async () => {
    const folder = await TestFolder.of(planned());
    folder.tamper('log', `UPDATE events SET data = replace(data, 'There', 'There\uFFFD') WHERE position = 5`);
    expect((await folder.logFaults()).told).toEqual([]);
  });

  it('tells what no rule foresaw of the event that it is about', async () => {
    const folder = await TestFolder.of(planned());
    const fails = (event: RecordedEvent): RecordedEvent => {
      if (event.position.endsWith('7')) throw new TypeError('no such thing');
      return event;
    };
    expect((await folder.logFaults(fails)).told.map(faultLine)).toEqual([
      "log: position 00000000000000000007, claim-talks revision 1: it can't be checked: no such thing",
    ]);
  });

  it('tells that not all events could be looked at', async () => {
    const folder = await TestFolder.of(planned());
    const rows = jest.spyOn(SqliteLogInspector.prototype, 'rows').mockReturnValue([] as never);
    try {
      expect((await folder.logFaults()).told.map(faultLine)).toEqual([
        'log file: it has 12 events, but only 0 can be read',
      ]);
    } finally {
      rows.mockRestore();
    }
  });

  it('tells the first hundred faults, and counts all', async () => {
    const log = new Log();
    for (let n = 0; n < 150; n += 1) {
      const data = { kind: 'outlet', name: 'x', aliases: [] } as const;
      log.append('actor', `a${n}`, { type: 'ActorRegistered', data }, 0);
    }
    const plan = log.facts.map((fact) => ({ stream: fact.stream, event: fact as unknown as Plan[number]['event'] }));
    const folder = await TestFolder.of(
      plan.map(({ stream, event: { id, type, data, metadata } }) => ({ stream, event: { id, type, data, metadata } })),
    );
    folder.tamper('log', `UPDATE events SET type = 'ActorForgotten' WHERE stream LIKE 'actor-%'`);
    const { told, count } = await folder.logFaults();
    expect([told.length, count]).toEqual([100, 150]);
  });

  it('finds damage in the file itself', async () => {
    const folder = await TestFolder.of(planned());
    const bytes = readFileSync(folder.log);
    writeFileSync(folder.log, bytes.fill(0, bytes.length - 4096));
    expect((await folder.logFaults()).told.map(({ in: where }) => where)).toContain('file');
  });

  it.each<[what: string, sql: string, fault: RegExp]>([
    [
      'a row gone',
      'DELETE FROM entries WHERE position = 7',
      /^read model: table entries, position=7: this row is missing$/,
    ],
    [
      'a row too many',
      `INSERT INTO claim_names VALUES ('actor', 'zz', 'talks')`,
      /table claim_names, noun=actor id=zz claim=talks: this row does not follow/,
    ],
    [
      'a row changed',
      `UPDATE claim_versions SET attributes = '{}' WHERE id = 'talks'`,
      /table claim_versions, position=5: attributes is "\{\}", and from the log follows/,
    ],
    [
      'a state changed',
      `UPDATE claim_states SET status = 'confirmed' WHERE position = 10`,
      /table claim_states, claim=5 position=10 step=0: status is "confirmed"/,
    ],
    ['a table emptied', 'DELETE FROM narrative_versions', /table narrative_versions, position=4: this row is missing/],
    [
      'words changed',
      `UPDATE claim_search SET text = 'other' WHERE rowid = 5`,
      /table claim_search, rowid=5: text is "other"/,
    ],
    [
      'an index that does not fit',
      `DELETE FROM claim_search_data WHERE id > 10`,
      /table claim_search: its index does not fit/,
    ],
    [
      'a time changed',
      `UPDATE events SET recordedAt = '2024-02-01T00:00:00.000Z' WHERE position = 2`,
      /table events, position=2: recordedAt/,
    ],
    ['a table gone', 'DROP TABLE claim_facets', /table claim_facets.*missing/],
    [
      'a checkpoint of another log',
      `UPDATE checkpoint SET log = 'other'`,
      /doesn't belong to this log: it was made from another log/,
    ],
    [
      'a trigger',
      'CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM entries; END',
      /^read model: the trigger t doesn't belong there$/,
    ],
    ['an index gone', 'DROP INDEX claim_names_by_claim', /^read model: the index claim_names_by_claim is missing$/],
    ['a checkpoint of another event', `UPDATE checkpoint SET event = 'other'`, /the log doesn't hold event other/],
    ['a checkpoint of another policy', `UPDATE checkpoint SET fingerprint = 'strict/9'`, /it was made by strict\/9/],
  ])('finds in the read model %s', async (_what, sql, fault) => {
    const folder = await TestFolder.of(planned());
    folder.tamper('readModel', sql);
    expect((await folder.readModelFaults(false)).told.map(faultLine)).toContainEqual(expect.stringMatching(fault));
  });

  it('finds a stream that can not be digested, in the read model too', async () => {
    const folder = await TestFolder.of(planned());
    folder.tamper('log', set('schemaVersion', '7', 10, 'metadata'));
    await folder.makeReadModel();
    const { told } = await folder.readModelFaults(true);
    expect(told.map(faultLine)).toEqual([
      expect.stringMatching(/^read model: claim-talks revision 2: it can't be digested: .*schema version 7/),
    ]);
  });

  it('finds an event of the log that was changed after it was read, deep or not', async () => {
    const folder = await TestFolder.of(planned());
    folder.tamper('log', set('by[0]', `'tass'`, 10));
    expect((await folder.logFaults()).told).toEqual([]);
    const lines = (await folder.readModelFaults(false)).told.map(faultLine);
    expect(lines).toContainEqual(expect.stringMatching(/^read model: table entries, position=10: data is/));
  });

  it.each<[what: string, sql: string, fault: RegExp]>([
    [
      'another status',
      `UPDATE claim_states SET status = 'denied' WHERE claim = 5 AND recordedTo > '2025'`,
      /^read model: claim talks: its state is stored as denied .*, and from the log follows un/,
    ],
    [
      'other reasons',
      `UPDATE claim_states SET body = '{}' WHERE claim = 8 AND recordedTo > '2025' AND step = 0`,
      /claim rumours: the reasons stored/,
    ],
    ['no states', 'DELETE FROM claim_states WHERE claim = 5', /claim talks: no state is stored from/],
    [
      'no state once a date has passed',
      `DELETE FROM claim_states WHERE claim = 8 AND step = 1`,
      /claim rumours: no state is stored from 2030/,
    ],
    [
      'another date',
      `UPDATE claim_states SET recordedFrom = '2031-01-01T00:00:00.000Z' WHERE claim = 8 AND step = 1`,
      /is stored from 2031.* follows 2030/,
    ],
    [
      'a state too many',
      `INSERT INTO claim_states SELECT claim, position, 9, '2040', '9999-12-31T23:59:59.999Z', since, changed, status, rule, rating, cause, body FROM claim_states WHERE claim = 8 AND step = 1`,
      /claim rumours: a state is stored that does not come to pass/,
    ],
  ])('finds, deep, claims stored with %s', async (_what, sql, fault) => {
    const folder = await TestFolder.of(planned());
    folder.tamper('readModel', sql);
    expect((await folder.readModelFaults(true)).told.map(faultLine)).toContainEqual(expect.stringMatching(fault));
    const shallow = (await folder.readModelFaults(false)).told;
    expect(shallow.map(({ in: where }) => where)).toEqual(['read-model']);
  });
});
