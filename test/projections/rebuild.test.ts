import { verifyCheckpoint } from '../../src/projections/checkpoint-verification.js';
import { type Checkpoint, ReadModelMismatchError } from '../../src/read-model/checkpoints.js';
import { ProjectionError } from '../../src/projections/projection.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { rebuild } from '../../src/projections/rebuild.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { appendEvents, numberedEvent, tallyNumbers, TallyProjection } from '../support/tally-projection.js';

describe('rebuild()', () => {
  let log: SqliteEventLog;
  let tally: TallyProjection;
  let readModel: ReadModelWriter;

  beforeEach(() => {
    log = SqliteEventLog.open(':memory:', { positionStep: () => 3 });
    tally = new TallyProjection();
    readModel = ReadModelWriter.open(':memory:', tally);
  });
  afterEach(async () => {
    readModel.close();
    await log.close();
  });

  const numberedEvents = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => numberedEvent(from + n));

  it('projects all events of the log', async () => {
    const last = await appendEvents(log, 'sum-a', ...numberedEvents(0, 10));
    expect(await rebuild(readModel, log)).toBe(true);
    expect(tallyNumbers(readModel.database)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(readModel.checkpoints.load()).toMatchObject({ position: last, events: 10 });
  });

  it('finishes without a checkpoint for an empty log', async () => {
    expect(await rebuild(readModel, log)).toBe(true);
    expect(readModel.checkpoints.load()).toBeUndefined();
  });

  it('stops after `through`, inclusive, and resumes from there', async () => {
    const through = await appendEvents(log, 'sum-a', ...numberedEvents(0, 3));
    await appendEvents(log, 'other', numberedEvent(3));
    const last = await appendEvents(log, 'sum-b', ...numberedEvents(4, 6));
    expect(await rebuild(readModel, log, { through })).toBe(true);
    expect(tallyNumbers(readModel.database)).toEqual([0, 1, 2]);
    expect(readModel.checkpoints.load()).toMatchObject({ position: through, events: 3 });
    await rebuild(readModel, log, { through });
    expect(readModel.checkpoints.load()).toMatchObject({ position: through, events: 3 });
    await rebuild(readModel, log);
    expect(tallyNumbers(readModel.database)).toEqual([0, 1, 2, 4, 5]);
    expect(readModel.checkpoints.load()).toMatchObject({ position: last, events: 6 });
  });

  it('reports progress, can be aborted, and resumes at its checkpoint', async () => {
    for (let n = 0; n < 2_500; n += 500) await appendEvents(log, 'sum-a', ...numberedEvents(n, n + 500));
    const stop = new AbortController();
    const reported: Checkpoint[] = [];
    const onProgress = (checkpoint: Checkpoint) => {
      reported.push(checkpoint);
      expect(readModel.checkpoints.load()).toEqual(checkpoint);
      stop.abort();
    };
    expect(await rebuild(readModel, log, { signal: stop.signal, onProgress })).toBe(false);
    expect(tallyNumbers(readModel.database)).toHaveLength(1_000);
    expect(await rebuild(readModel, log, { onProgress })).toBe(true);
    expect(reported.map(({ events }) => events)).toEqual([1_000, 2_000, 2_500]);
    expect(tallyNumbers(readModel.database)).toEqual(Array.from({ length: 2_500 }, (_, n) => n));
  });

  it('parks a stream as ProjectionRunner does', async () => {
    tally.beforeProject = ({ data }) => {
      if (data['number'] === 2) throw new ProjectionError('two');
    };
    await appendEvents(log, 'sum-a', ...numberedEvents(0, 4));
    await appendEvents(log, 'sum-b', numberedEvent(5));
    const parked: string[] = [];
    await rebuild(readModel, log, { clock: () => new Date(0), onParked: (stream) => parked.push(stream) });
    expect(tallyNumbers(readModel.database)).toEqual([0, 1, 5]);
    expect(parked).toEqual(['sum-a']);
    expect(readModel.checkpoints.parked()).toMatchObject([
      { stream: 'sum-a', revision: 2, since: '1970-01-01T00:00:00.000Z' },
    ]);
  });

  it('rejects a read model of another log without changing it', async () => {
    await appendEvents(log, 'sum-a', ...numberedEvents(0, 2));
    await rebuild(readModel, log);
    const other = SqliteEventLog.open(':memory:');
    await appendEvents(other, 'sum-a', ...numberedEvents(5, 9));
    await expect(rebuild(readModel, other)).rejects.toThrow(ReadModelMismatchError);
    expect(tallyNumbers(readModel.database)).toEqual([0, 1]);
    await verifyCheckpoint(readModel, log);
    await other.close();
  });
});
