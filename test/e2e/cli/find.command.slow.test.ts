import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { cleanUp, newFolder, run, serve } from '../../support/run-cli.js';
import { createSampleLedger, toNdjson } from '../../support/sample-ledger.js';

jest.setTimeout(120_000);

/** The folder of the sample ledger, which a server owns. */
let folder: string;
beforeAll(async () => {
  folder = await createSampleLedger();
  await serve(folder);
});
afterAll(cleanUp);

test.each([
  [['actors', '--search', 'Jensen'], 'No actor matches --search "Jensen". Did you mean Stian Jenssen (jenssen)?\n'],
  [['actors', '--kind', 'unnamed'], 'No actor matches --kind "unnamed".\n'],
  [['actors', '--limit', '1', '--kind', 'outlet'], 'There is more than 1 actor. --limit shows more of them.\n'],
  [['documents', '--search', 'nothing such'], 'No document matches --search "nothing such".\n'],
  [['narratives', '--search', 'zzz'], 'No narrative matches --search "zzz".\n'],
  [['search', 'zzzqqq'], 'Nothing matches "zzzqqq". Fewer or shorter words match more.\n'],
  [['search', 'Stian', 'Jensen'], 'Nothing matches "Stian Jensen". The closest are:\n'],
])('%j reports what matches nothing, or that there are more', async (args, message) => {
  expect(await run(['--data', folder, ...args])).toMatchObject({ code: 0, stderr: message });
});

test.each([
  [['documents', '--publisher', 'TAS'], 1, 'There is no actor "TAS". Did you mean TASS (tass)?'],
  [['documents', '--claim', 'no such claim'], 1, 'There is no claim "no such claim".'],
  [['search', '…'], 2, 'Give at least one word with a letter or a digit.\n'],
  [['search'], 2, "Missing required argument 'text'."],
])('%j is rejected', async (args, code, message) => {
  const result = await run(['--data', folder, ...args]);
  expect([result.code, result.stdout]).toEqual([code, '']);
  expect(result.stderr).toContain(message);
});

test('search --as-of finds what was known then', async () => {
  const before = new Date().toISOString();
  const [data, amended] = [['--data', folder], { type: 'ActorAmended', actor: 'tass', name: 'Telegraph Agency' }];
  await new Promise((resolve) => setTimeout(resolve, 2));
  const file = join(await newFolder(), 'amended.ndjson');
  await writeFile(file, toNdjson([amended]));
  expect((await run([...data, 'import', file])).code).toBe(0);
  const then = await run([...data, 'search', 'tass', '--as-of', before]);
  expect(then.stdout).toContain('TASS');
  expect(then.stdout).toContain('ceding');
  expect(await run([...data, 'search', 'telegraph', '--as-of', before])).toMatchObject({
    stdout: '',
    stderr: 'Nothing matches "telegraph". Fewer or shorter words match more.\n',
  });
  expect((await run([...data, 'search', 'telegraph'])).stdout).toContain('ceding');
  expect(await run([...data, 'search', 'tass', '--as-of', '2999-01-01'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--as-of ends at') as unknown,
  });
});

test('lists of an empty ledger say how to begin', async () => {
  const empty = await newFolder();
  await (await serve(empty)).stop();
  for (const noun of ['actor', 'document', 'narrative']) {
    const { code, stdout, stderr } = await run(['--data', empty, `${noun}s`]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toBe(`There are no ${noun}s yet. "claim-ledger register ${noun}" registers one.\n`);
  }
});
