import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Generation, Generations } from '../../src/read-model/generations.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { rebuild } from '../../src/projections/rebuild.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { appendEvents, numberedEvent, TallyProjection } from '../support/tally-projection.js';
import { READ_MODEL_SCHEMA } from '../../src/read-model/read-model.js';

describe('Generations', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let ours: Generations;
  let others: Generations;
  beforeEach(() => {
    folder = temporaryFolder();
    ours = new Generations(folder.path, new TallyProjection('tally/1'));
    others = new Generations(folder.path, new TallyProjection('tally/2'));
  });
  afterEach(() => {
    folder.remove();
  });

  function createFile(generation: Generation, complete: boolean): Generation {
    const readModel = ReadModelWriter.open(generation.file, new TallyProjection());
    if (complete) readModel.checkpoints.complete();
    readModel.close();
    return generation;
  }
  const files = () => readdirSync(folder.path).sort();

  it('names files by schema version, projection and generation number', () => {
    expect(basename(ours.next().file)).toBe(`read-model-v${READ_MODEL_SCHEMA}-tally-1.1.sqlite`);
    expect(basename(createFile(others.next(), true).file)).toBe(`read-model-v${READ_MODEL_SCHEMA}-tally-2.1.sqlite`);
  });

  it('numbers generations of all projections in one sequence', () => {
    expect([
      createFile(ours.next(), true),
      createFile(others.next(), false),
      createFile(ours.next(), false),
    ]).toMatchObject([{ number: 1 }, { number: 2 }, { number: 3 }]);
    for (let n = 0; n < 9; n += 1) createFile(ours.next(), true);
    expect(ours.newestComplete()).toMatchObject({ number: 12 });
  });

  it('returns the newest complete and the unfinished generation of its own projection', () => {
    expect([ours.newestComplete(), ours.unfinished()]).toEqual([undefined, undefined]);
    const first = createFile(ours.next(), true);
    createFile(others.next(), true);
    expect([ours.newestComplete(), ours.unfinished()]).toEqual([first, undefined].map(matching));
    const second = createFile(ours.next(), false);
    expect([ours.newestComplete(), ours.unfinished()]).toEqual([first, second].map(matching));
    createFile(second, true);
    expect([ours.newestComplete(), ours.unfinished()]).toEqual([second, undefined].map(matching));
    expect(others.newestComplete()).toMatchObject({ number: 2 });
  });
  const matching = (generation: Generation | undefined): unknown =>
    generation && (expect.objectContaining({ ...generation }) as unknown);

  it('treats an unreadable file as unfinished', () => {
    const { file } = createFile(ours.next(), true);
    for (const content of ['', 'no database at all'.repeat(100)]) {
      writeFileSync(file, content);
      expect([ours.newestComplete(), ours.unfinished()?.number]).toEqual([undefined, 1]);
    }
  });

  it('deletes older generations with their -wal files', () => {
    writeFileSync(join(folder.path, 'read-model-v2.sqlite'), '');
    writeFileSync(join(folder.path, 'read-model-v2.sqlite-wal'), '');
    writeFileSync(join(folder.path, 'log.sqlite'), '');
    createFile(ours.next(), true);
    createFile(others.next(), true);
    const third = createFile(ours.next(), true);
    createFile(others.next(), false);
    ours.deleteBefore(third, 'of its kind');
    expect(files()).toEqual(
      [
        'log.sqlite',
        'read-model-v2.sqlite',
        'read-model-v2.sqlite-wal',
        `read-model-v${READ_MODEL_SCHEMA}-tally-1.3.sqlite`,
        `read-model-v${READ_MODEL_SCHEMA}-tally-2.2.sqlite`,
        `read-model-v${READ_MODEL_SCHEMA}-tally-2.4.sqlite`,
      ]
        .concat(files().filter((name) => /tally.*-(wal|shm)$/.test(name)))
        .sort(),
    );
    ours.deleteBefore(third, 'of all kinds');
    expect(files().filter((name) => name.endsWith('sqlite'))).toEqual([
      'log.sqlite',
      `read-model-v${READ_MODEL_SCHEMA}-tally-1.3.sqlite`,
      `read-model-v${READ_MODEL_SCHEMA}-tally-2.4.sqlite`,
    ]);
    expect(files()).not.toContain('read-model-v2.sqlite-wal');
  });

  it('returns the checkpoint of a generation that is being built', async () => {
    const log = SqliteEventLog.open(':memory:');
    const position = await appendEvents(log, 'sum-a', numberedEvent(1), numberedEvent(2));
    const generation = ours.next();
    expect(ours.checkpointOf(generation)).toBeUndefined();
    const readModel = ReadModelWriter.open(generation.file, new TallyProjection());
    expect(ours.checkpointOf(generation)).toBeUndefined();
    await rebuild(readModel, log);
    expect(ours.checkpointOf(generation)).toMatchObject({ position, events: 2 });
    readModel.close();
    await log.close();
  });

  it('counts the events of a log by a complete read model of it, of any kind', async () => {
    const log = SqliteEventLog.open(':memory:');
    await appendEvents(log, 'sum-a', numberedEvent(1), numberedEvent(2));
    const readModel = ReadModelWriter.open(others.next().file, new TallyProjection('tally/2'));
    await rebuild(readModel, log);
    expect(ours.countedEvents(log.id)).toBeUndefined();
    readModel.checkpoints.complete();
    expect(ours.countedEvents(log.id)).toBe(2);
    expect(ours.countedEvents('another log')).toBeUndefined();
    readModel.close();
    writeFileSync(join(folder.path, 'read-model-v1-older.99.sqlite'), 'not a read model');
    createFile(ours.next(), true);
    expect(ours.countedEvents(log.id)).toBe(2);
    await log.close();
  });
});
