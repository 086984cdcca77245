import fc from 'fast-check';
import { createEvent } from '../../../../src/command-handling/event-envelope.js';
import { validate } from '../../../../src/validation/validate.js';
import { StatusChangeQueries } from '../../../../src/claims/queries/status-changes.queries.js';
import { HELD_BACK, LANE_LIMITS, MAX_AGAIN } from '../../../../src/webhooks/outbound/dispatch/lane.js';
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

const held = fc.record({
  group: fc.constantFrom('claim-a', 'claim-b', 'narrative-a', `claim-${'long-'.repeat(19)}id`),
  cursor: fc.record({
    events: fc.nat(),
    changes: fc.nat().map((n) => StatusChangeQueries.cursorAt(new Date(n).toISOString(), n)),
  }),
});

describe('the progress of a lane', () => {
  it('is read as it was recorded', () => {
    fc.assert(
      fc.property(
        fc.array(pending, { maxLength: 20 }),
        fc.array(held, { maxLength: 5 }),
        fc.nat(),
        fc.option(fc.nat(), { nil: undefined }),
        fc.option(fc.nat(), { nil: undefined }),
        (...given) => {
          const [items, held, events, failingSince, failedAt] = given;
          const progress = {
            cursor: { events, changes: 'Y2hhbmdlcw' },
            pending: items,
            held: new Map(held.map((each) => [each.group, each.cursor] as const)),
            ...(failingSince !== undefined && { failingSince }),
            ...(failedAt !== undefined && { failedAt }),
          };
          const data = progressData('desk.r1', LOG, progress);
          validate(dto, data);
          expect(parseProgress(data, LOG)).toEqual(progress);
        },
      ),
    );
  });
  it('means nothing in another log, where positions differ', () => {
    const data = progressData('desk', LOG, { cursor: { events: 1, changes: 'a' }, pending: [], held: new Map() });
    expect(parseProgress(data, '00000000-0000-4000-8000-000000000002')).toBeUndefined();
  });
  it('fits into one event when as much is pending as may be', () => {
    const [id, most] = ['x'.repeat(100), 9_999_999_999_999];
    const changes = StatusChangeQueries.cursorAt('9999-12-31T23:59:59.999Z', Number.MAX_SAFE_INTEGER);
    const item = { ref: `c${StatusChangeQueries.short(changes)}`, attempts: 10, dueAt: most, firstFailedAt: most };
    const items = Array.from({ length: LANE_LIMITS.pending + MAX_AGAIN }, () => item);
    const groups = Array.from({ length: HELD_BACK.groups }, (_, n) => `claim-${n}${id}`.slice(0, 106));
    const cursor = { events: most, changes };
    const held = new Map(groups.map((group) => [group, cursor]));
    const data = progressData('desk', LOG, { cursor, pending: items, held });
    validate(dto, data);
    const metadata = { schemaVersion: 1, recordedAt: '', recordedBy: 'admin', correlationId: '', causationId: '' };
    expect(() => createEvent('webhooks-progress-desk', 0, { type: WEBHOOK_PROGRESS, data }, metadata)).not.toThrow();
  });
});
