import type { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { RedactionsService } from '../../src/erasure/redactions.service.js';
import { LogUnavailableError, type RecordedEvent } from '../../src/event-log/event-log.js';
import { REQUEST } from '../command-handling/support.js';

it('approves nothing while the log does not yield the event, and says that it is the log', async () => {
  const target = { stream: 'claim-talks', revision: 1, event: 'e', type: 'ClaimDenied' };
  const known = new Map([['r', { redaction: 'r', target }]]);
  const record = (): never => {
    throw new Error('Nothing should be recorded.');
  };
  const executor = { loadState: () => Promise.resolve(known), record } as unknown as CommandExecutor;
  // A store that is shutting down may yield less of a stream than there is.
  const log = { readStream: async function* (): AsyncGenerator<RecordedEvent> {} };
  const redactions = new RedactionsService(executor, log, () => undefined);
  await expect(redactions.approve('r', REQUEST)).rejects.toThrow(LogUnavailableError);
});
