import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import type { EventLog } from '../../src/event-log/event-log.js';
import { canonicalJson } from '../../src/lib/digest.js';
import { CommandRejectedError, RevisionMismatchError } from '../../src/command-handling/errors.js';
import { MAX_EVENT_BYTES } from '../../src/command-handling/event-envelope.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { collect, delegateTo } from '../event-log/contract/support.js';
import { gate } from '../event-log/eventstoredb/fake/support.js';
import { bookDecider, failWith, REQUEST, takeNotes, withIdempotencyKey } from './support.js';

const STREAM = 'book-one';
const NOW = '2024-01-01T00:00:00.000Z';

describe('CommandExecutor', () => {
  let log: EventLog;
  let executor: CommandExecutor;
  beforeEach(() => {
    log = SqliteEventLog.open(':memory:');
    executor = new CommandExecutor(log, () => new Date(NOW));
  });
  afterEach(() => log.close());

  const execute = (notes: readonly string[], context = REQUEST) =>
    executor.record(STREAM, bookDecider, takeNotes(...notes), context);
  const events = () => collect(log.readStream(STREAM));

  it('appends the decided events and returns them', async () => {
    const first = await execute(['a', 'b']);
    const second = await execute(['b', 'c']);

    const [a, b, c] = await events();
    expect(first).toEqual({
      written: [
        { id: a?.id, type: 'NoteTaken', data: { text: 'a' }, revision: 0 },
        { id: b?.id, type: 'NoteTaken', data: { text: 'b' }, revision: 1 },
      ],
      revision: 1,
      place: b && { position: b.position, event: b.id },
      replayed: false,
    });
    expect(second).toMatchObject({
      written: [{ id: c?.id, data: { text: 'c' }, revision: 2 }],
      revision: 2,
      place: c && { position: c.position, event: c.id },
    });
  });

  it('lets listeners read a stream that was forgotten before it says that it was', async () => {
    await execute(['a']);
    let read: unknown;
    executor.onForget(async (stream) => {
      read = [stream, await executor.loadState(stream, bookDecider)];
    });
    await executor.forget(STREAM);
    expect(read).toEqual([STREAM, await executor.loadState(STREAM, bookDecider)]);
  });

  it('appends nothing if the decider returns no events', async () => {
    expect(await execute([])).toEqual({ written: [], revision: -1, place: undefined, replayed: false });
    await execute(['a']);
    expect(await execute(['a'])).toEqual({ written: [], revision: 0, place: undefined, replayed: false });
    expect(await events()).toHaveLength(1);
  });

  it('adds schema version, time, principal, correlation and idempotency to the metadata', async () => {
    const context = withIdempotencyKey('key', 'body');
    await execute(['a', 'b'], context);
    await execute(['c']);

    const origin = {
      schemaVersion: 1,
      recordedAt: NOW,
      recordedBy: 'checker',
      correlationId: 'trace',
      causationId: 'span',
    };
    expect((await events()).map(({ metadata }) => metadata)).toEqual([
      { ...origin, idempotency: context.idempotency },
      { ...origin, idempotency: context.idempotency },
      origin,
    ]);
  });

  it('loads the current state of the log', async () => {
    expect(await executor.loadState(STREAM, bookDecider)).toEqual({ notes: [] });
    await execute(['a']);
    await new CommandExecutor(log).record(STREAM, bookDecider, takeNotes('b'), REQUEST);
    expect(await executor.loadState(STREAM, bookDecider)).toEqual({ notes: ['a', 'b'] });
  });

  it('shares one read among the loads that wait for their turn', async () => {
    let reads = 0;
    const counted: EventLog = {
      ...delegateTo(log),
      readStream: (stream, options) => {
        reads += 1;
        return log.readStream(stream, options);
      },
    };
    executor = new CommandExecutor(counted);
    const load = () => executor.loadState(STREAM, bookDecider);
    const waiting = [1, 2, 3].map(load);
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => ({ notes: [] })));
    expect(reads).toBe(1);

    const before = [1, 2, 3].map(load);
    const recorded = execute(['a']);
    const after = [1, 2, 3].map(load);
    await Promise.all([...before, recorded]);
    expect(await Promise.all(after)).toEqual(after.map(() => ({ notes: ['a'] })));
  });

  it('reads again for a load that comes while another one reads', async () => {
    const reading = gate();
    const held = gate();
    let reads = 0;
    const slow: EventLog = {
      ...delegateTo(log),
      readStream: async function* (stream, options) {
        const found = await collect(log.readStream(stream, options));
        reads += 1;
        reading.release();
        if (reads === 1) await held.released;
        yield* found;
      },
    };
    executor = new CommandExecutor(slow);
    const first = executor.loadState(STREAM, bookDecider);
    await reading.released;
    await new CommandExecutor(log).record(STREAM, bookDecider, takeNotes('a'), REQUEST);
    const second = executor.loadState(STREAM, bookDecider);
    held.release();
    await first;
    expect(await second).toEqual({ notes: ['a'] });
  });

  it('rejects a command with a wrong expected revision', async () => {
    const expecting = (expectedRevision: number) => ({ ...REQUEST, expectedRevision });
    await expect(execute(['a'], expecting(0))).rejects.toMatchObject({ expected: 0, actual: -1 });
    await execute(['a'], expecting(-1));
    await execute(['b'], expecting(0));
    await expect(execute(['c'], expecting(0))).rejects.toThrow(RevisionMismatchError);
    await expect(execute(['b'], expecting(2))).rejects.toThrow(RevisionMismatchError);
    expect(await events()).toHaveLength(2);
  });

  it('decides the commands of one stream sequentially', async () => {
    const results = await Promise.all(['a', 'b', 'a', 'c', 'b'].map((note) => execute([note])));
    expect(results.map(({ written }) => written.length)).toEqual([1, 1, 0, 1, 0]);
    expect(results.map(({ revision }) => revision)).toEqual([0, 1, 1, 2, 2]);
  });

  it('executes the next command after one that failed', async () => {
    const failing = { ...bookDecider, decide: () => failWith(new RangeError('Broken.')) };
    const broken = executor.record(STREAM, failing, takeNotes('a'), REQUEST);
    const fine = execute(['a']);
    await expect(broken).rejects.toThrow(RangeError);
    expect(await fine).toMatchObject({ revision: 0 });
  });

  it('returns an error of the log and writes nothing', async () => {
    await expect(execute(['\ud800'])).rejects.toThrow('well-formed');
    expect(await execute(['a'])).toMatchObject({ revision: 0 });
  });

  describe('with large events', () => {
    /** Returns the size of an event with this text, as a reader of the log counts it. */
    const bytesOf = async (text: string): Promise<number> => {
      await executor.record('book-two', bookDecider, takeNotes(text), REQUEST);
      const [event] = await collect(log.readStream('book-two', { direction: 'backwards', limit: 1 }));
      if (!event) throw new Error('Not recorded.');
      return Buffer.byteLength(canonicalJson({ ...event }));
    };

    it('accepts events up to the limit and rejects larger ones', async () => {
      const text = 'é'.repeat(1000) + 'x'.repeat(MAX_EVENT_BYTES - (await bytesOf('')) - 2000);
      expect(await bytesOf(text)).toBe(MAX_EVENT_BYTES);
      await execute([text]);
      const rejection = await execute(['small', `${text}x`]).catch((error: unknown) => error);
      expect(rejection).toBeInstanceOf(CommandRejectedError);
      expect(rejection).toMatchObject({ violations: [{ pointer: '', code: 'event-too-large' }] });
      expect(await events()).toHaveLength(1);
    });
  });
});
