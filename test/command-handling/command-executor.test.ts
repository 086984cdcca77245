import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import type { EventLog } from '../../src/event-log/event-log.js';
import { canonicalJson } from '../../src/lib/digest.js';
import { CommandRejectedError, RevisionMismatchError } from '../../src/command-handling/errors.js';
import { MAX_EVENT_BYTES } from '../../src/command-handling/event-envelope.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { collect } from '../event-log/contract/support.js';
import { bookDecider, repeatable, REQUEST, take } from './support.js';

const STREAM = 'book-one';
const NOW = '2024-01-01T00:00:00.000Z';

describe('A recorder', () => {
  let log: EventLog;
  let recorder: CommandExecutor;
  beforeEach(() => {
    log = SqliteEventLog.open(':memory:');
    recorder = new CommandExecutor(log, () => new Date(NOW));
  });
  afterEach(() => log.close());

  const record = (notes: readonly string[], context = REQUEST) =>
    recorder.record(STREAM, bookDecider, take(...notes), context);
  const events = () => collect(log.readStream(STREAM));

  it('writes what is decided, and answers it', async () => {
    const first = await record(['a', 'b']);
    const second = await record(['b', 'c']);

    const [a, b, c] = await events();
    expect(first).toEqual({
      written: [
        { id: a?.id, type: 'NoteTaken', data: { text: 'a' }, revision: 0 },
        { id: b?.id, type: 'NoteTaken', data: { text: 'b' }, revision: 1 },
      ],
      revision: 1,
      position: b?.position,
      replayed: false,
    });
    expect(second).toMatchObject({
      written: [{ id: c?.id, data: { text: 'c' }, revision: 2 }],
      revision: 2,
      position: c?.position,
    });
  });

  it('writes nothing where nothing is left to do', async () => {
    expect(await record([])).toEqual({ written: [], revision: -1, position: undefined, replayed: false });
    await record(['a']);
    expect(await record(['a'])).toEqual({ written: [], revision: 0, position: undefined, replayed: false });
    expect(await events()).toHaveLength(1);
  });

  it('says of each event by whom, when, in which version and in answer to what it was recorded', async () => {
    const context = repeatable('key', 'body');
    await record(['a', 'b'], context);
    await record(['c']);

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

  it('shows the state as the log has it now', async () => {
    expect(await recorder.loadState(STREAM, bookDecider)).toEqual({ notes: [] });
    await record(['a']);
    await new CommandExecutor(log).record(STREAM, bookDecider, take('b'), REQUEST);
    expect(await recorder.loadState(STREAM, bookDecider)).toEqual({ notes: ['a', 'b'] });
  });

  it('takes the revision that the caller expects, and no other', async () => {
    const expecting = (expectedRevision: number) => ({ ...REQUEST, expectedRevision });
    await expect(record(['a'], expecting(0))).rejects.toMatchObject({ expected: 0, actual: -1 });
    await record(['a'], expecting(-1));
    await record(['b'], expecting(0));
    await expect(record(['c'], expecting(0))).rejects.toThrow(RevisionMismatchError);
    await expect(record(['b'], expecting(2))).rejects.toThrow(RevisionMismatchError);
    expect(await events()).toHaveLength(2);
  });

  it('decides the commands for one stream one after the other', async () => {
    const answers = await Promise.all(['a', 'b', 'a', 'c', 'b'].map((note) => record([note])));
    expect(answers.map(({ written }) => written.length)).toEqual([1, 1, 0, 1, 0]);
    expect(answers.map(({ revision }) => revision)).toEqual([0, 1, 1, 2, 2]);
  });

  it('goes on after a command that was refused or failed', async () => {
    const failing = { ...bookDecider, decide: () => failWith(new RangeError('Broken.')) };
    const broken = recorder.record(STREAM, failing, take('a'), REQUEST);
    const fine = record(['a']);
    await expect(broken).rejects.toThrow(RangeError);
    expect(await fine).toMatchObject({ revision: 0 });
  });

  it('lets the failure of the log through, and nothing is written', async () => {
    await expect(record(['\ud800'])).rejects.toThrow('well-formed');
    expect(await record(['a'])).toMatchObject({ revision: 0 });
  });

  describe('of large events', () => {
    /** What an event of this much text takes, as whoever reads it from the log would count. */
    const bytesOf = async (text: string): Promise<number> => {
      await recorder.record('book-two', bookDecider, take(text), REQUEST);
      const [event] = await collect(log.readStream('book-two', { direction: 'backwards', limit: 1 }));
      if (!event) throw new Error('Not recorded.');
      return Buffer.byteLength(canonicalJson({ ...event }));
    };

    it('takes them up to the limit, and none above', async () => {
      const text = 'é'.repeat(1000) + 'x'.repeat(MAX_EVENT_BYTES - (await bytesOf('')) - 2000);
      expect(await bytesOf(text)).toBe(MAX_EVENT_BYTES);
      await record([text]);
      const refused = await record(['small', `${text}x`]).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(CommandRejectedError);
      expect(refused).toMatchObject({ violations: [{ pointer: '', code: 'event-too-large' }] });
      expect(await events()).toHaveLength(1);
    });
  });
});

function failWith(error: Error): never {
  throw error;
}
