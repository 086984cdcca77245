import { WrongExpectedRevisionError, type AppendResult, type EventLog } from '../../../src/event-log/event-log.js';
import { collect, ids, newEvent, newEvents, newStream } from './support.js';

export function concurrencyContract(log: () => EventLog): void {
  describe('append() by concurrent writers', () => {
    it('accepts one writer for each revision and returns the actual revision to the others', async () => {
      const stream = newStream();
      const winners: string[] = [];
      for (let round = 0; round < 10; round += 1) {
        const events = newEvents(16);
        const outcomes = await Promise.allSettled(events.map((event) => log().append(stream, round - 1, [event])));
        outcomes.forEach((outcome, writer) => {
          if (outcome.status === 'fulfilled') winners.push(events[writer]?.id ?? '');
          else expect(outcome.reason).toMatchObject({ name: WrongExpectedRevisionError.name, actual: round });
        });
        expect(winners).toHaveLength(round + 1);
      }
      expect(ids(await collect(log().readStream(stream)))).toEqual(winners);
    });

    it('writes all events of an append atomically', async () => {
      const stream = newStream();
      const appends = Array.from({ length: 12 }, () => newEvents(5));
      const outcomes = await Promise.allSettled(appends.map((events) => log().append(stream, 'no-stream', events)));

      const won = appends.filter((_, writer) => outcomes[writer]?.status === 'fulfilled');
      expect(won).toHaveLength(1);
      expect(ids(await collect(log().readStream(stream)))).toEqual(ids(won.flat()));
    });

    it('serves 64 concurrent callers, and a conflict fails no other append', async () => {
      const before = await log().head();
      const streams = Array.from({ length: 64 }, newStream);
      const write = async (stream: string): Promise<AppendResult[]> => {
        const results: AppendResult[] = [];
        for (let revision = -1; revision < 9; revision += 1) {
          const conflict = log().append(stream, revision + 50, newEvents(1));
          results.push(await log().append(stream, revision, [newEvent({ revision: revision + 1 })]));
          await expect(conflict).rejects.toBeInstanceOf(WrongExpectedRevisionError);
        }
        return results;
      };
      const positions = (await Promise.all(streams.map(write))).flat().map(({ position }) => position);

      const stored = await collect(log().readAll({ after: before }));
      expect(stored.map(({ position }) => position)).toEqual(positions.sort());
      expect(new Set(positions).size).toBe(640);
      for (const stream of streams) {
        const own = stored.filter((event) => event.stream === stream);
        expect(own.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        expect(own.map(({ data }) => data['revision'])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      }
    });
  });
}
