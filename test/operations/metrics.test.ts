import {
  type EventLog,
  InvalidAppendError,
  LogUnavailableError,
  UnknownOutcomeError,
  WrongExpectedRevisionError,
} from '../../src/event-log/event-log.js';
import { Metrics } from '../../src/operations/metrics.js';
import type { CurrentReadModel } from '../../src/read-model/current-read-model.js';
import type { Freshness } from '../../src/read-model/freshness.js';

const current = { eventsHandled: 7, status: () => ({ parked: [] }) } as unknown as CurrentReadModel;
const freshness = { lagSeconds: () => 0, reachable: true } as unknown as Freshness;

describe('claim_ledger_appends_total', () => {
  it.each([
    ['revision-conflict', new WrongExpectedRevisionError('claim-talks', 'no-stream', 3)],
    ['invalid', new InvalidAppendError('The event is too large.')],
    ['unavailable', new LogUnavailableError('The disk is full.')],
    ['unknown', new UnknownOutcomeError('No response.')],
    ['error', new TypeError('A defect.')],
  ])('counts a failed append as %s, and rethrows its error', async (outcome, error) => {
    const metrics = new Metrics(current, freshness);
    const log = metrics.instrument({ append: () => Promise.reject(error) } as unknown as EventLog);
    await expect(log.append('claim-talks', 'any', [])).rejects.toBe(error);
    expect(await metrics.read()).toContain(`\nclaim_ledger_appends_total{outcome="${outcome}"} 1\n`);
  });

  it('counts a successful append as done', async () => {
    const metrics = new Metrics(current, freshness);
    const result = { revision: 0, position: '00000000000000000001' };
    const log = metrics.instrument({ append: () => Promise.resolve(result) } as unknown as EventLog);
    expect(await log.append('claim-talks', 'any', [])).toBe(result);
    expect(await metrics.read()).toContain('\nclaim_ledger_appends_total{outcome="done"} 1\n');
  });
});

it('exposes why the log did not answer, as 1 for one reason', async () => {
  const denied = { lagSeconds: () => 0, reachable: false, reason: 'access-denied' } as unknown as Freshness;
  const lines = (await new Metrics(current, denied).read()).split('\n');
  expect(lines.filter((line) => line.startsWith('claim_ledger_log_failure{'))).toEqual([
    'claim_ledger_log_failure{reason="no-answer"} 0',
    'claim_ledger_log_failure{reason="access-denied"} 1',
    'claim_ledger_log_failure{reason="certificate"} 0',
    'claim_ledger_log_failure{reason="other-data"} 0',
  ]);
});

it('exposes the number of projected events as a counter that repeated reads do not raise', async () => {
  const metrics = new Metrics(current, freshness);
  await metrics.read();
  expect(await metrics.read()).toContain(
    '# TYPE claim_ledger_events_projected_total counter\nclaim_ledger_events_projected_total 7\n',
  );
});
