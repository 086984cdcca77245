import { type LedgerStatus, statusLines } from '../../../src/cli/terminal/status-report.js';

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
    expect(lines({ kind: 'file', reachable: true })).toContain('log         a file in the data folder');
    expect(lines({ kind: 'event-store', reachable: false })).toContain(
      "log         in an event store, which can't be reached",
    );
    expect(lines(undefined).join('\n')).not.toContain('\nlog');
  });

  it('returns the staleness of the read model', () => {
    const behind = statusLines('data', { ...current, caughtUp: false, lag: 75.4 });
    expect(behind).toContain('as of       2026-11-25T10:00:00.000Z, 75 s ago');
    expect(statusLines('data', current).join('\n')).not.toContain('as of');
  });
});
