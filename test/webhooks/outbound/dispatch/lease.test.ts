import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { SqliteEventLog } from '../../../../src/event-log/sqlite/sqlite-event-log.js';
import { Lease } from '../../../../src/webhooks/outbound/dispatch/lease.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

const TIMES = { renewMs: 10, holdMs: 25, takeMs: 40 };
const metadata = () => ({
  schemaVersion: 1,
  recordedAt: '',
  recordedBy: 'admin',
  correlationId: 'c',
  causationId: 'c',
});

describe('Lease', () => {
  const folder = temporaryFolder();
  let log: SqliteEventLog;
  let now = 0;
  const leaseOf = (instance = randomUUID()) => new Lease(log, instance, metadata, TIMES, () => now);
  beforeEach(() => {
    now = 0;
    log = SqliteEventLog.open(join(folder.path, `${randomUUID()}.sqlite`));
  });
  afterEach(() => log.close());
  afterAll(() => {
    folder.remove();
  });

  it('is held by one of several that try concurrently', async () => {
    const leases = [leaseOf(), leaseOf(), leaseOf()];
    const held = await Promise.all(leases.map((lease) => lease.tend()));
    expect(held.filter(Boolean)).toHaveLength(1);
  });
  it('stays with its holder as long as that renews it', async () => {
    const [one, other] = [leaseOf(), leaseOf()];
    expect(await one.tend()).toBe(true);
    for (now = 0; now < 200; now += 5) {
      expect(await one.tend()).toBe(true);
      expect(await other.tend()).toBe(false);
    }
  });
  it('ends for a holder that can not renew it before another instance takes it', async () => {
    const [one, other] = [leaseOf(), leaseOf()];
    await one.tend();
    await other.tend();
    for (now = 1; !other.holds; now += 1) {
      expect([one.holds, await other.tend()]).not.toEqual([true, true]);
      expect(now).toBeLessThanOrEqual(TIMES.takeMs);
    }
    expect(await one.tend()).toBe(false);
    now += TIMES.renewMs;
    expect([await other.tend(), await one.tend()]).toEqual([true, false]);
  });
  it('can be taken immediately after it was released, and by the same instance after it ended', async () => {
    const instance = randomUUID();
    const [one, other] = [leaseOf(instance), leaseOf()];
    await one.tend();
    expect(await leaseOf(instance).tend()).toBe(true);
    await one.tend();
    now += TIMES.renewMs;
    const again = leaseOf(instance);
    await again.tend();
    await again.release();
    expect(again.holds).toBe(false);
    expect(await other.tend()).toBe(true);
  });
});
