import { existsSync, readdirSync } from 'node:fs';
import {
  type BuildReadModel,
  ProjectionFailedError,
  fileOutcomeOf,
  buildNextGeneration,
} from '../../src/read-model/next-generation.js';
import { Generations } from '../../src/read-model/generations.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { rebuild } from '../../src/projections/rebuild.js';
import { RebuildProgress } from '../../src/read-model/rebuild-progress.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { appendEvents, numberedEvent, TallyProjection } from '../support/tally-projection.js';

describe('buildNextGeneration()', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let log: SqliteEventLog;
  let generations: Generations;
  beforeEach(async () => {
    folder = temporaryFolder();
    log = SqliteEventLog.open(':memory:');
    generations = new Generations(folder.path, new TallyProjection());
    for (let n = 0; n < 5_000; n += 1_000) {
      await appendEvents(log, 'sum-a', ...Array.from({ length: 1_000 }, (_, m) => numberedEvent(n + m)));
    }
  });
  afterEach(async () => {
    await log.close();
    folder.remove();
  });

  /** @param pages the maximum size of the file */
  const buildWithPages =
    (pages: number): BuildReadModel =>
    async (file) => {
      const readModel = ReadModelWriter.open(file, new TallyProjection());
      try {
        readModel.database.pragma(`max_page_count = ${pages}`);
        const finished = await rebuild(readModel, log);
        readModel.checkpoints.complete();
        return finished;
      } catch (error) {
        throw new ProjectionFailedError(String(error), fileOutcomeOf(error));
      } finally {
        readModel.close();
      }
    };
  const buildNext = (build: BuildReadModel) =>
    buildNextGeneration(generations, build, new RebuildProgress(), new AbortController().signal);

  it('deletes its file if the disk is full', async () => {
    await expect(buildNext(buildWithPages(1))).rejects.toMatchObject({ fate: 'no-room' });
    expect(readdirSync(folder.path)).toEqual([]);
    expect(await buildNext(buildWithPages(100_000))).toMatchObject({ number: 1 });
  });

  it('deletes an unfinished file if the disk is full, and keeps it after other failures', async () => {
    const begun = generations.next();
    ReadModelWriter.open(begun.file, new TallyProjection()).close();
    const broken: BuildReadModel = () => Promise.reject(new ProjectionFailedError('The worker ended.', 'kept'));
    await expect(buildNext(broken)).rejects.toThrow('The worker ended.');
    expect(existsSync(begun.file)).toBe(true);
    await expect(buildNext(buildWithPages(1))).rejects.toMatchObject({ fate: 'no-room' });
    expect(existsSync(begun.file)).toBe(false);
  });
});
