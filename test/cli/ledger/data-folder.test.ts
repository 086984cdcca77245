import { LogUnavailableError } from '../../../src/event-log/event-log.js';
import { toCliError, withOwnedFolder } from '../../../src/cli/ledger/data-folder.js';
import { FolderLock } from '../../../src/event-log/data-folder-lock.js';
import { cleanUp, newFolder } from '../../support/run-cli.js';

afterAll(cleanUp);

test('toCliError() ends the message with one full stop', () => {
  expect(toCliError('data', new LogUnavailableError('The log file is locked.'))).toMatchObject({
    message: "data can't be used: The log file is locked.",
  });
});

describe('withOwnedFolder()', () => {
  it('fails and releases the folder while another process rebuilds its read model', async () => {
    const folder = await newFolder();
    const rebuilder = FolderLock.acquire(folder, 'rebuild');
    const rejected = withOwnedFolder(folder, () => Promise.resolve());
    await expect(rejected).rejects.toThrow(/A read model is being built in .* Stop it first\./);
    expect(FolderLock.holder(folder)).toBeUndefined();
    rebuilder.release();
    expect(await withOwnedFolder(folder, () => Promise.resolve(FolderLock.holder(folder)))).toEqual({
      pid: process.pid,
    });
    expect([FolderLock.holder(folder), FolderLock.holder(folder, 'rebuild')]).toEqual([undefined, undefined]);
  });
});
