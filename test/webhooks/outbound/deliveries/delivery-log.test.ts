import { join } from 'node:path';
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
  it('keeps the id of this instance', () => {
    const { instance } = log;
    const again = DeliveryLog.open(join(folder.path, 'webhooks.sqlite'));
    expect([instance.length, again.instance]).toEqual([36, instance]);
    again.close();
  });
});
