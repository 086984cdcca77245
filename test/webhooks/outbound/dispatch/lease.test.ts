import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { ATTEMPT_TIMEOUT_MS } from '../../../../src/app/webhook-settings.js';
import { UnknownOutcomeError } from '../../../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../../../src/event-log/sqlite/sqlite-event-log.js';
import {
  Lease,
  type LeaseApplicant,
  LEASE_STREAM,
  LEASE_TIMES,
} from '../../../../src/webhooks/outbound/dispatch/lease.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

const TIMES = { holdMs: 10, takeMs: 30, requestMs: 15, idleMs: 120 };
const metadata = () => ({
  schemaVersion: 1,
  recordedAt: '',
  recordedBy: 'admin',
  correlationId: 'c',
  causationId: 'c',
});
/** An instance that knows of later events than those of the lease. */
const ready = { canSend: true, position: '9'.repeat(20) };
/** One that knows of none. */
const idle = { canSend: true, position: undefined };

describe('Lease', () => {
  const folder = temporaryFolder();
  let log: SqliteEventLog;
  let now = 0;
  const leaseOf = (instance = randomUUID(), of: Pick<SqliteEventLog, 'append' | 'readStream'> = log) =>
    new Lease(of as SqliteEventLog, instance, metadata, TIMES, () => now);
  const types = async () => {
    const found: string[] = [];
    for await (const { type } of log.readStream(LEASE_STREAM)) found.push(type.replace('DispatcherLease', ''));
    return found;
  };
  /** Tends it at every millisecond until it is held. Returns how long that took. */
  const msUntilHeld = async (lease: Lease, applicant: LeaseApplicant = ready, limit = 1_000) => {
    const began = now;
    while (!(await lease.tend(applicant)) && now - began < limit) now += 1;
    return now - began;
  };
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
    const held = await Promise.all(leases.map((lease) => lease.tend(ready)));
    expect(held.filter(Boolean)).toHaveLength(1);
  });

  it('stays with a holder that looks, which answers requests', async () => {
    const [one, other] = [leaseOf(), leaseOf()];
    expect(await one.tend(ready)).toBe(true);
    for (now = 0; now < 200; now += 2) {
      expect(await one.tend(ready)).toBe(true);
      expect(await other.tend(ready)).toBe(false);
    }
    expect(one.term).toBe(1);
    const [first, ...rest] = await types();
    expect(first).toBe('Taken');
    expect(rest.length).toBeGreaterThan(10);
    expect(rest.join()).toMatch(/^(Requested,Taken,?)+$/);
  });

  it('appends nothing while nobody else wants it', async () => {
    const one = leaseOf();
    for (now = 0; now < 2_000; now += 2) expect(await one.tend(ready)).toBe(true);
    expect(await types()).toEqual(['Taken']);
  });

  it('is requested seldom while the ledger does not grow', async () => {
    const [one, other] = [leaseOf(), leaseOf()];
    for (now = 0; now < 600; now += 2) {
      await one.tend(idle);
      await other.tend(idle);
    }
    expect((await types()).filter((type) => type === 'Requested').length).toBeLessThanOrEqual(600 / TIMES.idleMs);
  });

  it.each([
    ['in less than a minute if the ledger grows', ready, 60_000],
    ['in less than three minutes if it does not', idle, 180_000],
  ])('is taken from a holder that is gone, %s', async (_how, applicant, bound) => {
    const [one, other] = [leaseOf(), leaseOf()];
    await one.tend(ready);
    await other.tend(applicant);
    const taken = await msUntilHeld(other, applicant);
    expect(taken).toBe(TIMES.takeMs + (applicant === ready ? TIMES.requestMs : TIMES.idleMs));
    const { takeMs, requestMs, idleMs } = LEASE_TIMES;
    expect(takeMs + (applicant === ready ? requestMs : idleMs)).toBeLessThan(bound);
    expect(await one.tend(ready)).toBe(false);
  });

  it('has ended for a holder that was frozen, before it looks again', async () => {
    const [one, other] = [leaseOf(), leaseOf()];
    await one.tend(ready);
    await msUntilHeld(other);
    expect(one.holds).toBe(false);
    expect([await one.tend(ready), other.holds]).toEqual([false, true]);
  });

  it('leaves time for an attempt between two holders', () => {
    expect(LEASE_TIMES.holdMs + ATTEMPT_TIMEOUT_MS).toBeLessThan(LEASE_TIMES.takeMs);
  });

  it('is never held by two, whenever instances look, freeze or can not reach the log', async () => {
    const fails = fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, fc.constantFrom('before', 'after'));
    const step = fc.record({ who: fc.nat(2), after: fc.nat(12), fails });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 80, maxLength: 120 }), async (steps) => {
        log = SqliteEventLog.open(join(folder.path, `${randomUUID()}.sqlite`));
        let fails: string | boolean = false;
        const flaky = {
          readStream: log.readStream.bind(log),
          append: async (...args: Parameters<SqliteEventLog['append']>) => {
            if (fails === 'before') throw new UnknownOutcomeError('lost');
            const result = await log.append(...args);
            if (fails === 'after') throw new UnknownOutcomeError('lost');
            return result;
          },
        };
        const leases = [0, 1, 2].map(() => leaseOf(randomUUID(), flaky));
        /** Until when attempts that began under a lease may last. */
        const busyUntil = leases.map(() => -Infinity);
        for (const { who, after, fails: how } of steps) {
          for (let ms = 0; ms < after; ms += 1) {
            now += 1;
            for (const [index, lease] of leases.entries()) {
              if (!lease.holds) continue;
              busyUntil[index] = now + TIMES.takeMs - TIMES.holdMs - 1;
              for (const [other, until] of busyUntil.entries()) if (other !== index) expect(until).toBeLessThan(now);
            }
          }
          fails = how;
          await leases[who]?.tend(ready).catch(() => undefined);
        }
        await log.close();
      }),
    );
    log = SqliteEventLog.open(join(folder.path, `${randomUUID()}.sqlite`));
  });

  it('stays with a holder whose answer was stored although it was not acknowledged', async () => {
    let isLost = false;
    const flaky = {
      readStream: log.readStream.bind(log),
      append: async (...args: Parameters<SqliteEventLog['append']>) => {
        const result = await log.append(...args);
        if (isLost) throw new UnknownOutcomeError('lost');
        return result;
      },
    };
    const [one, other] = [leaseOf(randomUUID(), flaky), leaseOf()];
    await one.tend(ready);
    await other.tend(ready);
    now += TIMES.requestMs;
    await other.tend(ready);
    isLost = true;
    await expect(one.tend(ready)).rejects.toThrow(UnknownOutcomeError);
    isLost = false;
    expect([await one.tend(ready), one.term]).toEqual([true, 1]);
  });

  it('is in doubt until the holder looks again', async () => {
    const one = leaseOf();
    await one.tend(ready);
    one.doubt();
    expect(one.holds).toBe(false);
    expect([await one.tend(ready), one.term]).toEqual([true, 1]);
  });

  it('is not taken or requested by an instance that can not send', async () => {
    const [one, other] = [leaseOf(), leaseOf()];
    expect(await other.tend({ ...ready, canSend: false })).toBe(false);
    await one.tend(ready);
    for (now = 0; now < 200; now += 2) await other.tend({ ...ready, canSend: false });
    expect(await types()).toEqual(['Taken']);
  });

  it('can be taken immediately after it was released, even if it had just been requested', async () => {
    const [one, other] = [leaseOf(), leaseOf()];
    await one.tend(ready);
    await other.tend(ready);
    now += TIMES.requestMs;
    await other.tend(ready);
    await one.release();
    expect(one.holds).toBe(false);
    expect(await other.tend(ready)).toBe(true);
    expect(await types()).toEqual(['Taken', 'Requested', 'Released', 'Taken']);
  });

  it('can be taken immediately by the same instance after a restart, as another term', async () => {
    const instance = randomUUID();
    const [before, other] = [leaseOf(instance), leaseOf()];
    await before.tend(ready);
    await other.tend(ready);
    now += TIMES.requestMs;
    await other.tend(ready);
    const again = leaseOf(instance);
    expect(await again.tend(ready)).toBe(true);
    // The process before it, if it weren't gone, wouldn't take it back.
    now += TIMES.holdMs;
    expect([await before.tend(ready), await again.tend(ready)]).toEqual([false, true]);
  });
});
