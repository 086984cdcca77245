import fc from 'fast-check';
import type { AttemptOutcome } from '../../../src/webhooks/delivery/delivery-client.js';
import {
  DISABLED_AFTER_MS,
  isToBeDisabled,
  nextAction,
  RETRY_DELAYS_MS,
} from '../../../src/webhooks/delivery/retry.js';

const NOW = Date.parse('2026-03-01T00:00:00Z');
const answered = (status: number, headers: Record<string, string> = {}): AttemptOutcome => ({
  kind: 'answered',
  status,
  durationMs: 5,
  headers,
  body: '',
});
const failed = (reason: 'timeout' | 'connection' | 'dns', durationMs = 5_000): AttemptOutcome => ({
  kind: 'failed',
  reason,
  message: '',
  durationMs,
});
const after = (outcome: AttemptOutcome, attempts = 1, random = 0.5): number | undefined => {
  const action = nextAction(outcome, attempts, random, NOW);
  return action.kind === 'retry' ? action.afterMs / 1_000 : undefined;
};

describe('after an attempt', () => {
  it.each([200, 201, 204, 299])('status %s is a delivery', (status) => {
    expect(nextAction(answered(status), 3, 0, NOW)).toEqual({ kind: 'delivered' });
  });

  it.each([301, 307, 400, 401, 404, 500, 503])('status %s is a failure, to be tried again', (status) => {
    expect(nextAction(answered(status), 1, 0.5, NOW)).toEqual({ kind: 'retry', afterMs: 5_000, isInstant: false });
  });

  it('status 410 disables the endpoint', () => {
    expect(nextAction(answered(410), 1, 0, NOW)).toEqual({ kind: 'disable', reason: 'gone' });
  });

  it('waits as Standard Webhooks recommends: 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h', () => {
    const waits = Array.from({ length: 10 }, (_each, index) => after(answered(500), index + 1));
    expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, undefined]);
  });

  it('gives up after the last wait', () => {
    expect(nextAction(answered(500), 10, 0, NOW)).toEqual({ kind: 'given-up', reason: '10 attempts failed' });
  });

  it('follows another schedule if it is given one', () => {
    const delaysMs = [1_000];
    expect(nextAction(answered(500), 1, 0.5, NOW, { delaysMs })).toMatchObject({ afterMs: 1_000 });
    expect(nextAction(answered(500), 2, 0.5, NOW, { delaysMs })).toMatchObject({ kind: 'given-up' });
  });

  it('waits up to a fifth less or more', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: RETRY_DELAYS_MS.length }), random, (attempts, random) => {
        const planned = (RETRY_DELAYS_MS[attempts - 1] ?? 0) / 1_000;
        const wait = after(answered(500), attempts, random) ?? -1;
        expect(wait).toBeGreaterThanOrEqual(planned * 0.8 - 0.001);
        expect(wait).toBeLessThanOrEqual(planned * 1.2 + 0.001);
      }),
    );
    expect([after(answered(500), 2, 0), after(answered(500), 2, 0.999_999)]).toEqual([240, expect.closeTo(360, 2)]);
  });

  it.each([
    ['429', answered(429)],
    ['no answer in time', failed('timeout')],
  ])('leaves a receiver alone for a minute after %s', (_what, outcome) => {
    expect([after(outcome, 1), after(outcome, 2)]).toEqual([60, 300]);
  });

  it.each([
    ['120', 120],
    ['1', 5],
    ['0', 5],
    ['999999999', 86_400],
    ['Sun, 01 Mar 2026 00:10:00 GMT', 600],
    ['Sat, 28 Feb 2026 00:00:00 GMT', 5],
    ['soon', 5],
    ['-5', 5],
  ])('waits with Retry-After "%s" for %s s', (text, seconds) => {
    expect(after(answered(503, { 'retry-after': text }))).toBe(seconds);
  });

  it('tries once more without a wait if the connection failed within a second', () => {
    const soon = failed('connection', 999);
    expect(nextAction(soon, 1, 0, NOW)).toEqual({ kind: 'retry', afterMs: 0, isInstant: true });
    expect(nextAction(soon, 1, 0.5, NOW, { instantRetryUsed: true })).toMatchObject({ afterMs: 5_000 });
    expect(nextAction(failed('connection', 1_000), 1, 0.5, NOW)).toMatchObject({ afterMs: 5_000 });
    expect(nextAction(failed('dns', 5), 1, 0.5, NOW)).toMatchObject({ afterMs: 5_000 });
  });
});

describe('an endpoint', () => {
  it('is disabled after five days without a success', () => {
    expect(isToBeDisabled(NOW - DISABLED_AFTER_MS, NOW)).toBe(true);
    expect(isToBeDisabled(NOW - DISABLED_AFTER_MS + 1, NOW)).toBe(false);
    expect(DISABLED_AFTER_MS).toBe(432_000_000);
  });
});
