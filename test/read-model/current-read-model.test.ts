import { join } from 'node:path';
import {
  closeActive,
  CurrentReadModel,
  NoReadModelError,
  type ActiveReadModel,
} from '../../src/read-model/current-read-model.js';
import { READ_MODEL_SCHEMA, ReadModel } from '../../src/read-model/read-model.js';
import { RebuildProgress } from '../../src/read-model/rebuild-progress.js';
import { SameThreadProjection } from '../support/same-thread-projection.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { appendEvents, numberedEvent, tallyNumbers, TallyProjection } from '../support/tally-projection.js';

const SOON = 2_000;

class Numbers {
  constructor(private readonly readModel: ReadModel) {}
  all(): number[] {
    return tallyNumbers(this.readModel.database);
  }
}

describe('CurrentReadModel', () => {
  const folder = temporaryFolder();
  let files = 0;
  let log: SqliteEventLog;
  let progress: RebuildProgress;
  let current: CurrentReadModel;
  const all: ActiveReadModel[] = [];
  beforeEach(() => {
    log = SqliteEventLog.open(':memory:');
    progress = new RebuildProgress();
    current = new CurrentReadModel(new TallyProjection(), progress);
  });
  afterAll(() => {
    folder.remove();
  });
  afterEach(async () => {
    for (const served of all.splice(0)) await closeActive(served);
    await log.close();
  });

  async function startActive(number: number): Promise<ActiveReadModel> {
    const file = join(folder.path, `${(files += 1)}.sqlite`);
    const projection = await SameThreadProjection.follow(log, new TallyProjection(), file);
    const served = { number, readModel: ReadModel.open(file), projection };
    all.push(served);
    await projection.waitFor((await log.head()) ?? '', SOON);
    return served;
  }

  it('throws NoReadModelError with progress and retry time before the first read model', async () => {
    expect(() => current.queries(Numbers)).toThrow(NoReadModelError);
    expect(current.about()).toEqual({ schemaVersion: READ_MODEL_SCHEMA, policy: 'tally/1', generation: null });
    progress.begin(1);
    const error = errorOf(() => current.readModel);
    expect(error).toMatchObject({ retryAfterSeconds: 1 });
    expect(error.message).toBe(
      "The ledger can't be read here yet: the read model is being built (0 events). Retry later.",
    );
    const began = performance.now();
    expect(await current.waitFor('1', SOON)).toBe(false);
    expect(performance.now() - began).toBeLessThan(SOON / 2);
    expect(current.status()).toMatchObject({ caughtUp: false, parked: [], failure: undefined });
    progress.failed('no room');
    expect(current.status()).toMatchObject({ failure: 'no room' });
  });

  it('creates each query class once for each read model', async () => {
    await appendEvents(log, 'sum-a', numberedEvent(1));
    current.activate(await startActive(1));
    const before = current.queries(Numbers);
    expect(current.queries(Numbers)).toBe(before);
    expect(before.all()).toEqual([1]);
    const first = current.activate(await startActive(2));
    expect(first).toMatchObject({ number: 1 });
    expect(current.generation).toBe(2);
    if (first) await closeActive(first);
    expect(current.queries(Numbers)).not.toBe(before);
    expect(current.queries(Numbers).all()).toEqual([1]);
  });

  it('keeps callers of waitFor() waiting while another read model is activated', async () => {
    await appendEvents(log, 'sum-a', numberedEvent(1));
    current.activate(await startActive(1));
    const next = await startActive(2);
    const waiting = current.waitFor('00000000000000000002', SOON);
    const before = current.activate(next);
    if (before) await closeActive(before);
    await appendEvents(log, 'sum-a', numberedEvent(2));
    expect(await waiting).toBe(true);
    expect(await current.waitFor('00000000000000000003', 20)).toBe(false);
  });

  describe('withFile()', () => {
    const gone = new Error('unable to open database file');
    /** Fails as often as it is replaced during the call, and returns the files that were named. */
    const replacedMeanwhile = async (times: number, stop?: AbortController): Promise<string[]> => {
      const files: string[] = [];
      await current.withFile(async (file) => {
        files.push(file);
        if (files.length > times) return;
        current.activate(await startActive(files.length + 1));
        stop?.abort();
        throw gone;
      }, stop?.signal);
      return files;
    };
    beforeEach(async () => {
      current.activate(await startActive(1));
    });

    it('runs again on the file of the next read model when the file was deleted after a rebuild', async () => {
      expect(await replacedMeanwhile(2)).toEqual(all.map(({ readModel }) => readModel.database.name));
    });

    it('rejects what fails while the read model stays', async () => {
      let ran = 0;
      const failing = current.withFile(() => {
        ran += 1;
        return Promise.reject(gone);
      });
      await expect(failing).rejects.toBe(gone);
      expect(ran).toBe(1);
    });

    it('runs nothing again that is no longer needed', async () => {
      await expect(replacedMeanwhile(1, new AbortController())).rejects.toBe(gone);
    });
  });

  it('reports changes of the active read model, and its replacement', async () => {
    current.activate(await startActive(1));
    let changes = 0;
    const stop = current.onChange(() => (changes += 1));
    const before = current.activate(await startActive(2));
    expect(changes).toBe(1);
    if (before) await closeActive(before);
    await current.waitFor(await appendEvents(log, 'sum-a', numberedEvent(1)), SOON);
    expect(changes).toBeGreaterThan(1);
    const seen = changes;
    stop();
    await current.waitFor(await appendEvents(log, 'sum-a', numberedEvent(2)), SOON);
    expect(changes).toBe(seen);
  });

  it('counts each event once across successive read models', async () => {
    current.activate(await startActive(1));
    await current.waitFor(await appendEvents(log, 'sum-a', numberedEvent(1), numberedEvent(2)), SOON);
    expect(current.eventsHandled).toBe(2);
    current.activate(await startActive(2));
    expect(current.eventsHandled).toBe(2);
    await current.waitFor(await appendEvents(log, 'sum-a', numberedEvent(3)), SOON);
    expect(current.eventsHandled).toBe(3);
  });
});

function errorOf(task: () => unknown): Error {
  try {
    task();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('Nothing was thrown.');
}
