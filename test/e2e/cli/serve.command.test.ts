import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Generations } from '../../../src/read-model/generations.js';
import { FolderLock } from '../../../src/event-log/data-folder-lock.js';
import { PROJECTION } from '../../../src/ledger/policies.js';
import { cleanUp, run, serve, newFolder } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

afterAll(cleanUp);

test('a signal ends the server in order and frees its folder', async () => {
  const data = await newFolder();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const served = await serve(data);
    const second = await run(['--data', data, 'serve', '--port', '0']);
    expect(second.code).toBe(3);
    expect(second.stderr).toMatch(/ is in use by process \d+\. It listens on http:\S+\n$/);
    expect(await served.stop(signal)).toBe(0);
    expect(FolderLock.holder(data)).toBeUndefined();
  }
});

test('a port that is taken is told once, in words', async () => {
  const served = await serve(await newFolder());
  const { port } = new URL(served.url);
  const data = await newFolder();
  const told = await run(['--data', data, 'serve', '--port', port]);
  expect(told).toEqual({
    code: 3,
    stdout: '',
    stderr: `Port ${port} of 127.0.0.1 is taken: give another with --port.\n`,
  });
  expect(FolderLock.holder(data)).toBeUndefined();
  await served.stop();
});

test('the seeds are served, and loaded once only', async () => {
  const data = await newFolder();
  const served = await serve(data, '--seed');
  try {
    await served.waitForLine(/curl http/);
    expect(served.lines.join('\n')).toMatch(/\ntotal: (\d+) lines: \1 recorded, 0 unchanged, 0 refused\n/);
    const again = await run(['--data', data, 'seed']);
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/\ntotal: (\d+) lines: 0 recorded, \1 unchanged, 0 refused\n$/);
    const shown = /show (\S+)/.exec(served.lines.join('\n'))?.[1] ?? '';
    expect((await run(['--data', data, 'show', shown])).stdout).toContain('retracted by Stian Jenssen');
    expect((await run(['--data', data, 'status'])).code).toBe(0);
  } finally {
    await served.stop();
  }
});

test('a server that can not go on with a read model says so and ends', async () => {
  const data = await createSampleLedger();
  await writeFile(new Generations(data, PROJECTION).next().file, '');
  await mkdir(join(data, 'rebuild.json.new'));
  const { code, stderr } = await run(['--data', data, 'serve', '--port', '0']);
  expect([code, stderr]).toEqual([3, expect.stringMatching(/can't be used: EISDIR.*\n$/)]);
  expect(FolderLock.holder(data)).toBeUndefined();
});

test('a server runs though an old read model can not be deleted', async () => {
  const data = await createSampleLedger();
  await mkdir(join(data, 'read-model-old.sqlite'));
  const served = await serve(data);
  expect((await fetch(`${served.url}/readyz`)).status).toBe(200);
  expect(FolderLock.holder(data, 'rebuild')).toBeUndefined();
  expect(await served.stop()).toBe(0);
});
