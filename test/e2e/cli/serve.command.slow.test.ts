import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderLock } from '../../../src/event-log/data-folder-lock.js';
import { PROJECTION } from '../../../src/ledger/policies.js';
import { Generations } from '../../../src/read-model/generations.js';
import { cleanUp, run, serve } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

afterAll(cleanUp);

test('serve: exits if it cannot resume its read model', async () => {
  const data = await createSampleLedger();
  await writeFile(new Generations(data, PROJECTION).next().file, '');
  await mkdir(join(data, 'rebuild.json.new'));
  const { code, stderr } = await run(['--data', data, 'serve', '--port', '0']);
  expect([code, stderr]).toEqual([
    3,
    expect.stringMatching(/can't be used: it is a folder \(.*rebuild\.json\.new\)\.\n$/),
  ]);
  expect(FolderLock.holder(data)).toBeUndefined();
});

test('serve: runs even if an old read model cannot be deleted', async () => {
  const data = await createSampleLedger();
  await mkdir(join(data, 'read-model-old.sqlite'));
  const served = await serve(data);
  expect((await fetch(`${served.url}/readyz`)).status).toBe(200);
  expect(FolderLock.holder(data, 'rebuild')).toBeUndefined();
  expect(await served.stop()).toBe(0);
});
