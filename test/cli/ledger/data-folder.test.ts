import { LogUnavailableError } from '../../../src/event-log/event-log.js';
import { toCliError, withOwnedFolder } from '../../../src/cli/ledger/data-folder.js';
import { FolderLock } from '../../../src/event-log/data-folder-lock.js';
import { cleanUp, newFolder } from '../../support/run-cli.js';

afterAll(cleanUp);

test('what goes wrong with the files is told with one full stop', () => {
  expect(toCliError('data', new LogUnavailableError('The log file is locked.'))).toMatchObject({
    message: "data can't be used: The log file is locked.",
  });
});

describe('a command that works in a folder alone', () => {
  it('leaves the folder to others where somebody makes a read model in it', async () => {
    const folder = await newFolder();
    const maker = FolderLock.acquire(folder, 'rebuild');
    const refused = withOwnedFolder(folder, () => Promise.resolve());
    await expect(refused).rejects.toThrow(/A read model is being built in .* End it first\./);
    expect(FolderLock.holder(folder)).toBeUndefined();
    maker.release();
    expect(await withOwnedFolder(folder, () => Promise.resolve(FolderLock.holder(folder)))).toEqual({
      pid: process.pid,
    });
    expect([FolderLock.holder(folder), FolderLock.holder(folder, 'rebuild')]).toEqual([undefined, undefined]);
  });
});
