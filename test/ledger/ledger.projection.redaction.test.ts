import type { RecordedEvent } from '../../src/event-log/event-log.js';
import { ENTRY_REDACTED, REDACTIONS_STREAM } from '../../src/event-log/redaction.js';
import { RedactionQueries } from '../../src/redactions/redaction.queries.js';
import { TestReadModel } from '../support/test-read-model.js';

const event = (position: number, stream: string, type: string, data: RecordedEvent['data']): RecordedEvent => ({
  ...{ stream, revision: 0, type, data },
  id: `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`,
  position: String(position).padStart(20, '0'),
  metadata: { schemaVersion: 1, recordedAt: '2024-01-01T00:00:00.000Z', recordedBy: 'admin' },
});

it('redacts why a stream is parked, which may repeat the words', () => {
  const model = new TestReadModel();
  // No such type is known, and what is thrown because of it names it.
  const target = event(1, 'claim-talks', 'Zzyzx', { text: 'Zzyzx' });
  model.handle([target]);
  expect(model.writer.checkpoints.parked()).toMatchObject([{ stream: 'claim-talks' }]);
  expect(JSON.stringify(model.writer.checkpoints.parked())).toContain('Zzyzx');
  const { stream, revision, id, type } = target;
  const about = { redaction: 'r', target: { stream, revision, event: id, type }, fields: ['/text'] };
  const made = { ...about, reason: 'r', authority: 'a', digest: 'd' };
  model.handle([event(2, REDACTIONS_STREAM, ENTRY_REDACTED, made)]);
  expect(model.writer.checkpoints.parked()).toMatchObject([{ stream: 'claim-talks', error: '[redacted]' }]);
  model.close();
});

it('counts the requests that wait: not those that were rejected or approved', () => {
  const model = new TestReadModel();
  const queries = new RedactionQueries(model.readModel);
  const target = { stream: 'claim-talks', revision: 0, event: 'e', type: 'ClaimDenied' };
  const about = (redaction: string) => ({ redaction, target, fields: ['/text'], reason: 'r', authority: 'a' });
  const waitingAfter = (position: number, type: string, data: RecordedEvent['data']): number => {
    model.handle([event(position, REDACTIONS_STREAM, type, data)]);
    return queries.countWaiting();
  };
  expect(queries.countWaiting()).toBe(0);
  expect(waitingAfter(1, 'RedactionRequested', about('first'))).toBe(1);
  expect(waitingAfter(2, 'RedactionRequested', about('second'))).toBe(2);
  expect(waitingAfter(3, 'RedactionRequested', about('third'))).toBe(3);
  expect(waitingAfter(4, 'RedactionRejected', { redaction: 'second' })).toBe(2);
  expect(waitingAfter(5, ENTRY_REDACTED, { ...about('third'), digest: 'd' })).toBe(1);
  model.close();
});
