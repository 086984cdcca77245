import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLargeLedger } from '../../support/large-ledger.js';
import { CLI, cleanUp, waitForExit, type Run, newFolder } from '../../support/run-cli.js';

afterAll(cleanUp);

/** The system takes no file of more than some 100 kB from this program, as if its disk were full. */
const runConfined = (args: readonly string[]): Promise<Run> =>
  waitForExit(spawn('sh', ['-c', 'ulimit -f 128 && exec "$@"', 'sh', process.execPath, CLI, ...args], { env: {} }));

describe('a file that a command makes, and for which there is no room', () => {
  let folder: string;
  let place: string;
  beforeAll(async () => {
    folder = await createLargeLedger(500);
    place = await newFolder();
  });

  it.each([
    ['an export', ['export', '--out']],
    ['a backup', ['backup']],
  ])('is named, and nothing is left of it: %s', async (_, command) => {
    const out = join(place, 'out');
    const { code, stderr } = await runConfined(['--data', folder, ...command, out]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(new RegExp(`^${out} can't be written: .+\\.\n$`))]);
    expect(readdirSync(place)).toEqual([]);
  });
});
