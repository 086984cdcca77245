import * as crypto from 'node:crypto';
import { jest } from '@jest/globals';

const compared = jest.fn(crypto.timingSafeEqual);
jest.unstable_mockModule('node:crypto', () => ({ ...crypto, timingSafeEqual: compared }));

// Only now: what they import is what stands above.
const { AccessService } = await import('../../src/access/access.service.js');
const { formatApiKey, newApiKey } = await import('../../src/access/api-key.js');
const { SqliteEventLog } = await import('../../src/event-log/sqlite/sqlite-event-log.js');
const { CommandExecutor: CommandExecutor } = await import('../../src/command-handling/command-executor.js');
const { REQUEST } = await import('../command-handling/support.js');

test('A wrong key is compared in full, whether there is a key with its id or not', async () => {
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
