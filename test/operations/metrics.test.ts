import {
  type EventLog,
  InvalidAppendError,
  LogUnavailableError,
  UnknownOutcomeError,
  WrongExpectedRevisionError,
} from '../../src/event-log/event-log.js';
import type { AppendHealth } from '../../src/operations/append-health.js';
import { Metrics } from '../../src/operations/metrics.js';
import type { CurrentReadModel } from '../../src/read-model/current-read-model.js';
import type { Freshness } from '../../src/read-model/freshness.js';

const current = { eventsHandled: 7, status: () => ({ parked: [] }) } as unknown as CurrentReadModel;
const freshness = { lagSeconds: () => 0, reachable: true } as unknown as Freshness;
const appends = { isFailing: false } as AppendHealth;
const metricsOf = (parts: Partial<ConstructorParameters<typeof Metrics>[0]>): Metrics =>
  new Metrics({ current, freshness, appends, dataFolder: import.meta.dirname, ...parts });

describe('claim_ledger_appends_total', () => {
  it.each([
    ['revision-conflict', new WrongExpectedRevisionError('claim-talks', 'no-stream', 3)],
    ['invalid', new InvalidAppendError('The event is too large.')],
    ['unavailable', new LogUnavailableError('The disk is full.')],
    ['unknown', new UnknownOutcomeError('No response.')],
    ['error', new TypeError('A defect.')],
  ])('counts a failed append as %s, and rethrows its error', async (outcome, error) => {
    const metrics = metricsOf({});
    const log = metrics.instrument({ append: () => Promise.reject(error) } as unknown as EventLog);
    await expect(log.append('claim-talks', 'any', [])).rejects.toBe(error);
    expect(await metrics.read()).toContain(`\nclaim_ledger_appends_total{outcome="${outcome}"} 1\n`);
  });

  it('counts a successful append as done', async () => {
    const metrics = metricsOf({});
    const result = { revision: 0, position: '00000000000000000001' };
    const log = metrics.instrument({ append: () => Promise.resolve(result) } as unknown as EventLog);
    expect(await log.append('claim-talks', 'any', [])).toBe(result);
    expect(await metrics.read()).toContain('\nclaim_ledger_appends_total{outcome="done"} 1\n');
  });
});

it.each([
  [true, false, 1],
  [true, true, 0],
  [false, false, 0],
])('exposes whether the log can be written: reachable %p, appends fail %p', async (reachable, isFailing, value) => {
  const health = { lagSeconds: () => 0, reachable } as unknown as Freshness;
  const text = await metricsOf({ freshness: health, appends: { isFailing } as AppendHealth }).read();
  expect(text).toContain(`\nclaim_ledger_log_writable ${value}\n`);
});

it('exposes why the log did not answer, as 1 for one reason', async () => {
  const denied = { lagSeconds: () => 0, reachable: false, reason: 'access-denied' } as unknown as Freshness;
  const lines = (await metricsOf({ freshness: denied }).read()).split('\n');
  expect(lines.filter((line) => line.startsWith('claim_ledger_log_failure{'))).toEqual([
    'claim_ledger_log_failure{reason="no-answer"} 0',
    'claim_ledger_log_failure{reason="access-denied"} 1',
    'claim_ledger_log_failure{reason="certificate"} 0',
    'claim_ledger_log_failure{reason="other-data"} 0',
  ]);
});

it('exposes the number of projected events as a counter that repeated reads do not raise', async () => {
  const metrics = metricsOf({});
  await metrics.read();
  expect(await metrics.read()).toContain(
    '# TYPE claim_ledger_events_projected_total counter\nclaim_ledger_events_projected_total 7\n',
  );
});

it('exposes every outcome from the start, at 0', async () => {
  const text = await metricsOf({}).read();
  for (const line of [
    'claim_ledger_appends_total{outcome="unknown"} 0',
    'claim_ledger_key_attempts_total{outcome="unchecked"} 0',
    'claim_ledger_webhook_attempt_duration_seconds_count{outcome="failed"} 0',
    'claim_ledger_inbound_deliveries_total{outcome="dropped"} 0',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
});

describe('the metrics of an instance', () => {
  const valueOf = async (name: string, parts: Parameters<typeof metricsOf>[0]) =>
    Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await metricsOf(parts).read())?.[1]);

  it.each([
    [0, 1],
    [3, 0],
    [undefined, 0],
  ])('say with a lag of %s seconds that ready is %s', async (lag, ready) => {
    const lagging = { lagSeconds: () => lag, reachable: true } as unknown as Freshness;
    expect(await valueOf('claim_ledger_ready', { freshness: lagging })).toBe(ready);
    expect(await valueOf('claim_ledger_read_model_lag_seconds', { freshness: lagging })).toBe(lag ?? NaN);
  });

  it('say whether the projection fails', async () => {
    const failing = {
      eventsHandled: 7,
      status: () => ({ parked: [] }),
      failure: 'The disk is full.',
    } as unknown as CurrentReadModel;
    expect(await valueOf('claim_ledger_projection_failing', {})).toBe(0);
    expect(await valueOf('claim_ledger_projection_failing', { current: failing })).toBe(1);
  });

  it('have the space of the disk, or NaN if the folder is gone', async () => {
    const [free, size] = [
      await valueOf('claim_ledger_data_folder_free_bytes', {}),
      await valueOf('claim_ledger_data_folder_size_bytes', {}),
    ];
    expect(free).toBeGreaterThan(0);
    expect(size).toBeGreaterThan(free);
    const gone = { dataFolder: `${import.meta.dirname}/no-such-folder` };
    expect(await valueOf('claim_ledger_data_folder_free_bytes', gone)).toBeNaN();
  });

  it('have the state of the webhooks at the time of the scrape, or NaN', async () => {
    const metrics = metricsOf({});
    let pending = 0;
    metrics.watchWebhooks(() => {
      pending += 1;
      if (pending === 3) return Promise.reject(new Error('The log is gone.'));
      return Promise.resolve({ webhooks: 1, disabled: 0, pending, oldestPendingSeconds: 5 });
    });
    expect(await metrics.read()).toMatch(/^claim_ledger_webhook_pending 1$/m);
    expect(await metrics.read()).toMatch(/^claim_ledger_webhook_pending 2$/m);
    expect(await metrics.read()).toMatch(/^claim_ledger_webhook_pending Nan$/m);
  });

  it('have what is being redacted', async () => {
    const metrics = metricsOf({});
    metrics.watchRedactions(
      () => true,
      () => 2,
    );
    const text = await metrics.read();
    expect(text).toContain('\nclaim_ledger_erasure_pending 1\n');
    expect(text).toContain('\nclaim_ledger_redaction_requests_waiting 2\n');
  });
});

it('measures appends, failed ones too', async () => {
  const metrics = metricsOf({});
  const results = [Promise.resolve({ revision: 0, position: '00000000000000000001' }), Promise.reject(new Error('x'))];
  const log = metrics.instrument({ append: () => results.shift() } as unknown as EventLog);
  await log.append('claim-talks', 'any', []);
  await expect(log.append('claim-talks', 'any', [])).rejects.toThrow('x');
  expect(await metrics.read()).toContain('\nclaim_ledger_append_duration_seconds_count 2\n');
});
