import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Generation, Generations } from '../../src/read-model/generations.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { rebuild } from '../../src/projections/rebuild.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { count, numbered, Tally } from '../support/tally-projection.js';

describe('the read models of a folder', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let ours: Generations;
  let others: Generations;
  beforeEach(() => {
    folder = temporaryFolder();
    ours = new Generations(folder.path, new Tally('tally/1'));
    others = new Generations(folder.path, new Tally('tally/2'));
  });
  afterEach(() => {
    folder.remove();
  });

  function make(generation: Generation, complete: boolean): Generation {
    const readModel = ReadModelWriter.open(generation.file, new Tally());
    if (complete) readModel.checkpoints.complete();
    readModel.close();
    return generation;
  }
  const files = () => readdirSync(folder.path).sort();

  it('have names that say their schema, their rules and their number', () => {
    expect(basename(ours.next().file)).toBe('read-model-v4-tally-1.1.sqlite');
    expect(basename(make(others.next(), true).file)).toBe('read-model-v4-tally-2.1.sqlite');
  });

  it('are counted over all of them, so that the later one has the higher number', () => {
    expect([make(ours.next(), true), make(others.next(), false), make(ours.next(), false)]).toMatchObject([
      { number: 1 },
      { number: 2 },
      { number: 3 },
    ]);
    for (let n = 0; n < 9; n += 1) make(ours.next(), true);
    expect(ours.newestComplete()).toMatchObject({ number: 12 });
  });

  it('are read when complete, and gone on with when not, each kind by its own', () => {
    expect([ours.newestComplete(), ours.unfinished()]).toEqual([undefined, undefined]);
    const first = make(ours.next(), true);
    make(others.next(), true);
    expect([ours.newestComplete(), ours.unfinished()]).toEqual([first, undefined].map(own));
    const second = make(ours.next(), false);
    expect([ours.newestComplete(), ours.unfinished()]).toEqual([first, second].map(own));
    make(second, true);
    expect([ours.newestComplete(), ours.unfinished()]).toEqual([second, undefined].map(own));
    expect(others.newestComplete()).toMatchObject({ number: 2 });
  });
  const own = (generation: Generation | undefined): unknown =>
    generation && (expect.objectContaining({ ...generation }) as unknown);

  it('take what can not be read for unfinished', () => {
    const { file } = make(ours.next(), true);
    for (const content of ['', 'no database at all'.repeat(100)]) {
      writeFileSync(file, content);
      expect([ours.newestComplete(), ours.unfinished()?.number]).toEqual([undefined, 1]);
    }
  });

  it('are deleted with what belongs to them when later ones have taken their place', () => {
    writeFileSync(join(folder.path, 'read-model-v2.sqlite'), '');
    writeFileSync(join(folder.path, 'read-model-v2.sqlite-wal'), '');
    writeFileSync(join(folder.path, 'log.sqlite'), '');
    make(ours.next(), true);
    make(others.next(), true);
    const third = make(ours.next(), true);
    make(others.next(), false);
    ours.deleteBefore(third, 'of its kind');
    expect(files()).toEqual(
      [
        'log.sqlite',
        'read-model-v2.sqlite',
        'read-model-v2.sqlite-wal',
        'read-model-v4-tally-1.3.sqlite',
        'read-model-v4-tally-2.2.sqlite',
        'read-model-v4-tally-2.4.sqlite',
      ]
        .concat(files().filter((name) => /tally.*-(wal|shm)$/.test(name)))
        .sort(),
    );
    ours.deleteBefore(third, 'of all kinds');
    expect(files().filter((name) => name.endsWith('sqlite'))).toEqual([
      'log.sqlite',
      'read-model-v4-tally-1.3.sqlite',
      'read-model-v4-tally-2.4.sqlite',
    ]);
    expect(files()).not.toContain('read-model-v2.sqlite-wal');
  });

  it('say how far they are while another makes them', async () => {
    const log = SqliteEventLog.open(':memory:');
    const position = await count(log, 'sum-a', numbered(1), numbered(2));
    const generation = ours.next();
    expect(ours.checkpointOf(generation)).toBeUndefined();
    const readModel = ReadModelWriter.open(generation.file, new Tally());
    expect(ours.checkpointOf(generation)).toBeUndefined();
    await rebuild(readModel, log);
    expect(ours.checkpointOf(generation)).toMatchObject({ position, events: 2 });
    readModel.close();
    await log.close();
  });
});
