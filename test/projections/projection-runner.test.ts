import { join } from 'node:path';
import { jest } from '@jest/globals';
import Database from 'better-sqlite3';
import { ProjectionError } from '../../src/projections/projection.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { ProjectionRunner, type RunnerOptions } from '../../src/projections/projection-runner.js';
import { type EventLog, LogUnavailableError } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { count, numbered, numbers, Tally, tallied, type TallyRow } from '../support/tally-projection.js';

const SOON = 2_000;

describe('A runner', () => {
  const folder = temporaryFolder();
  let files = 0;
  let log: SqliteEventLog;
  let tally: Tally;
  let readModel: ReadModelWriter;
  let runner: ProjectionRunner;
  const troubles: string[] = [];

  function runnerOf(over: EventLog = log, options: RunnerOptions = {}): ProjectionRunner {
    // A runner that stopped has closed its file.
    if (!readModel.database.open) readModel = ReadModelWriter.open(readModel.database.name, tally);
    const onTrouble = (message: string) => troubles.push(message);
    return new ProjectionRunner(over, readModel, { onTrouble, clock: () => new Date(0), ...options });
  }

  beforeEach(() => {
    log = SqliteEventLog.open(':memory:', { positionStep: () => 3 });
    tally = new Tally();
    readModel = ReadModelWriter.open(join(folder.path, `${(files += 1)}.sqlite`), tally);
    runner = runnerOf();
    troubles.length = 0;
  });

  afterEach(async () => {
    await runner.stop();
    readModel.close();
    await log.close();
  });
  afterAll(() => {
    folder.remove();
  });

  it('handles what is in the log, then what is appended', async () => {
    await count(log, 'sum-a', numbered(1), numbered(2));
    await runner.start();
    await runner.waitFor(await count(log, 'sum-b', numbered(3)), SOON);
    expect(numbers(readModel.database)).toEqual([1, 2, 3]);
    expect(runner.status()).toMatchObject({ caughtUp: true, lastEventAt: '2026-01-01T12:00:03.000Z', parked: [] });
  });

  it('passes over streams of no concern, but counts them as handled', async () => {
    await runner.start();
    const position = await count(log, 'access', numbered(1));
    expect(await runner.waitFor(position, SOON)).toBe(true);
    expect(numbers(readModel.database)).toEqual([]);
    expect(runner.status().position).toBe(position);
  });

  it('tries again a log that fails after pauses that are not the same for all', async () => {
    /** How long it takes until the fourth attempt. */
    const lasting = async (random: number): Promise<number> => {
      const chance = jest.spyOn(Math, 'random').mockReturnValue(random);
      const attempts: number[] = [];
      const over = {
        id: log.id,
        subscribe: () => {
          attempts.push(performance.now());
          throw new LogUnavailableError('gone');
        },
      } as unknown as EventLog;
      const trying = runnerOf(over);
      await trying.start();
      while (attempts.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
      await trying.stop();
      chance.mockRestore();
      return (attempts[3] ?? 0) - (attempts[0] ?? 0);
    };
    const [longest, shortest] = [await lasting(0), await lasting(0.999)];
    expect(longest - shortest).toBeGreaterThan(longest / 4);
  });

  it('takes many events into one transaction, and no more than it may', async () => {
    const positions = new Set<string | undefined>();
    tally.before = () => positions.add(readModel.checkpoints.load()?.position);
    await count(log, 'sum-a', ...Array.from({ length: 100 }, (_, n) => numbered(n)));
    runner = runnerOf(log, { batchSize: 40, batchMs: Infinity });
    await runner.start();
    await runner.waitFor((await log.head()) ?? '', SOON);
    expect(positions.size).toBe(3);
    expect(numbers(readModel.database)).toHaveLength(100);
  });

  it('ends a transaction when it has taken its time', async () => {
    const positions = new Set<string | undefined>();
    tally.before = () => positions.add(readModel.checkpoints.load()?.position);
    await count(log, 'sum-a', numbered(1), numbered(2), numbered(3));
    runner = runnerOf(log, { batchMs: 0 });
    await runner.start();
    await runner.waitFor((await log.head()) ?? '', SOON);
    expect(positions.size).toBe(3);
  });

  it('goes on behind its checkpoint when it is started again', async () => {
    await runner.start();
    await runner.waitFor(await count(log, 'sum-a', numbered(1)), SOON);
    await runner.stop();
    const position = await count(log, 'sum-a', numbered(2));
    runner = runnerOf();
    await runner.start();
    await runner.waitFor(position, SOON);
    expect(numbers(readModel.database)).toEqual([1, 2]);
  });

  it('never lets recorded time run back, over restarts too', async () => {
    await runner.start();
    await runner.waitFor(await count(log, 'sum-a', numbered(1, 30)), SOON);
    await runner.stop();
    await count(log, 'access', numbered(2, 40));
    const position = await count(log, 'sum-a', numbered(3, 20), numbered(4, 50));
    runner = runnerOf();
    await runner.start();
    await runner.waitFor(position, SOON);
    expect(tallied(readModel.database).map(({ recordedAt }) => recordedAt.slice(17, 19))).toEqual(['30', '40', '50']);
  });

  it('says at once that a position was handled, and when it takes too long, that it was not', async () => {
    await runner.start();
    const position = await count(log, 'sum-a', numbered(1));
    expect(await runner.waitFor(position, SOON)).toBe(true);
    expect(await runner.waitFor(position, 0)).toBe(true);
    expect(await runner.waitFor(String(Number(position) + 1).padStart(20, '0'), 20)).toBe(false);
  });

  it('handles what it has taken before it stops', async () => {
    await count(log, 'sum-a', ...Array.from({ length: 30 }, (_, n) => numbered(n)));
    const reader = new Database(readModel.database.name, { readonly: true });
    tally.before = () => void runner.stop();
    runner = runnerOf(log, { batchMs: 0 });
    await runner.start();
    await runner.waitFor((await log.head()) ?? '', SOON);
    expect(numbers(reader)).toHaveLength(30);
    reader.close();
  });

  it('follows the log again after that failed', async () => {
    let failing = true;
    const flaky: EventLog = Object.create(log, {
      subscribe: {
        value: (options: Parameters<EventLog['subscribe']>[0]) => {
          if (failing) throw new LogUnavailableError('gone');
          return log.subscribe(options);
        },
      },
    }) as EventLog;
    runner = runnerOf(flaky);
    await runner.start();
    const position = await count(log, 'sum-a', numbered(1));
    expect(await runner.waitFor(position, 50)).toBe(false);
    expect(runner.status()).toMatchObject({
      caughtUp: false,
      failure: expect.stringMatching(/^The log can't be reached/) as unknown,
    });
    failing = false;
    expect(await runner.waitFor(position, SOON)).toBe(true);
    expect(runner.status().failure).toBeUndefined();
  });

  it('says why the log failed though some of it was still to be handled', async () => {
    const position = await count(log, 'sum-a', ...Array.from({ length: 5 }, (_, n) => numbered(n)));
    const breaking = Object.create(log, {
      subscribe: {
        value: async function* (options: Parameters<EventLog['subscribe']>[0]) {
          for await (const message of log.subscribe(options)) {
            if (message.kind !== 'event') throw new LogUnavailableError('gone');
            yield message;
          }
        },
      },
    }) as EventLog;
    const told: unknown[] = [];
    runner = runnerOf(breaking, { batchMs: 0, onTrouble: (_, error) => told.push(error) });
    await runner.start();
    expect(await runner.waitFor(position, SOON)).toBe(true);
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(told[0]).toEqual(new LogUnavailableError('gone'));
    expect(runner.status().failure).toMatch(/^The log can't be reached/);
  });

  describe('whose read model fails in the midst of a batch', () => {
    it('leaves nothing of that batch, and handles each event once when it works again', async () => {
      let full = true;
      tally.before = ({ data }) => {
        if (full && data['number'] === 3) throw new Database.SqliteError('disk full', 'SQLITE_FULL');
      };
      const position = await count(log, 'sum-a', numbered(1), numbered(2), numbered(3));
      await runner.start();
      expect(await runner.waitFor(position, 50)).toBe(false);
      expect(numbers(readModel.database)).toEqual([]);
      expect(readModel.checkpoints.load()).toBeUndefined();
      expect(runner.status()).toMatchObject({ parked: [], failure: 'disk full' });
      full = false;
      expect(await runner.waitFor(position, SOON)).toBe(true);
      expect(numbers(readModel.database)).toEqual([1, 2, 3]);
      expect(troubles).toContain('Following the log failed.');
    });
  });

  describe('with an event that it cannot digest', () => {
    let broken: boolean;
    beforeEach(async () => {
      broken = true;
      tally.before = ({ data }) => {
        if (broken && data['number'] === 2) throw new ProjectionError('two');
      };
      await count(log, 'sum-a', numbered(1), numbered(2, 40));
      await count(log, 'sum-b', numbered(3));
      await count(log, 'sum-a', numbered(4));
      await runner.start();
      await runner.waitFor(await count(log, 'sum-b', numbered(5, 50)), SOON);
    });

    it('parks its stream and goes on with the others', () => {
      expect(numbers(readModel.database)).toEqual([1, 3, 5]);
      expect(runner.status().parked).toEqual([
        { stream: 'sum-a', revision: 1, error: 'two', since: '1970-01-01T00:00:00.000Z' },
      ]);
      expect(troubles).toEqual(['Parked sum-a.']);
    });

    it('handles what was skipped when retried, with the recorded time that was in force', async () => {
      broken = false;
      expect(await runner.retryParked()).toEqual([]);
      const seconds = ({ number, recordedAt }: TallyRow) => [number, recordedAt.slice(17, 19)];
      expect(tallied(readModel.database).map(seconds)).toEqual([
        [1, '01'],
        [2, '40'],
        [3, '40'],
        [4, '40'],
        [5, '50'],
      ]);
      await runner.waitFor(await count(log, 'sum-a', numbered(6, 60)), SOON);
      expect(numbers(readModel.database)).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('keeps it parked when a retry fails, over a restart too', async () => {
      await runner.stop();
      runner = runnerOf();
      await runner.start();
      await runner.waitFor(await count(log, 'sum-a', numbered(6, 60)), SOON);
      expect(await runner.retryParked()).toMatchObject([{ stream: 'sum-a', revision: 1 }]);
      expect(numbers(readModel.database)).toEqual([1, 3, 5]);
      broken = false;
      expect(await runner.retryParked()).toEqual([]);
      expect(numbers(readModel.database)).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('ends all retries that are under way before it stops', async () => {
      await runner.stop();
      const waits: number[] = [];
      const slow = Object.create(log, {
        readStream: {
          value: async function* (...args: Parameters<EventLog['readStream']>) {
            await new Promise((resolve) => setTimeout(resolve, waits.shift() ?? 0));
            yield* log.readStream(...args);
          },
        },
      }) as EventLog;
      runner = runnerOf(slow);
      await runner.start();
      broken = false;
      waits.push(50, 0);
      let retried = 0;
      const retrying = [1, 2].map(() => runner.retryParked().finally(() => (retried += 1)));
      await runner.stop();
      expect(retried).toBe(2);
      expect(await Promise.all(retrying)).toEqual([[], []]);
    });

    it('parks it again at a later event if only that one still fails', async () => {
      tally.before = ({ data }) => {
        if (data['number'] === 4) throw new ProjectionError('four');
      };
      expect(await runner.retryParked()).toMatchObject([{ stream: 'sum-a', revision: 2, error: 'four' }]);
      expect(numbers(readModel.database)).toEqual([1, 2, 3, 5]);
      expect(readModel.checkpoints.skipped('sum-a').map(({ revision }) => revision)).toEqual([2]);
    });
  });

  it.each([
    ['a newer schema version', numbered(2, 2, 2)],
    ['no schema version', { ...numbered(2), metadata: { recordedAt: '2026-01-01T12:00:02.000Z' } }],
    ['no recorded time', { ...numbered(2), metadata: { schemaVersion: 1 } }],
  ])('parks a stream at an event with %s', async (_, event) => {
    await runner.start();
    await count(log, 'sum-a', numbered(1), event, numbered(3));
    await runner.waitFor(await count(log, 'sum-b', numbered(4)), SOON);
    expect(numbers(readModel.database)).toEqual([1, 4]);
    expect(runner.status().parked).toMatchObject([{ stream: 'sum-a', revision: 1 }]);
  });
});
