import { formatFault } from '../../../src/archive/verify/faults.js';
import { removeFolders, TestDataFolder } from '../../support/data-folder.js';
import { sampleEvents, setJsonField } from '../../support/sample-events.js';

afterAll(removeFolders);

describe('checkReadModel() and checkStates()', () => {
  it.each<[what: string, sql: string, fault: RegExp]>([
    [
      'a missing row',
      'DELETE FROM entries WHERE position = 7',
      /^read model: table entries, position=7: the row is missing$/,
    ],
    [
      'an additional row',
      `INSERT INTO claim_names VALUES ('actor', 'zz', 'talks')`,
      /table claim_names, noun=actor id=zz claim=talks: the row does not follow/,
    ],
    [
      'a changed row',
      `UPDATE claim_versions SET attributes = '{}' WHERE id = 'talks'`,
      /table claim_versions, position=5: attributes is "\{\}"; expected/,
    ],
    [
      'a changed state',
      `UPDATE claim_states SET status = 'confirmed' WHERE position = 10`,
      /table claim_states, claim=5 .*position=10 step=0: status is "confirmed"/,
    ],
    ['a table emptied', 'DELETE FROM narrative_versions', /table narrative_versions, position=4: the row is missing/],
    [
      'a changed search text',
      `UPDATE claim_search SET text = 'other' WHERE rowid = ${5 << 20}`,
      /table claim_search, rowid=5242880: text is "other"/,
    ],
    [
      'an inconsistent search index',
      `DELETE FROM claim_search_data WHERE id > 10`,
      /table claim_search: the full-text index doesn't match its rows/,
    ],
    [
      'a changed time',
      `UPDATE events SET recordedAt = '2024-02-01T00:00:00.000Z' WHERE position = 2`,
      /table events, position=2: recordedAt/,
    ],
    ['a missing table', 'DROP TABLE claim_facets', /table claim_facets.*missing/],
    [
      'a checkpoint of another log',
      `UPDATE checkpoint SET log = 'other'`,
      /doesn't belong to this log: it was built from another log/,
    ],
    [
      'a trigger',
      'CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM entries; END',
      /^read model: the trigger t doesn't belong there$/,
    ],
    ['a missing index', 'DROP INDEX claim_names_by_claim', /^read model: the index claim_names_by_claim is missing$/],
    ['a checkpoint of another event', `UPDATE checkpoint SET event = 'other'`, /the log doesn't hold event other/],
    ['a checkpoint of another policy', `UPDATE checkpoint SET fingerprint = 'strict/9'`, /it was built by strict\/9/],
  ])('find %s', async (_what, sql, fault) => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    folder.tamper('readModel', sql);
    expect((await folder.readModelFaults(false)).reported.map(formatFault)).toContainEqual(
      expect.stringMatching(fault),
    );
  });

  it('finds a stream that can not be digested, in the read model too', async () => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    folder.tamper('log', setJsonField('schemaVersion', '7', 10, 'metadata'));
    await folder.rebuildReadModel();
    const { reported } = await folder.readModelFaults(true);
    expect(reported.map(formatFault)).toEqual([
      expect.stringMatching(/^read model: claim-talks revision 2: the event can't be projected: .*schema version 7/),
    ]);
  });

  it('finds an event of the log that was changed after it was read, deep or not', async () => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    folder.tamper('log', setJsonField('by[0]', `'tass'`, 10));
    expect((await folder.logFaults()).reported).toEqual([]);
    const lines = (await folder.readModelFaults(false)).reported.map(formatFault);
    expect(lines).toContainEqual(expect.stringMatching(/^read model: table events, position=10: data is/));
  });

  it.each<[what: string, sql: string, fault: RegExp]>([
    [
      'a wrong status',
      `UPDATE claim_states SET status = 'denied' WHERE claim = 5 AND recordedTo > '2025'`,
      /^read model: claim talks: the stored state is denied .*; expected un/,
    ],
    [
      'wrong reasons',
      `UPDATE claim_states SET body = '{}' WHERE claim = 8 AND recordedTo > '2025' AND step = 0`,
      /claim rumours: the stored reasons/,
    ],
    ['no states', 'DELETE FROM claim_states WHERE claim = 5', /claim talks: no state is stored from/],
    [
      'no state after a date',
      `DELETE FROM claim_states WHERE claim = 8 AND step = 1`,
      /claim rumours: no state is stored from 2030/,
    ],
    [
      'a wrong date',
      `UPDATE claim_states SET recordedFrom = '2031-01-01T00:00:00.000Z' WHERE claim = 8 AND step = 1`,
      /is stored from 2031.*; expected from 2030/,
    ],
    [
      'a wrong number of reporters',
      `UPDATE claim_coverage SET reporters = 17 WHERE claim = 8 AND recordedTo > '9999'`,
      /claim rumours: the stored coverage is not the expected one/,
    ],
    [
      'an additional state',
      `CREATE TEMP TABLE one AS SELECT * FROM claim_states WHERE claim = 8 AND step = 1;
       UPDATE one SET step = 9, recordedFrom = '2040', recordedTo = '9999-12-31T23:59:59.999Z';
       INSERT INTO claim_states SELECT * FROM one`,
      /claim rumours: a state is stored that does not follow from the log/,
    ],
  ])('find, only in a deep check, claims with %s', async (_what, sql, fault) => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    folder.tamper('readModel', sql);
    expect((await folder.readModelFaults(true)).reported.map(formatFault)).toContainEqual(expect.stringMatching(fault));
    const shallow = (await folder.readModelFaults(false)).reported;
    expect(shallow.map(({ in: where }) => where)).toEqual(['read-model']);
  });
});
