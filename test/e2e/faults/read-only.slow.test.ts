import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp, newFolder, run } from '../../support/run-cli.js';
import { FaultyServer, fixture } from './support.js';

/** Root ignores modes, so the program becomes another user then. */
const SETTINGS = { NODE_OPTIONS: `--import=${fixture('other-user.mjs')}` };
afterAll(cleanUp);

it.each([
  ['folder', 0o555],
  ['files', 0o755],
])('does not start if it may not write the %s, says whose they are, and changes nothing', async (_what, mode) => {
  const folder = await newFolder();
  await (await FaultyServer.withClaim(folder)).server.stop();
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
  chmodSync(folder, mode);
  const bytes = readFileSync(join(folder, 'log.sqlite'));
  const { code, stderr } = await run(['--data', folder, 'serve', '--port', '0'], SETTINGS);
  chmodSync(folder, 0o755);
  expect([code, stderr]).toEqual([
    3,
    expect.stringMatching(
      /^\S+ can't be used: .*\. Use a folder that you may write, or run this as the user who owns it\.\n$/,
    ),
  ]);
  expect(stderr).toContain(folder);
  expect(readFileSync(join(folder, 'log.sqlite')).equals(bytes)).toBe(true);
});
