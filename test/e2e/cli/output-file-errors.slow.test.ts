import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLargeLedger } from '../../support/large-ledger.js';
import { CLI, cleanUp, waitForExit, type Run, newFolder } from '../../support/run-cli.js';

afterAll(cleanUp);

/** Runs the program with a limit of about 100 kB for files, as if its disk were full. */
const runWithFileLimit = (args: readonly string[]): Promise<Run> =>
  waitForExit(spawn('sh', ['-c', 'ulimit -f 128 && exec "$@"', 'sh', process.execPath, CLI, ...args], { env: {} }));

describe('commands that write a file to a full disk', () => {
  let folder: string;
  let place: string;
  beforeAll(async () => {
    folder = await createLargeLedger(500);
    place = await newFolder();
  });

  it.each([
    ['an export', ['export', '--out']],
    ['a backup', ['backup']],
  ])('name the file and remove it: %s', async (_, command) => {
    const out = join(place, 'out');
    const { code, stderr } = await runWithFileLimit(['--data', folder, ...command, out]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(new RegExp(`^${out} can't be written: .+\\.\n$`))]);
    expect(readdirSync(place)).toEqual([]);
  });
});
