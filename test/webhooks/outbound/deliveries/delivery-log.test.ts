import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import {
  type AttemptEntry,
  DeliveryLog,
  MAX_ATTEMPTS,
  MAX_DELIVERIES,
} from '../../../../src/webhooks/outbound/deliveries/delivery-log.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

const folder = temporaryFolder();
let log = DeliveryLog.open(join(folder.path, 'webhooks.sqlite'));
afterAll(() => {
  log.close();
  folder.remove();
});

const attempt = (delivery: string, more: Partial<AttemptEntry> = {}): AttemptEntry => ({
  webhook: 'desk',
  lane: 'desk',
  delivery,
  source: `source of ${delivery}`,
  ref: 'e1',
  type: 'claim-ledger.claim.denied.v1',
  claim: 'talks',
  state: 'delivered',
  nextAt: null,
  at: '2026-01-31T00:00:00.000Z',
  durationMs: 5,
  status: 204,
  failure: null,
  answer: '',
  ...more,
});

describe('DeliveryLog', () => {
  it('keeps the attempts of a delivery, and its last state', () => {
    log.add(attempt('d1', { state: 'pending', status: 500, nextAt: '2026-01-31T00:00:05.000Z' }));
    log.add(attempt('d1', { at: '2026-01-31T00:00:06.000Z' }));
    const [row] = log.list('desk', undefined, Number.MAX_SAFE_INTEGER, 10);
    expect(row).toMatchObject({ delivery: 'd1', state: 'delivered', attempts: 2, nextAt: null });
    expect(log.attempts(row?.number ?? 0).map(({ status }) => status)).toEqual([500, 204]);
  });
  it('knows what a lane delivered of which event: a restored log may have another one at its place', () => {
    expect(log.isDelivered('desk', 'd1', 'source of d1')).toBe(true);
    expect(log.isDelivered('desk', 'd1', 'another event')).toBe(false);
    expect(log.isDelivered('desk.r1', 'd1', 'source of d1')).toBe(false);
  });
  it('keeps the last attempts of each delivery only', () => {
    for (let n = 0; n < MAX_ATTEMPTS + 5; n += 1) log.add(attempt('d2', { status: 500 + n, state: 'failed' }));
    const row = log.find('desk', 'd2');
    const kept = log.attempts(row?.number ?? 0);
    expect([kept.length, kept[0]?.status, row?.attempts]).toEqual([MAX_ATTEMPTS, 505, MAX_ATTEMPTS + 5]);
    expect(log.failed('desk', 10).map(({ delivery }) => delivery)).toEqual(['d2']);
  });
  it('removes what is too old, unless it is pending, and what is too much', () => {
    log.add(attempt('old', { at: '2020-01-01T00:00:00.000Z' }));
    log.add(attempt('waiting', { at: '2020-01-01T00:00:00.000Z', state: 'pending' }));
    log.prune('2026-01-31T00:00:00.000Z');
    expect([log.find('desk', 'old'), log.find('desk', 'waiting')?.delivery]).toEqual([undefined, 'waiting']);
    for (let n = 0; n < MAX_DELIVERIES; n += 1) log.add(attempt(`n${n}`));
    log.prune('2026-01-31T00:00:00.000Z');
    expect(log.list('desk', undefined, Number.MAX_SAFE_INTEGER, 2 * MAX_DELIVERIES)).toHaveLength(MAX_DELIVERIES);
  });
  it('shows attempts to other connections within moments, and all of them after it was closed', async () => {
    const other = DeliveryLog.open(join(folder.path, 'webhooks.sqlite'));
    log.add(attempt('soon'));
    while (!other.find('desk', 'soon')) await new Promise(setImmediate);
    log.add(attempt('last'));
    log.close();
    expect(other.find('desk', 'last')).toBeDefined();
    other.close();
    log = DeliveryLog.open(join(folder.path, 'webhooks.sqlite'));
  });
  describe('after a redaction', () => {
    const file = join(folder.path, 'erased.sqlite');
    /** Its files, with the one that SQLite writes ahead, as bytes. */
    const bytes = () =>
      readdirSync(folder.path)
        .filter((name) => name.startsWith('erased.sqlite'))
        .map((name) => readFileSync(join(folder.path, name), 'latin1'))
        .join('');
    const answersOf = (kept: DeliveryLog, delivery: string) =>
      kept.attempts(kept.find('desk', delivery)?.number ?? 0).map(({ answer, failure }) => [answer, failure]);

    it('has no byte of what receivers answered, of why attempts failed, and of what was removed before', () => {
      const kept = DeliveryLog.open(file);
      kept.add(attempt('old', { at: '2020-01-01T00:00:00.000Z', answer: 'Zzyzx '.repeat(170) }));
      kept.add(attempt('answered', { answer: 'Zzyzx '.repeat(170) }));
      kept.add(attempt('failed', { status: null, failure: 'Zzyzx is not a number.', state: 'pending' }));
      kept.add(attempt('silent'));
      kept.prune('2026-01-31T00:00:00.000Z');
      expect(bytes()).toContain('Zzyzx');
      const before = kept.erasures;
      expect(kept.erase('r1')).toBe(true);
      expect(bytes()).not.toContain('Zzyzx');
      expect(kept.erasures).toBe(before + 1);
      expect(['answered', 'failed', 'silent'].map((delivery) => answersOf(kept, delivery))).toEqual([
        [['[redacted]', null]],
        [['', '[redacted]']],
        [['', null]],
      ]);
      kept.close();
    });

    it('keeps what is answered after it, also when the file is opened again', () => {
      const kept = DeliveryLog.open(file);
      kept.add(attempt('later', { answer: 'A later answer.' }));
      expect(kept.erase('r1')).toBe(true);
      expect(answersOf(kept, 'later')).toEqual([['A later answer.', null]]);
      kept.close();
      expect(DeliveryLog.eraseFile(file, 'r2')).toBe(true);
      expect(bytes()).not.toContain('A later answer.');
      expect(DeliveryLog.eraseFile(join(folder.path, 'missing.sqlite'), 'r2')).toBe(true);
    });

    it('is not done while somebody reads', () => {
      const kept = DeliveryLog.open(file);
      const reader = new Database(file, { timeout: 0 });
      kept.add(attempt('read', { answer: 'Zzyzx' }));
      kept.prune('2026-01-31T00:00:00.000Z');
      reader.exec('BEGIN');
      reader.prepare('SELECT count(*) FROM attempts').get();
      expect(kept.erase('r3')).toBe(false);
      reader.exec('COMMIT');
      expect(kept.erase('r3')).toBe(true);
      expect(bytes()).not.toContain('Zzyzx');
      reader.close();
      kept.close();
    });
  });
  it('keeps the id of this instance', () => {
    const { instance } = log;
    const again = DeliveryLog.open(join(folder.path, 'webhooks.sqlite'));
    expect([instance.length, again.instance]).toEqual([36, instance]);
    again.close();
  });
});
