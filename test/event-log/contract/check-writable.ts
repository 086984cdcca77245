import { LogUnavailableError, type EventLog } from '../../../src/event-log/event-log.js';
import { newEvents, newStream } from './support.js';

export function checkWritableContract(log: () => EventLog, reopen: () => Promise<EventLog>): void {
  describe('checkWritable()', () => {
    it('resolves if an append could be made, and records nothing', async () => {
      const stream = newStream();
      await log().append(stream, 'no-stream', newEvents(2));
      const before = await log().head();
      await log().checkWritable?.();
      await log().checkWritable?.();
      expect(await log().head()).toBe(before);
      expect(await log().append(stream, 1, newEvents(1))).toMatchObject({ revision: 2 });
    });

    it('rejects after the log was closed', async () => {
      const closed = log();
      await reopen();
      if (closed.checkWritable) await expect(closed.checkWritable()).rejects.toBeInstanceOf(LogUnavailableError);
    });
  });
}
