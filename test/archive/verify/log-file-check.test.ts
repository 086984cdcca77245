import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { formatFault } from '../../../src/archive/verify/faults.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';
import { SqliteLogInspector } from '../../../src/event-log/sqlite/log-file-inspector.js';
import { GeneratedLog } from '../../verification/standard/generators/log.js';
import { removeFolders, TestDataFolder } from '../../support/data-folder.js';
import { sampleEvents, setJsonField } from '../../support/sample-events.js';
import { exportText } from '../export/support.js';
import type { PlannedEvents } from '../support.js';

afterAll(removeFolders);

const KEY = { key: '0123456789ab', principal: 'thief', scopes: ['admin'], secretHash: 'a'.repeat(64) };

/** Returns SQL that inserts another event of the stream `access`. */
const access = (type: string, data: object): string =>
  `INSERT INTO events SELECT 99, 'access', 1, '99999999-0000-4000-8000-000000000000', '${type}', '${JSON.stringify(data)}', metadata
   FROM events WHERE position = 1`;

/** Returns the digest of an export that covers the whole log. */
async function lastDigest({ log: file }: TestDataFolder): Promise<string> {
  const log = SqliteEventLog.openReadOnly(file);
  try {
    return /"digest":"([0-9a-f]{64})"}\n$/.exec(await exportText(log))?.[1] ?? 'none';
  } finally {
    await log.close();
  }
}

