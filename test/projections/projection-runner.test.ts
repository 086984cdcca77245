import { join } from 'node:path';
import { jest } from '@jest/globals';
import Database from 'better-sqlite3';
import { ProjectionError } from '../../src/projections/projection.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import type { RunnerOptions } from '../../src/projections/projection-runner.js';
import { type EventLog, LogUnavailableError } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { SameThreadProjection } from '../support/same-thread-projection.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import {
  appendEvents,
  numberedEvent,
  tallyNumbers,
  TallyProjection,
  tallyRows,
  type TallyRow,
} from '../support/tally-projection.js';

const SOON = 2_000;

describe('ProjectionRunner', () => {
  const folder = temporaryFolder();
  let files = 0;
  let log: SqliteEventLog;
  let tally: TallyProjection;
  let readModel: ReadModelWriter;
  let runner: SameThreadProjection;
  const troubles: string[] = [];

  function runnerOf(over: EventLog = log, options: RunnerOptions = {}): SameThreadProjection {
    // A runner that stopped has closed its file.
    if (!readModel.database.open) readModel = ReadModelWriter.open(readModel.database.name, tally);
    const onTrouble = (message: string) => troubles.push(message);
    return new SameThreadProjection(over, readModel, { onTrouble, clock: () => new Date(0), ...options });
  }

  beforeEach(() => {
    log = SqliteEventLog.open(':memory:', { positionStep: () => 3 });
    tally = new TallyProjection();
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

  it('projects stored events, then new ones', async () => {
    await appendEvents(log, 'sum-a', numberedEvent(1), numberedEvent(2));
    await runner.start();
    await runner.waitFor(await appendEvents(log, 'sum-b', numberedEvent(3)), SOON);
    expect(tallyNumbers(readModel.database)).toEqual([1, 2, 3]);
    expect(runner).toMatchObject({ caughtUp: true, lastEventAt: '2026-01-01T12:00:03.000Z', parked: [] });
  });

  it('advances the checkpoint past events of streams it does not handle', async () => {
    await runner.start();
    const position = await appendEvents(log, 'access', numberedEvent(1));
    expect(await runner.waitFor(position, SOON)).toBe(true);
    expect(tallyNumbers(readModel.database)).toEqual([]);
    expect(runner.position).toBe(position);
  });

  it('retries a failing log with jitter', async () => {
    /** Returns the time until the fourth attempt. */
    const timeToFourthAttempt = async (random: number): Promise<number> => {
      const randomSpy = jest.spyOn(Math, 'random').mockReturnValue(random);
      const attempts: number[] = [];
      const over = {
        id: log.id,
        subscribe: () => {
          attempts.push(performance.now());
          throw new LogUnavailableError('gone');
        },
      } as unknown as EventLog;
      const retrying = runnerOf(over);
      await retrying.start();
      while (attempts.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
      await retrying.stop();
      randomSpy.mockRestore();
      return (attempts[3] ?? 0) - (attempts[0] ?? 0);
    };
    const [longest, shortest] = [await timeToFourthAttempt(0), await timeToFourthAttempt(0.999)];
    expect(longest - shortest).toBeGreaterThan(longest / 4);
  });

  it('writes many events in one transaction, up to the batch size', async () => {
    const positions = new Set<string | undefined>();
    tally.beforeProject = () => positions.add(readModel.checkpoints.load()?.position);
    await appendEvents(log, 'sum-a', ...Array.from({ length: 100 }, (_, n) => numberedEvent(n)));
    runner = runnerOf(log, { batchSize: 40, batchMs: Infinity });
    await runner.start();
    await runner.waitFor((await log.head()) ?? '', SOON);
    expect(positions.size).toBe(3);
    expect(tallyNumbers(readModel.database)).toHaveLength(100);
  });

  it('ends a transaction after the maximum batch time', async () => {
    const positions = new Set<string | undefined>();
    tally.beforeProject = () => positions.add(readModel.checkpoints.load()?.position);
    await appendEvents(log, 'sum-a', numberedEvent(1), numberedEvent(2), numberedEvent(3));
    runner = runnerOf(log, { batchMs: 0 });
    await runner.start();
    await runner.waitFor((await log.head()) ?? '', SOON);
    expect(positions.size).toBe(3);
  });

  it('resumes after its checkpoint when restarted', async () => {
    await runner.start();
    await runner.waitFor(await appendEvents(log, 'sum-a', numberedEvent(1)), SOON);
    await runner.stop();
    const position = await appendEvents(log, 'sum-a', numberedEvent(2));
    runner = runnerOf();
    await runner.start();
    await runner.waitFor(position, SOON);
    expect(tallyNumbers(readModel.database)).toEqual([1, 2]);
  });

  it('keeps recorded time monotonic, also across restarts', async () => {
    await runner.start();
    await runner.waitFor(await appendEvents(log, 'sum-a', numberedEvent(1, 30)), SOON);
    await runner.stop();
    await appendEvents(log, 'access', numberedEvent(2, 40));
    const position = await appendEvents(log, 'sum-a', numberedEvent(3, 20), numberedEvent(4, 50));
    runner = runnerOf();
    await runner.start();
    await runner.waitFor(position, SOON);
    expect(tallyRows(readModel.database).map(({ recordedAt }) => recordedAt.slice(17, 19))).toEqual(['30', '40', '50']);
  });

  it('waitFor() returns whether the position was handled within the limit', async () => {
    await runner.start();
    const position = await appendEvents(log, 'sum-a', numberedEvent(1));
    expect(await runner.waitFor(position, SOON)).toBe(true);
    expect(await runner.waitFor(position, 0)).toBe(true);
    expect(await runner.waitFor(String(Number(position) + 1).padStart(20, '0'), 20)).toBe(false);
  });

  it('handles all received events before it stops', async () => {
    await appendEvents(log, 'sum-a', ...Array.from({ length: 30 }, (_, n) => numberedEvent(n)));
    const reader = new Database(readModel.database.name, { readonly: true });
    tally.beforeProject = () => void runner.stop();
    runner = runnerOf(log, { batchMs: 0 });
    await runner.start();
    await runner.waitFor((await log.head()) ?? '', SOON);
    expect(tallyNumbers(reader)).toHaveLength(30);
    reader.close();
  });

  it('resubscribes after the log failed', async () => {
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
    const position = await appendEvents(log, 'sum-a', numberedEvent(1));
    expect(await runner.waitFor(position, 50)).toBe(false);
    expect(runner).toMatchObject({
      caughtUp: false,
      failure: expect.stringMatching(/^The log can't be reached/) as unknown,
    });
    failing = false;
    expect(await runner.waitFor(position, SOON)).toBe(true);
    expect(runner.failure).toBeUndefined();
  });

  it('reports the failure of the log even if events were still pending', async () => {
    const position = await appendEvents(log, 'sum-a', ...Array.from({ length: 5 }, (_, n) => numberedEvent(n)));
    const failing = Object.create(log, {
      subscribe: {
        value: async function* (options: Parameters<EventLog['subscribe']>[0]) {
          for await (const message of log.subscribe(options)) {
            if (message.kind !== 'event') throw new LogUnavailableError('gone');
            yield message;
          }
        },
      },
    }) as EventLog;
    const errors: unknown[] = [];
    runner = runnerOf(failing, { batchMs: 0, onTrouble: (_, error) => errors.push(error) });
    await runner.start();
    expect(await runner.waitFor(position, SOON)).toBe(true);
    while (errors.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(errors[0]).toEqual(new LogUnavailableError('gone'));
    expect(runner.failure).toMatch(/^The log can't be reached/);
  });

  describe('when the read model fails within a batch', () => {
    it('rolls the batch back, and handles each event once afterwards', async () => {
      let full = true;
      tally.beforeProject = ({ data }) => {
        if (full && data['number'] === 3) throw new Database.SqliteError('disk full', 'SQLITE_FULL');
      };
      const position = await appendEvents(log, 'sum-a', numberedEvent(1), numberedEvent(2), numberedEvent(3));
      await runner.start();
      expect(await runner.waitFor(position, 50)).toBe(false);
      expect(tallyNumbers(readModel.database)).toEqual([]);
      expect(readModel.checkpoints.load()).toBeUndefined();
      expect(runner).toMatchObject({
        parked: [],
        failure: "The read model can't be written: the disk is full. Free some space; it then continues by itself.",
      });
      full = false;
      expect(await runner.waitFor(position, SOON)).toBe(true);
      expect(tallyNumbers(readModel.database)).toEqual([1, 2, 3]);
      expect(troubles).toContain('Following the log failed.');
    });
  });

  describe('with an event that cannot be projected', () => {
    let broken: boolean;
    beforeEach(async () => {
      broken = true;
      tally.beforeProject = ({ data }) => {
        if (broken && data['number'] === 2) throw new ProjectionError('two');
      };
      await appendEvents(log, 'sum-a', numberedEvent(1), numberedEvent(2, 40));
      await appendEvents(log, 'sum-b', numberedEvent(3));
      await appendEvents(log, 'sum-a', numberedEvent(4));
      await runner.start();
      await runner.waitFor(await appendEvents(log, 'sum-b', numberedEvent(5, 50)), SOON);
    });

    it('parks the stream and continues with the others', () => {
      expect(tallyNumbers(readModel.database)).toEqual([1, 3, 5]);
      expect(runner.parked).toEqual([
        { stream: 'sum-a', revision: 1, error: 'two', since: '1970-01-01T00:00:00.000Z' },
      ]);
      expect(troubles).toEqual(['Parked sum-a.']);
    });

    it('projects skipped events on a retry, with their effective recorded time', async () => {
      broken = false;
      expect(await runner.retryParked()).toEqual([]);
      const seconds = ({ number, recordedAt }: TallyRow) => [number, recordedAt.slice(17, 19)];
      expect(tallyRows(readModel.database).map(seconds)).toEqual([
        [1, '01'],
        [2, '40'],
        [3, '40'],
        [4, '40'],
        [5, '50'],
      ]);
      await runner.waitFor(await appendEvents(log, 'sum-a', numberedEvent(6, 60)), SOON);
      expect(tallyNumbers(readModel.database)).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('keeps the stream parked when a retry fails, also across a restart', async () => {
      await runner.stop();
      runner = runnerOf();
      await runner.start();
      await runner.waitFor(await appendEvents(log, 'sum-a', numberedEvent(6, 60)), SOON);
      expect(await runner.retryParked()).toMatchObject([{ stream: 'sum-a', revision: 1 }]);
      expect(tallyNumbers(readModel.database)).toEqual([1, 3, 5]);
      broken = false;
      expect(await runner.retryParked()).toEqual([]);
      expect(tallyNumbers(readModel.database)).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('finishes all pending retries before it stops', async () => {
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

    it('parks the stream at a later event if only that one still fails', async () => {
      tally.beforeProject = ({ data }) => {
        if (data['number'] === 4) throw new ProjectionError('four');
      };
      expect(await runner.retryParked()).toMatchObject([{ stream: 'sum-a', revision: 2, error: 'four' }]);
      expect(tallyNumbers(readModel.database)).toEqual([1, 2, 3, 5]);
      expect(readModel.checkpoints.skipped('sum-a').map(({ revision }) => revision)).toEqual([2]);
    });
  });

  it.each([
    ['a newer schema version', numberedEvent(2, 2, 2)],
    ['no schema version', { ...numberedEvent(2), metadata: { recordedAt: '2026-01-01T12:00:02.000Z' } }],
    ['no recorded time', { ...numberedEvent(2), metadata: { schemaVersion: 1 } }],
  ])('parks a stream at an event with %s', async (_, event) => {
    await runner.start();
    await appendEvents(log, 'sum-a', numberedEvent(1), event, numberedEvent(3));
    await runner.waitFor(await appendEvents(log, 'sum-b', numberedEvent(4)), SOON);
    expect(tallyNumbers(readModel.database)).toEqual([1, 4]);
    expect(runner.parked).toMatchObject([{ stream: 'sum-a', revision: 1 }]);
  });
});
