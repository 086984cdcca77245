import * as fs from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { temporaryFolder } from '../support/temporary-folder.js';

const accessSync = jest.fn(fs.accessSync);
const statfsSync = jest.fn<(file: string) => Pick<fs.StatsFs, 'bavail' | 'bfree' | 'bsize'>>(fs.statfsSync);
jest.unstable_mockModule('node:fs', () => ({ ...fs, accessSync, statfsSync }));
const { looksFull } = await import('../../src/lib/disk-room.js');

const HERE = import.meta.filename;

describe('looksFull()', () => {
  it('is false for a file that can be added to', () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'log.sqlite');
    fs.writeFileSync(file, '');
    expect(looksFull(file)).toBe(false);
    folder.remove();
  });

  it('is true for a file that is not there any more', () => {
    expect(looksFull(join(import.meta.dirname, 'nothing'))).toBe(true);
  });

  it('is true if there is no room, as on a file system that has none', () => {
    expect(looksFull('/proc/self/comm')).toBe(true);
  });

  it.each([
    [3, true],
    [4, false],
  ])('counts the bytes that are left to everybody: %d blocks of 4,096', (bavail, expected) => {
    statfsSync.mockReturnValueOnce({ bavail, bfree: 1_000_000, bsize: 4_096 });
    expect(looksFull(HERE)).toBe(expected);
  });

  it('is true for a file that may not be written', () => {
    accessSync.mockImplementationOnce((_, mode) => {
      if (mode === fs.constants.W_OK) throw Object.assign(new Error(), { code: 'EROFS' });
    });
    expect(looksFull(HERE)).toBe(true);
  });
});
