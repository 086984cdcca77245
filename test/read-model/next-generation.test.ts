import { existsSync, readdirSync } from 'node:fs';
import {
  type BuildReadModel,
  BuildFailedError,
  fileOutcomeOf,
  buildNextGeneration,
} from '../../src/read-model/next-generation.js';
import { Generations } from '../../src/read-model/generations.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { rebuild } from '../../src/projections/rebuild.js';
import { RebuildProgress } from '../../src/read-model/rebuild-progress.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { count, numbered, Tally } from '../support/tally-projection.js';

describe('making the next read model', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let log: SqliteEventLog;
  let generations: Generations;
  beforeEach(async () => {
    folder = temporaryFolder();
    log = SqliteEventLog.open(':memory:');
    generations = new Generations(folder.path, new Tally());
    for (let n = 0; n < 5_000; n += 1_000) {
      await count(log, 'sum-a', ...Array.from({ length: 1_000 }, (_, m) => numbered(n + m)));
    }
  });
  afterEach(async () => {
    await log.close();
    folder.remove();
  });

  /** @param pages how large the file may get */
  const upTo =
    (pages: number): BuildReadModel =>
    async (file) => {
      const readModel = ReadModelWriter.open(file, new Tally());
      try {
        readModel.database.pragma(`max_page_count = ${pages}`);
        const finished = await rebuild(readModel, log);
        readModel.checkpoints.complete();
        return finished;
      } catch (error) {
        throw new BuildFailedError(String(error), fileOutcomeOf(error));
      } finally {
        readModel.close();
      }
    };
  const make = (build: BuildReadModel) =>
    buildNextGeneration(generations, build, new RebuildProgress(), new AbortController().signal);

  it('gives the disk back what it took where there is no room', async () => {
    await expect(make(upTo(1))).rejects.toMatchObject({ fate: 'no-room' });
    expect(readdirSync(folder.path)).toEqual([]);
    expect(await make(upTo(100_000))).toMatchObject({ number: 1 });
  });

  it('gives back what was begun before, too, and keeps it where anything else fails', async () => {
    const begun = generations.next();
    ReadModelWriter.open(begun.file, new Tally()).close();
    const broken: BuildReadModel = () => Promise.reject(new BuildFailedError('The worker ended.', 'kept'));
    await expect(make(broken)).rejects.toThrow('The worker ended.');
    expect(existsSync(begun.file)).toBe(true);
    await expect(make(upTo(1))).rejects.toMatchObject({ fate: 'no-room' });
    expect(existsSync(begun.file)).toBe(false);
  });
});
