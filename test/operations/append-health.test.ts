import {
  InvalidAppendError,
  LogUnavailableError,
  StreamDeletedError,
  UnknownOutcomeError,
  WrongExpectedRevisionError,
} from '../../src/event-log/event-log.js';
import { LogDamagedError } from '../../src/event-log/sqlite/errors.js';
import { AppendHealth } from '../../src/operations/append-health.js';

const FULL = new LogUnavailableError('/data/log.sqlite is full', { publicReason: 'The disk is full.' });

describe('AppendHealth', () => {
  let health: AppendHealth;
  let now: number;
  let reports: string[];
  let checks: number;
  let checkFails: Error | undefined;
  let looksUnwritable: boolean;

  beforeEach(() => {
    now = Date.parse('2026-11-30T03:00:00Z');
    reports = [];
    checks = 0;
    checkFails = FULL;
    looksUnwritable = false;
    health = healthOf({
      checkWritable: () => {
        checks += 1;
        return checkFails === undefined ? Promise.resolve() : Promise.reject(checkFails);
      },
    });
  });
  afterEach(() => health.stop());

  function healthOf(log: ConstructorParameters<typeof AppendHealth>[0]): AppendHealth {
    const report = (message: string) => {
      reports.push(message);
    };
    const clock = () => (now += 1_000);
    const options = { looksUnwritable: () => looksUnwritable, clock, checkEveryMs: 5 };
    const watching = new AppendHealth(log, { onTrouble: report, onProgress: report }, options);
    watching.start();
    return watching;
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  it('says since when, why and how many appends have failed, and reports it once', () => {
    expect([health.isFailing, health.lastFailure]).toEqual([false, undefined]);
    health.observe(FULL);
    health.observe(new UnknownOutcomeError('/data/log.sqlite', { publicReason: 'The disk reported an error.' }));
    expect(health.isFailing).toBe(true);
    expect(health.lastFailure).toEqual({
      since: '2026-11-30T03:00:01.000Z',
      lastAt: '2026-11-30T03:00:02.000Z',
      appends: 2,
      reason: 'The disk reported an error.',
    });
    expect(reports).toEqual(['Appends to the log fail.']);
  });

  it.each([
    [new LogUnavailableError('esdb://admin:secret@10.0.0.1 is silent'), "The event log can't be reached."],
    [new UnknownOutcomeError('esdb://admin:secret@10.0.0.1 is silent'), "The event log didn't confirm an append."],
    [new LogDamagedError('/secret/log.sqlite'), 'A part of the event log is damaged'],
  ])('shows neither the address nor the path of %p', (error, reason) => {
    health.observe(error);
    expect(health.lastFailure?.reason).toContain(reason);
    expect(health.lastFailure?.reason).not.toContain('secret');
  });

  it.each([
    new WrongExpectedRevisionError('claim-talks', 'no-stream', 3),
    new InvalidAppendError('The event is too large.'),
    new StreamDeletedError('The stream was deleted.'),
    new TypeError('A defect.'),
  ])('takes nothing from %p, which says nothing of the log', (error) => {
    health.observe(error);
    expect(health.isFailing).toBe(false);
  });

  it('ends a failure with the first append that succeeds, and keeps it as the last one until the next', () => {
    health.observe(FULL);
    health.observe();
    expect(health.isFailing).toBe(false);
    expect(health.lastFailure).toMatchObject({ appends: 1, until: '2026-11-30T03:00:02.000Z' });
    expect(reports[1]).toBe('Appends to the log work again. Failed since 2026-11-30T03:00:01.000Z: 1.');
    health.observe(FULL);
    expect(health.lastFailure).toEqual({
      since: '2026-11-30T03:00:03.000Z',
      lastAt: '2026-11-30T03:00:03.000Z',
      appends: 1,
      reason: 'The disk is full.',
    });
  });

  it('checks the log while appends fail, and ends the failure when a check succeeds', async () => {
    health.observe(FULL);
    await until(() => checks >= 2);
    expect(health.isFailing).toBe(true);
    expect(health.lastFailure?.appends).toBe(1);
    expect(Date.parse(health.lastFailure?.lastAt ?? '')).toBeGreaterThan(Date.parse(health.lastFailure?.since ?? ''));
    checkFails = undefined;
    await until(() => !health.isFailing);
    const done = checks;
    health.observe();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(checks).toBe(done);
    expect(reports).toHaveLength(2);
  });

  it('checks a log that looks as if it took nothing, and says so before an append fails', async () => {
    looksUnwritable = true;
    await until(() => health.isFailing);
    expect(health.lastFailure).toMatchObject({ appends: 0, reason: 'The disk is full.' });
    await until(() => checks >= 3);
    expect(reports).toEqual(['Appends to the log would fail.']);
    checkFails = undefined;
    await until(() => !health.isFailing);
    expect(health.lastFailure?.until).toBeDefined();
    const { since } = health.lastFailure ?? {};
    expect(reports[1]).toBe(`Appends to the log work again. Failed since ${since}: 0.`);
  });

  it('believes a check more than what the log looks like', async () => {
    looksUnwritable = true;
    checkFails = undefined;
    await until(() => checks >= 3);
    expect([health.lastFailure, reports]).toEqual([undefined, []]);
  });

  it('takes nothing from a check that fails for another reason than the log', async () => {
    looksUnwritable = true;
    checkFails = new TypeError('A defect.');
    await until(() => checks >= 3);
    expect([health.lastFailure, reports]).toEqual([undefined, []]);
  });

  it('checks no log that looks as if it took more', async () => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(checks).toBe(0);
  });

  it('checks again what was damaged, and then took an append', async () => {
    health.observe(new LogDamagedError('log.sqlite'));
    health.observe();
    looksUnwritable = true;
    await until(() => health.isFailing);
    expect(checks).toBeGreaterThan(0);
  });

  it('believes an append that failed more than a check that began before it', async () => {
    let end = (): void => undefined;
    health = healthOf({ checkWritable: () => new Promise((resolve) => ((checks += 1), (end = resolve))) });
    health.observe(FULL);
    await until(() => checks === 1);
    health.observe(FULL);
    end();
    await until(() => checks === 2);
    expect(health.isFailing).toBe(true);
    end();
    await until(() => !health.isFailing);
  });

  it('does not check a damaged file, of which another part may be whole', async () => {
    checkFails = undefined;
    health.observe(new LogDamagedError('log.sqlite'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([checks, health.isFailing]).toEqual([0, true]);
    health.observe();
    expect(health.isFailing).toBe(false);
  });

  it('learns nothing from what fails after it was stopped', async () => {
    await health.stop();
    health.observe(new LogUnavailableError('The log is closed.'));
    expect(health.isFailing).toBe(false);
  });
});
