import { AccessService } from '../../src/access/access.service.js';
import { ACCESS_STREAM } from '../../src/access/access.events.js';
import { KeyUsageTracker } from '../../src/access/key-usage.js';
import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { collect } from '../event-log/contract/support.js';
import { beforeNextAppend, REQUEST } from '../command-handling/support.js';

describe('KeyUsageTracker', () => {
  let log: EventLog;
  let access: AccessService;
  let now: string;
  const clock = () => new Date(now);
  const executorOn = (on: EventLog) => new CommandExecutor(on, clock);
  beforeEach(() => {
    now = '2024-04-09T12:00:00.000Z';
    log = SqliteEventLog.open(':memory:');
    access = new AccessService(executorOn(log));
  });
  afterEach(() => log.close());

  /** Creates a key and returns its authenticated principal. */
  const authenticated = async () => {
    const { text = '' } = await access.createKey({ principal: 'desk', scopes: ['record'] }, REQUEST);
    const principal = await access.authenticate(text);
    if (!principal) throw new Error('The key is invalid.');
    return { principal, text };
  };
  const recordedUses = async () =>
    (await collect(log.readStream(ACCESS_STREAM)))
      .filter(({ type }) => type === 'KeyUsed')
      .map(({ data, metadata }) => ({ on: data.on, by: metadata.recordedBy }));

  it('records the use of a key once a day, by its principal', async () => {
    const { principal } = await authenticated();
    const uses = new KeyUsageTracker(executorOn(log));
    for (const time of ['2024-04-09T12:00:00Z', '2024-04-09T23:59:59.999Z', '2024-04-10T00:00:00Z']) {
      now = time;
      for (let times = 0; times < 3; times++) uses.note(principal);
    }
    await uses.settled();
    expect(await recordedUses()).toEqual([
      { on: '2024-04-09', by: 'desk' },
      { on: '2024-04-10', by: 'desk' },
    ]);
    expect(await access.key(principal.key)).toMatchObject({ lastUsedOn: '2024-04-10' });
  });

  it('records a use once across restarts and concurrent instances', async () => {
    const { principal } = await authenticated();
    const other = new KeyUsageTracker(executorOn(log));
    const meanwhile = async () => {
      other.note(principal);
      await other.settled();
    };
    const uses = new KeyUsageTracker(executorOn(beforeNextAppend(log, meanwhile)));
    uses.note(principal);
    await uses.settled();
    const restarted = new KeyUsageTracker(executorOn(log));
    restarted.note(principal);
    await restarted.settled();
    expect(await recordedUses()).toHaveLength(1);
  });

  it('does not delay requests while the log is slow', async () => {
    const { principal, text } = await authenticated();
    let go = () => undefined as unknown;
    const slow = beforeNextAppend(log, () => new Promise((resolve) => (go = resolve as () => unknown)));
    const busy = new AccessService(executorOn(slow));
    const uses = new KeyUsageTracker(executorOn(slow));
    uses.note(principal);
    expect(await busy.authenticate(text)).toEqual(principal);
    expect(await recordedUses()).toEqual([]);
    go();
    await uses.settled();
    expect(await recordedUses()).toHaveLength(1);
  });

  it('records the next use after the log failed', async () => {
    const { principal } = await authenticated();
    const uses = new KeyUsageTracker(
      executorOn(beforeNextAppend(log, () => Promise.reject(new Error('The disk is full.')))),
    );
    uses.note(principal);
    await uses.settled();
    expect(await recordedUses()).toEqual([]);
    uses.note(principal);
    await uses.settled();
    expect(await recordedUses()).toHaveLength(1);
  });

  it('records pending uses before shutdown', async () => {
    const { principal } = await authenticated();
    const uses = new KeyUsageTracker(executorOn(log));
    uses.note(principal);
    await uses.onApplicationShutdown();
    expect(await recordedUses()).toHaveLength(1);
  });
});