describe('verify', () => {
  it('finds nothing in a ledger as it must be, and leaves nothing behind', async () => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    expect((await folder.logFaults()).reported).toEqual([]);
    expect((await folder.readModelFaults(true)).reported).toEqual([]);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('verifying'))).toEqual([]);
  });

  it.each<[what: string, sql: string, ...faults: RegExp[]]>([
    [
      'a missing event',
      'DELETE FROM events WHERE position = 7',
      /position 0*10, claim-talks revision 2: the next revision of the stream is 1/,
    ],
    [
      'a missing first event of a stream',
      'DELETE FROM events WHERE position = 4',
      /position 0*6, narrative-n revision 1: the next revision of the stream is 0/,
    ],
    [
      'a changed revision',
      'UPDATE events SET revision = 9 WHERE position = 10',
      /revision 9: the next revision of the stream is 2/,
    ],
    [
      'two swapped events',
      'UPDATE events SET position = 20 WHERE position = 7',
      /claim-talks revision 2: the next revision of the stream is 1/,
      /position 0*20, claim-talks revision 1: the next revision of the stream is 3/,
    ],
    [
      'a position before the first',
      'UPDATE events SET position = -3 WHERE position = 1',
      /actor-tass revision 0: \S+ is not a valid position/,
    ],
    [
      'the minimum integer as a position',
      'UPDATE events SET position = -9223372036854775808 WHERE position = 1',
      /position -9223372036854775808, actor-tass revision 0: -9223372036854775808 is not a valid position/,
    ],
    [
      'a position that is not a safe integer',
      'UPDATE events SET position = 9007199254740993 WHERE position = 11',
      /position 9007199254740993, claim-rumours revision 2: \d+ is not a valid position/,
    ],
    [
      'the maximum integer as a position',
      'UPDATE events SET position = 9223372036854775807 WHERE position = 11',
      /position 9223372036854775807, claim-rumours revision 2: \d+ is not a valid position/,
    ],
    [
      'data nested too deeply',
      `UPDATE events SET data = '{"x":' || printf('%.100000c', '[') || printf('%.100000c', ']') || '}' WHERE position = 7`,
      /position 0*7, claim-talks revision 1: the data are nested deeper than a log allows$/,
    ],
    [
      'bytes that are not UTF-8',
      `UPDATE events SET data = replace(data, 'There', 'There' || CAST(X'F09F98' AS TEXT)) WHERE position = 5`,
      /position 0*5, claim-talks revision 0: the column "data" is not UTF-8$/,
    ],
    [
      'data that are not JSON',
      `UPDATE events SET data = '{"id":' WHERE position = 7`,
      /position 0*7, claim-talks revision 1: the data are not JSON$/,
    ],
    ['data that are a list', `UPDATE events SET data = '[]' WHERE position = 7`, /the data are not a JSON object/],
    ['metadata that are not JSON', `UPDATE events SET metadata = 'x' WHERE position = 7`, /the metadata are not JSON$/],
    [
      'data that are not in canonical form',
      `UPDATE events SET data = ' ' || data WHERE position = 7`,
      /not serialized as the log/,
    ],
    [
      'an unknown type',
      `UPDATE events SET type = 'ClaimWhispered' WHERE position = 7`,
      /ClaimWhispered is not an event type/,
    ],
    [
      'a type of another noun',
      `UPDATE events SET type = 'ActorAmended' WHERE position = 7`,
      /ActorAmended is not an event type/,
    ],
    [
      'a second registration',
      `UPDATE events SET type = 'NarrativeRegistered', data = '{"title":"x"}' WHERE position = 6`,
      /is only valid at the beginning of a stream/,
    ],
    [
      'an unknown stream prefix',
      `UPDATE events SET stream = 'rumour-talks' WHERE position = 11`,
      /a ledger has no stream of this name/,
    ],
    [
      'a stream id that is not a slug',
      `UPDATE events SET stream = 'actor-T A' WHERE position = 2`,
      /"T A" is not a valid actor id/,
    ],
    [
      'an event id that is not a UUID',
      `UPDATE events SET id = 'seven' WHERE position = 7`,
      /An event's id must be a UUID/,
    ],
    ['an unknown field', setJsonField('colour', `'red'`, 7), /Unknown field "colour"/],
    [
      'a missing field',
      `UPDATE events SET data = json_remove(data, '$.basis') WHERE position = 7`,
      /basis is required/,
    ],
    ['a field wrong', setJsonField('basis', `'hearsay'`, 7), /basis must be one of/],
    ['too long a text', setJsonField('text', `printf('%.2000c', 'x')`, 5), /text must be shorter|text/],
    [
      'an event too large',
      setJsonField('name', `printf('%.70000c', 'x')`, 1),
      /the event takes 7\d+ bytes; the limit is 60000/,
    ],
    [
      'an actor that nobody registered',
      setJsonField('by[0]', `'nobody'`, 7),
      /names the actor "nobody", which no earlier event registers/,
    ],
    ['a reference to an unknown publisher', setJsonField('publisher', `'nobody'`, 3), /names the actor "nobody"/],
    [
      'a reference to an unknown entry',
      `UPDATE events SET type = 'StatementRetracted', data = '{"id":"two","by":["vg"],"of":"no-such-entry","takesBack":"whole"}' WHERE position = 10`,
      /position 0*10, claim-talks revision 2: the event names the entry "no-such-entry", which no earlier event records/,
    ],
    [
      'an entry that comes only later',
      setJsonField('cites', `json('[{"entry":"two","use":"credits"}]')`, 7),
      /position 0*7, claim-talks revision 1: the event names the entry "two"/,
    ],
    [
      'an entry of another claim that this does not have',
      setJsonField('cites', `json('[{"entry":"rumours/three","use":"credits"}]')`, 10),
      /position 0*10, claim-talks revision 2: the event names the entry "rumours\/three", which no earlier event records/,
    ],
    [
      'an entry of another claim that comes only later',
      setJsonField('cites', `json('[{"entry":"rumours/search","use":"credits"}]')`, 7),
      /position 0*7, claim-talks revision 1: the event names the entry "rumours\/search"/,
    ],
    [
      'a void of an unknown entry',
      `UPDATE events SET type = 'EntryVoided', data = '{"id":"two","voids":"three","reason":"x"}' WHERE position = 10`,
      /position 0*10, claim-talks revision 2: the event names the entry "three"/,
    ],
    [
      'two entries of one id',
      setJsonField('id', `'one'`, 10),
      /position 0*10, claim-talks revision 2: the claim already has an entry "one"/,
    ],
    [
      'two events with one id',
      'UPDATE events SET id = (SELECT id FROM events WHERE position = 3) WHERE position = 7',
      /position 0*7, claim-talks revision 1: the event id is already that of the event at position 0*3/,
    ],
    [
      'somebody unknown who recorded it',
      setJsonField('recordedBy', `'stranger'`, 7, 'metadata'),
      /position 0*7, claim-talks revision 1: recordedBy is "stranger", a principal that no event of the log registers/,
    ],
    [
      'a time that is still to come',
      setJsonField('recordedAt', `'2999-01-01T00:00:00.000Z'`, 7, 'metadata'),
      /position 0*7, claim-talks revision 1: recordedAt is 2999-01-01T00:00:00.000Z, which is in the future/,
    ],
    [
      'a key of nobody',
      access('KeyCreated', KEY),
      /access revision 1: the event names the principal "thief", which no earlier event registers/,
    ],
    [
      'a key of an unknown principal',
      access('KeyCreated', KEY),
      /access revision 1: the event names the principal "thief", which no earlier event registers/,
    ],
    [
      'the revocation of an unknown key',
      access('KeyRevoked', { key: KEY.key }),
      /access revision 1: the event names the key "0123456789ab", which no earlier event creates/,
    ],
    ['a claim that nobody registered', setJsonField('claim', `'nothing'`, 6), /names the claim "nothing"/],
    [
      'a newer schema version',
      setJsonField('schemaVersion', '2', 7, 'metadata'),
      /the schema version is 2; known versions are 1 to 1/,
    ],
    [
      'no schema version',
      `UPDATE events SET metadata = json_remove(metadata, '$.schemaVersion') WHERE position = 7`,
      /schema version is undefined/,
    ],
    [
      'no instant',
      setJsonField('recordedAt', `'2024-01-01'`, 7, 'metadata'),
      /recordedAt is "2024-01-01", which is not an instant/,
    ],
    [
      'an invalid instant',
      setJsonField('recordedAt', `'2024-13-41T00:00:00.000Z'`, 7, 'metadata'),
      /which is not an instant/,
    ],
    ['nobody who recorded it', setJsonField('recordedBy', `''`, 7, 'metadata'), /which is not the id of a principal/],
    [
      'no correlation id',
      `UPDATE events SET metadata = json_remove(metadata, '$.correlationId') WHERE position = 7`,
      /the metadata lack correlationId/,
    ],
    [
      'no causation id',
      `UPDATE events SET metadata = json_remove(metadata, '$.causationId') WHERE position = 7`,
      /the metadata lack causationId/,
    ],
    ['silence that is not true', setJsonField('silent', `'no'`, 7, 'metadata'), /silent is "no", which is not true/],
    [
      'half an idempotency',
      setJsonField('idempotency', `json('{"key":"a"}')`, 7, 'metadata'),
      /not a pair of SHA-256 digests/,
    ],
  ])('finds in the log %s', async (_what, sql, ...faults) => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    folder.tamper('log', sql);
    const { reported, count } = await folder.logFaults();
    const lines = reported.map(formatFault);
    expect(count).toBeGreaterThanOrEqual(faults.length);
    for (const fault of faults) expect(lines).toContainEqual(expect.stringMatching(fault));
    for (const line of lines) expect(line).toMatch(/^log: position -?\d+, (access|[a-z]+-)/);
  });

  it('finds nothing wrong with an entry that names one of another claim, which is there before it', async () => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    folder.tamper('log', setJsonField('cites', `json('[{"entry":"rumours/search","use":"credits"}]')`, 10));
    expect((await folder.logFaults()).reported).toEqual([]);
  });

  it('finds values of the wrong type, and continues', async () => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    const schema = (words: string) =>
      `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ${words} WHERE name = 'events'`;
    const sql = folder.queryValue('log', `SELECT sql FROM sqlite_schema WHERE name = 'events'`);
    folder.tamper('log', schema(`replace(replace(sql, 'STRICT', ''), 'NOT NULL', '')`));
    folder.tamper('log', `UPDATE events SET stream = X'61' WHERE position = 2`);
    folder.tamper('log', `UPDATE events SET type = NULL WHERE position = 7`);
    folder.tamper('log', schema(`'${String(sql)}'`));
    const lines = (await folder.logFaults()).reported.map(formatFault);
    const what = 'a column that must be text is not text';
    expect(lines).toContain(`log: position 00000000000000000002: ${what}`);
    expect(lines).toContain(`log: position 00000000000000000007, claim-talks revision 1: ${what}`);
    expect(lines).toContainEqual(
      expect.stringMatching(/position 0*10, claim-talks revision 2: the event names the actor "vg"/),
    );
  });

  it('accepts the replacement character if it was written as such', async () => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    folder.tamper('log', `UPDATE events SET data = replace(data, 'There', 'There\uFFFD') WHERE position = 5`);
    expect((await folder.logFaults()).reported).toEqual([]);
  });

  it('leaves it to the digest of an export to show a valid text in the place of another', async () => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    const before = await lastDigest(folder);
    expect(await lastDigest(folder)).toBe(before);
    folder.tamper('log', `UPDATE events SET data = replace(data, 'There', 'Here') WHERE position = 5`);
    await folder.rebuildReadModel();
    expect((await folder.logFaults()).reported).toEqual([]);
    expect((await folder.readModelFaults(true)).reported).toEqual([]);
    expect(await lastDigest(folder)).not.toBe(before);
  });

  it('reports an unexpected error at its event', async () => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    const fails = (event: RecordedEvent): RecordedEvent => {
      if (event.position.endsWith('7')) throw new TypeError('no such thing');
      return event;
    };
    expect((await folder.logFaults(fails)).reported.map(formatFault)).toEqual([
      "log: position 00000000000000000007, claim-talks revision 1: the event can't be checked: no such thing",
    ]);
  });

  it('reports events that could not be read', async () => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    const rows = jest.spyOn(SqliteLogInspector.prototype, 'rows').mockReturnValue([] as never);
    try {
      expect((await folder.logFaults()).reported.map(formatFault)).toEqual([
        'log file: the file has 12 events, but only 0 can be read',
      ]);
    } finally {
      rows.mockRestore();
    }
  });

  it('returns the first hundred faults and counts all', async () => {
    const log = new GeneratedLog();
    for (let n = 0; n < 150; n += 1) {
      const data = { kind: 'outlet', name: 'x', aliases: [] } as const;
      log.append('actor', `a${n}`, { type: 'ActorRegistered', data }, 0);
    }
    const plan = log.events.map((event) => ({
      stream: event.stream,
      event: event as unknown as PlannedEvents[number]['event'],
    }));
    const folder = await TestDataFolder.withEvents(
      plan.map(({ stream, event: { id, type, data, metadata } }) => ({ stream, event: { id, type, data, metadata } })),
    );
    folder.tamper('log', `UPDATE events SET type = 'ActorForgotten' WHERE stream LIKE 'actor-%'`);
    const { reported, count } = await folder.logFaults();
    expect([reported.length, count]).toEqual([100, 150]);
  });

  it('finds a corrupted file', async () => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    const bytes = readFileSync(folder.log);
    writeFileSync(folder.log, bytes.fill(0, bytes.length - 4096));
    expect((await folder.logFaults()).reported.map(({ in: where }) => where)).toContain('file');
  });
});
