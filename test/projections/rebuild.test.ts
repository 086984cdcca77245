import { verifyCheckpoint } from '../../src/projections/checkpoint-verification.js';
import { type Checkpoint, ReadModelMismatchError } from '../../src/read-model/checkpoints.js';
import { ProjectionError } from '../../src/projections/projection.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { rebuild } from '../../src/projections/rebuild.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { count, numbered, numbers, Tally } from '../support/tally-projection.js';

describe('rebuilding a read model', () => {
  let log: SqliteEventLog;
  let tally: Tally;
  let readModel: ReadModelWriter;

  beforeEach(() => {
    log = SqliteEventLog.open(':memory:', { positionStep: () => 3 });
    tally = new Tally();
    readModel = ReadModelWriter.open(':memory:', tally);
  });
  afterEach(async () => {
    readModel.close();
    await log.close();
  });

  const many = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => numbered(from + n));

  it('reads all that the log has', async () => {
    const last = await count(log, 'sum-a', ...many(0, 10));
    expect(await rebuild(readModel, log)).toBe(true);
    expect(numbers(readModel.database)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(readModel.checkpoints.load()).toMatchObject({ position: last, events: 10 });
  });

  it('of an empty log is done at once', async () => {
    expect(await rebuild(readModel, log)).toBe(true);
    expect(readModel.checkpoints.load()).toBeUndefined();
  });

  it('reads through a position, itself included, and goes on from there', async () => {
    const through = await count(log, 'sum-a', ...many(0, 3));
    await count(log, 'other', numbered(3));
    const last = await count(log, 'sum-b', ...many(4, 6));
    expect(await rebuild(readModel, log, { through })).toBe(true);
    expect(numbers(readModel.database)).toEqual([0, 1, 2]);
    expect(readModel.checkpoints.load()).toMatchObject({ position: through, events: 3 });
    await rebuild(readModel, log, { through });
    expect(readModel.checkpoints.load()).toMatchObject({ position: through, events: 3 });
    await rebuild(readModel, log);
    expect(numbers(readModel.database)).toEqual([0, 1, 2, 4, 5]);
    expect(readModel.checkpoints.load()).toMatchObject({ position: last, events: 6 });
  });

  it('tells how far it is, can be ended in the midst, and goes on where it was', async () => {
    for (let n = 0; n < 2_500; n += 500) await count(log, 'sum-a', ...many(n, n + 500));
    const ending = new AbortController();
    const told: Checkpoint[] = [];
    const onProgress = (checkpoint: Checkpoint) => {
      told.push(checkpoint);
      expect(readModel.checkpoints.load()).toEqual(checkpoint);
      ending.abort();
    };
    expect(await rebuild(readModel, log, { signal: ending.signal, onProgress })).toBe(false);
    expect(numbers(readModel.database)).toHaveLength(1_000);
    expect(await rebuild(readModel, log, { onProgress })).toBe(true);
    expect(told.map(({ events }) => events)).toEqual([1_000, 2_000, 2_500]);
    expect(numbers(readModel.database)).toEqual(Array.from({ length: 2_500 }, (_, n) => n));
  });

  it('parks a stream as following does', async () => {
    tally.before = ({ data }) => {
      if (data['number'] === 2) throw new ProjectionError('two');
    };
    await count(log, 'sum-a', ...many(0, 4));
    await count(log, 'sum-b', numbered(5));
    const parked: string[] = [];
    await rebuild(readModel, log, { clock: () => new Date(0), onParked: (stream) => parked.push(stream) });
    expect(numbers(readModel.database)).toEqual([0, 1, 5]);
    expect(parked).toEqual(['sum-a']);
    expect(readModel.checkpoints.parked()).toMatchObject([
      { stream: 'sum-a', revision: 2, since: '1970-01-01T00:00:00.000Z' },
    ]);
  });

  it('refuses a read model of another log and leaves it as it is', async () => {
    await count(log, 'sum-a', ...many(0, 2));
    await rebuild(readModel, log);
    const other = SqliteEventLog.open(':memory:');
    await count(other, 'sum-a', ...many(5, 9));
    await expect(rebuild(readModel, other)).rejects.toThrow(ReadModelMismatchError);
    expect(numbers(readModel.database)).toEqual([0, 1]);
    await verifyCheckpoint(readModel, log);
    await other.close();
  });
});
