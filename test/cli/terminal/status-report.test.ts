import { isWell, type LedgerStatus, statusLines } from '../../../src/cli/terminal/status-report.js';

const current: LedgerStatus = {
  position: '00000000000000000007-5b0c1f6e@2915f1bd-baeb-4da0-82a7-19ab8159cd41',
  caughtUp: true,
  lastEventAt: '2026-11-25T09:00:00.000Z',
  parked: [],
  failure: undefined,
  recordedUntil: '2026-11-25T10:00:00.000Z',
  lag: 0,
};

describe('statusLines()', () => {
  it('returns the location of the log and whether it can be reached', () => {
    const lines = (log: LedgerStatus['log']) => statusLines('data', { ...current, ...(log && { log }) });
    expect(lines({ kind: 'file', reachable: true, writable: true })).toContain('log         a file in the data folder');
    expect(lines({ kind: 'event-store', reachable: false, writable: false })).toContain(
      "log         in an event store, which can't be reached",
    );
    expect(lines(undefined).join('\n')).not.toContain('\nlog');
  });

  it('says since when nothing can be recorded, and since when something can again', () => {
    const failure = {
      since: '2026-11-30T03:00:00.000Z',
      lastAt: '2026-11-30T03:10:00.000Z',
      appends: 2,
      reason: 'The disk is full.',
    };
    const failing: LedgerStatus = {
      ...current,
      log: { kind: 'file', reachable: true, writable: false, appendFailure: failure },
    };
    expect(statusLines('data', failing)).toContain(
      'recording   fails since 2026-11-30T03:00:00.000Z, 2 appends failed, last seen 2026-11-30T03:10:00.000Z: The disk is full.',
    );
    expect(isWell(failing)).toBe(false);
    const found: LedgerStatus = {
      ...current,
      log: { kind: 'file', reachable: true, writable: false, appendFailure: { ...failure, appends: 0 } },
    };
    expect(statusLines('data', found)).toContain(
      'recording   would fail since 2026-11-30T03:00:00.000Z, last seen 2026-11-30T03:10:00.000Z: The disk is full.',
    );
    expect(isWell(found)).toBe(false);
    const appendFailure = { ...failure, appends: 1, until: '2026-11-30T04:00:00.000Z' };
    const again: LedgerStatus = { ...current, log: { kind: 'file', reachable: true, writable: true, appendFailure } };
    expect(statusLines('data', again)).toContain(
      'recording   works again since 2026-11-30T04:00:00.000Z; 1 append failed since 2026-11-30T03:00:00.000Z: The disk is full.',
    );
    expect([isWell(again), isWell(current)]).toEqual([true, true]);
  });

  it('returns the staleness of the read model', () => {
    const behind = statusLines('data', { ...current, caughtUp: false, lag: 75.4 });
    expect(behind).toContain('as of       2026-11-25T10:00:00.000Z, 75 s ago');
    expect(statusLines('data', current).join('\n')).not.toContain('as of');
  });
});
