import fc from 'fast-check';
import { createEvent } from '../../../../src/command-handling/event-envelope.js';
import { validate } from '../../../../src/validation/validate.js';
import { LANE_LIMITS } from '../../../../src/webhooks/outbound/dispatch/lane.js';
import {
  parseProgress,
  PROGRESS_EVENTS,
  progressData,
  WEBHOOK_PROGRESS,
} from '../../../../src/webhooks/outbound/dispatch/progress.js';

const LOG = '00000000-0000-4000-8000-000000000001';
const dto = PROGRESS_EVENTS.types[WEBHOOK_PROGRESS]?.dto ?? Object;

const pending = fc.record({
  ref: fc.oneof(
    fc.nat().map((position) => `e${position}`),
    fc.nat().map((position) => `c${Buffer.from(`changes ${position}`).toString('base64url')}`),
  ),
  attempts: fc.nat(20),
  dueAt: fc.nat(),
  firstFailedAt: fc.option(fc.nat(), { nil: undefined }),
});

describe('the progress of a lane', () => {
  it('is read as it was recorded', () => {
    fc.assert(
      fc.property(
        fc.array(pending, { maxLength: 20 }),
        fc.nat(),
        fc.option(fc.nat(), { nil: undefined }),
        (...given) => {
          const [items, events, failingSince] = given;
          const progress = {
            cursor: { events, changes: 'Y2hhbmdlcw' },
            pending: items,
            ...(failingSince !== undefined && { failingSince }),
          };
          const data = progressData('desk.r1', LOG, progress);
          validate(dto, data);
          expect(parseProgress(data, LOG)).toEqual(progress);
        },
      ),
    );
  });
  it('means nothing in another log, where positions differ', () => {
    const data = progressData('desk', LOG, { cursor: { events: 1, changes: 'a' }, pending: [] });
    expect(parseProgress(data, '00000000-0000-4000-8000-000000000002')).toBeUndefined();
  });
  it('fits into one event when as much is pending as may be', () => {
    const changes = Buffer.from(`changes 2026-01-01T00:00:00.000Z ${'9'.repeat(13)} ${'9'.repeat(13)} 999`);
    const ref = `c${changes.toString('base64url')}`;
    const item = { ref, attempts: 10, dueAt: 9_999_999_999_999, firstFailedAt: 9_999_999_999_999 };
    const items = Array.from({ length: LANE_LIMITS.pending }, () => item);
    const data = progressData('desk', LOG, { cursor: { events: 1, changes: ref }, pending: items });
    const metadata = { schemaVersion: 1, recordedAt: '', recordedBy: 'admin', correlationId: '', causationId: '' };
    expect(() => createEvent('webhooks-progress-desk', 0, { type: WEBHOOK_PROGRESS, data }, metadata)).not.toThrow();
  });
});
