import { StatusChangeQueries } from '../../../src/claims/queries/status-changes.queries.js';
import { CursorMismatchError } from '../../../src/read-model/pagination.js';
import { InMemoryLedger } from '../../support/test-ledger.js';

const GOOD_UNTIL = '2026-01-03T00:00:00Z';

describe('The feed of changes', () => {
  it('tells them once they have come to pass, from any of them on', () => {
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
    const told = (now: string, cursor?: string) => after(cursor, now).map(({ claim, status }) => `${claim} ${status}`);
    const first = ['a unverified', 'b unverified', 'a unsubstantiated', 'b unsubstantiated'];
    expect(told(ledger.now)).toEqual(first);
    expect(told('2026-01-03T00:00:01.000Z')).toEqual(first);
    const later = '2026-01-03T00:00:03.000Z';
    expect(told(later)).toEqual([...first, 'a unverified', 'b unverified']);
    const cursors = after(undefined, later).map(({ cursor }) => cursor);
    expect(cursors.map((cursor) => told(later, cursor).length)).toEqual([5, 4, 3, 2, 1, 0]);
    expect(() => told(later, 'nonsense')).toThrow(CursorMismatchError);
  });
});
