import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { firstPositionAfter } from '../../src/read-model/event-table.js';

describe('firstPositionAfter', () => {
  it('returns what a scan of all events finds', () => {
    const events = fc.array(
      fc.record({ gap: fc.integer({ min: 1, max: 9_000 }), later: fc.integer({ min: 0, max: 2 }) }),
      {
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(events, fc.integer({ min: -1, max: 70 }), (steps, moment) => {
        const database = new SqliteDatabase(':memory:');
        database.exec('CREATE TABLE events (position INTEGER PRIMARY KEY, recordedAt TEXT NOT NULL)');
        const insert = database.prepare('INSERT INTO events VALUES (?, ?)');
        let [position, time] = [-1, 0];
        const rows = steps.map(({ gap, later }) => ({ position: (position += gap), recordedAt: at((time += later)) }));
        for (const row of rows) insert.run(row.position, row.recordedAt);
        const expected = rows.find(({ recordedAt }) => recordedAt > at(moment))?.position;
        expect(firstPositionAfter(database)(at(moment))).toBe(expected);
        database.close();
      }),
    );
  });
});

const at = (minute: number): string => new Date(Date.UTC(2024, 0, 1, 0, minute)).toISOString();
