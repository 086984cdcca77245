import { StatusChangeQueries } from '../../../src/claims/queries/status-changes.queries.js';
import { CursorMismatchError } from '../../../src/read-model/pagination.js';
import { InMemoryLedger } from '../../support/test-ledger.js';

const GOOD_UNTIL = '2026-01-03T00:00:00Z';

describe('StatusChangeQueries', () => {
  it('returns changes when they take effect, from any cursor on', () => {
    const ledger = new InMemoryLedger();
    ledger.actor('vg', { kind: 'outlet' });
    ledger.claim('a');
    ledger.claim('b');
    for (const claim of ['a', 'b']) {
      ledger.entry(claim, 'ConfirmationSought', { by: ['vg'], outcome: 'found-nothing', goodUntil: GOOD_UNTIL });
    }
    ledger.entry('b', 'ReactionRecorded', { by: ['vg'], reaction: 'commented' });
    const feed = new StatusChangeQueries(ledger.model.readModel);
    const after = (cursor: string | undefined, now: string) => feed.after(cursor, now, ledger.now, 10);
    const statusesAfter = (now: string, cursor?: string) =>
      after(cursor, now).map(({ claim, status }) => `${claim} ${status}`);
    const first = ['a unverified', 'b unverified', 'a unsubstantiated', 'b unsubstantiated'];
    expect(statusesAfter(ledger.now)).toEqual(first);
    expect(statusesAfter('2026-01-03T00:00:01.000Z')).toEqual(first);
    const later = '2026-01-03T00:00:03.000Z';
    expect(statusesAfter(later)).toEqual([...first, 'a unverified', 'b unverified']);
    const cursors = after(undefined, later).map(({ cursor }) => cursor);
    expect(cursors.map((cursor) => statusesAfter(later, cursor).length)).toEqual([5, 4, 3, 2, 1, 0]);
    expect(() => statusesAfter(later, 'nonsense')).toThrow(CursorMismatchError);
  });
});
