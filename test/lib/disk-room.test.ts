import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { looksFull } from '../../src/lib/disk-room.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('looksFull()', () => {
  it('is false for a file that can be added to', () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'log.sqlite');
    writeFileSync(file, '');
    expect(looksFull(file)).toBe(false);
    folder.remove();
  });

  it('is true for a file that is not there any more', () => {
    expect(looksFull(join(import.meta.dirname, 'nothing'))).toBe(true);
  });

  it('is true if there is no room, as on a file system that has none', () => {
    expect(looksFull('/proc/self/comm')).toBe(true);
  });
});
