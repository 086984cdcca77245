import * as crypto from 'node:crypto';
import { jest } from '@jest/globals';

const compared = jest.fn(crypto.timingSafeEqual);
jest.unstable_mockModule('node:crypto', () => ({ ...crypto, timingSafeEqual: compared }));

// Imported after the mock, so that they use it.
const { AccessService } = await import('../../src/access/access.service.js');
const { formatApiKey, newApiKey } = await import('../../src/access/api-key.js');
const { SqliteEventLog } = await import('../../src/event-log/sqlite/sqlite-event-log.js');
const { CommandExecutor: CommandExecutor } = await import('../../src/command-handling/command-executor.js');
const { REQUEST } = await import('../command-handling/support.js');

test('authenticate() compares a wrong key in constant time, whether or not its id exists', async () => {
  const log = SqliteEventLog.open(':memory:');
  const access = new AccessService(new CommandExecutor(log));
  const { created } = await access.createKey({ principal: 'desk', scopes: ['record'] }, REQUEST);
  const { id: unknown, secret } = newApiKey();
  for (const id of [created.key, unknown]) {
    compared.mockClear();
    expect(await access.authenticate(formatApiKey({ id, secret }))).toBeUndefined();
    expect(compared).toHaveBeenCalledTimes(1);
  }
  await log.close();
});
