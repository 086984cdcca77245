import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstanceStatus } from '../../../src/operations/operations.views.js';
import { cleanUp, run, serve } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';
import { READ_MODEL_SCHEMA } from '../../../src/read-model/read-model.js';

afterAll(cleanUp);

const models = async (folder: string) =>
  (await readdir(folder)).filter((name) => /^read-model.*\.sqlite$/.test(name)).sort();
const statusAt = async (url: string) => (await (await fetch(`${url}/v1/status`)).json()) as InstanceStatus;

test('rebuild: rebuilds through a running server, which then reads the new read model', async () => {
  const folder = await createSampleLedger();
  const served = await serve(folder);
  const before = await run(['--data', folder, 'list']);
  const events = Number((await statusAt(served.url)).position?.split('-')[0]);
  const { code: exit, stdout, stderr } = await run(['--data', folder, 'rebuild']);
  expect([exit, stderr]).toEqual([0, '']);
  expect(stdout).toBe(`Read model 2 holds ${events} events. The server reads from it now.\n`);
  expect(await statusAt(served.url)).toMatchObject({ readModel: { generation: 2 }, caughtUp: true });
  expect(await run(['--data', folder, 'list'])).toEqual(before);
  expect(await models(folder)).toEqual([`read-model-v${READ_MODEL_SCHEMA}-standard-1.2.sqlite`]);
  const byUrl = await run(['--url', served.url, 'rebuild']);
  expect([byUrl.code, byUrl.stderr]).toEqual([1, expect.stringMatching(/^This needs a key\./)]);
  const key = (await readFile(join(folder, 'admin.key'), 'utf8')).trim();
  expect((await run(['--url', served.url, '--key', key, 'rebuild'])).stdout).toMatch(/^Read model 3 holds/);
  await served.stop();
});
