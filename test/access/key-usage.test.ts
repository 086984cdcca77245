import { AccessService } from '../../src/access/access.service.js';
import { ACCESS_STREAM } from '../../src/access/access.events.js';
import { KeyUsageTracker } from '../../src/access/key-usage.js';
import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { collect } from '../event-log/contract/support.js';
import { beforeNextAppend, REQUEST } from '../command-handling/support.js';

describe('The last use of a key', () => {
  let log: EventLog;
  let access: AccessService;
  let now: string;
  const clock = () => new Date(now);
  const recorderOn = (on: EventLog) => new CommandExecutor(on, clock);
  beforeEach(() => {
    now = '2024-04-09T12:00:00.000Z';
    log = SqliteEventLog.open(':memory:');
    access = new AccessService(recorderOn(log));
  });
  afterEach(() => log.close());

  /** A principal as the guard has it. */
  const somebody = async () => {
    const { text = '' } = await access.createKey({ principal: 'desk', scopes: ['record'] }, REQUEST);
    const principal = await access.authenticate(text);
    if (!principal) throw new Error('The key is no good.');
    return { principal, text };
  };
  const noted = async () =>
    (await collect(log.readStream(ACCESS_STREAM)))
      .filter(({ type }) => type === 'KeyUsed')
      .map(({ data, metadata }) => ({ on: data.on, by: metadata.recordedBy }));

  it('is noted once a day, by the principal whose key it is', async () => {
    const { principal } = await somebody();
    const uses = new KeyUsageTracker(recorderOn(log));
    for (const time of ['2024-04-09T12:00:00Z', '2024-04-09T23:59:59.999Z', '2024-04-10T00:00:00Z']) {
      now = time;
      for (let times = 0; times < 3; times++) uses.note(principal);
    }
    await uses.settled();
    expect(await noted()).toEqual([
      { on: '2024-04-09', by: 'desk' },
      { on: '2024-04-10', by: 'desk' },
    ]);
    expect(await access.key(principal.key)).toMatchObject({ lastUsedOn: '2024-04-10' });
  });

  it('is noted once over a restart, and where two instances race', async () => {
    const { principal } = await somebody();
    const other = new KeyUsageTracker(recorderOn(log));
    const meanwhile = async () => {
      other.note(principal);
      await other.settled();
    };
    const uses = new KeyUsageTracker(recorderOn(beforeNextAppend(log, meanwhile)));
    uses.note(principal);
    await uses.settled();
    const restarted = new KeyUsageTracker(recorderOn(log));
    restarted.note(principal);
    await restarted.settled();
    expect(await noted()).toHaveLength(1);
  });

  it('delays nobody, however long the log takes for it', async () => {
    const { principal, text } = await somebody();
    let go = () => undefined as unknown;
    const slow = beforeNextAppend(log, () => new Promise((resolve) => (go = resolve as () => unknown)));
    const busy = new AccessService(recorderOn(slow));
    const uses = new KeyUsageTracker(recorderOn(slow));
    uses.note(principal);
    expect(await busy.authenticate(text)).toEqual(principal);
    expect(await noted()).toEqual([]);
    go();
    await uses.settled();
    expect(await noted()).toHaveLength(1);
  });

  it('fails nobody, and is noted with the next use', async () => {
    const { principal } = await somebody();
    const uses = new KeyUsageTracker(
      recorderOn(beforeNextAppend(log, () => Promise.reject(new Error('The disk is full.')))),
    );
    uses.note(principal);
    await uses.settled();
    expect(await noted()).toEqual([]);
    uses.note(principal);
    await uses.settled();
    expect(await noted()).toHaveLength(1);
  });

  it('is in the log before the ledger is closed', async () => {
    const { principal } = await somebody();
    const uses = new KeyUsageTracker(recorderOn(log));
    uses.note(principal);
    await uses.onApplicationShutdown();
    expect(await noted()).toHaveLength(1);
  });
});
