import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { rebuild } from '../../src/projections/rebuild.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { ReadModel } from '../../src/read-model/read-model.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { appendEvents, numberedEvent, tallyNumbers, TallyProjection } from '../support/tally-projection.js';

describe('ReadModel', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'read-model.sqlite');
  let log: SqliteEventLog;
  let writer: ReadModelWriter;
  let readModel: ReadModel;

  beforeAll(async () => {
    log = SqliteEventLog.open(':memory:');
    writer = ReadModelWriter.open(file, new TallyProjection());
    readModel = ReadModel.open(file);
    await appendEvents(log, 'sum-a', numberedEvent(1), numberedEvent(2), numberedEvent(3));
    await rebuild(writer, log);
    readModel.rowsChanged();
  });
  afterAll(async () => {
    readModel.close();
    writer.close();
    await log.close();
    folder.remove();
  });

  it('returns the later of the clock and the last event as the current time', () => {
    expect(readModel.present('2025-12-31T00:00:00.000Z')).toBe('2026-01-01T12:00:03.000Z');
    expect(readModel.present('2027-01-01T00:00:00.000Z')).toBe('2027-01-01T00:00:00.000Z');
  });

  it('reads rows that another connection has written', () => {
    expect(tallyNumbers(readModel.database)).toEqual([1, 2, 3]);
    expect(readModel.checkpoint()).toEqual(writer.checkpoints.load());
    expect([...readModel.events.rowsAfter(0, 2)].map(({ revision }) => revision)).toEqual([0, 1]);
  });

  it('reads everything of one turn as of one moment, and in the next turn what was written meanwhile', async () => {
    const written = readModel.version;
    readModel.hold();
    const before = tallyNumbers(readModel.database);
    writer.database.exec('UPDATE tally SET number = 30 WHERE number = 3');
    readModel.hold();
    expect(tallyNumbers(readModel.database)).toEqual(before);
    await nextTurn();
    readModel.hold();
    expect(tallyNumbers(readModel.database)).toEqual([1, 2, 30]);
    writer.database.exec('UPDATE tally SET number = 3 WHERE number = 30');
    readModel.rowsChanged();
    expect(readModel.version).toBe(written + 1);
    expect(tallyNumbers(readModel.database)).toEqual([1, 2, 3]);
  });

  it('rejects writes', () => {
    expect(() => readModel.database.exec('DELETE FROM tally')).toThrow('attempt to write a readonly database');
  });

  it('does not create a file', () => {
    const missing = join(folder.path, 'missing.sqlite');
    expect(() => ReadModel.open(missing)).toThrow();
    expect(existsSync(missing)).toBe(false);
  });
});
