import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderLock } from '../../../src/event-log/data-folder-lock.js';
import { ledgerProjection } from '../../../src/ledger/ledger.projection.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import { Generations } from '../../../src/read-model/generations.js';
import { cleanUp, newFolder, run, serve } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

afterAll(cleanUp);

test('serve: shuts down gracefully on a signal, and releases the folder', async () => {
  const data = await newFolder();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const served = await serve(data);
    const second = await run(['--data', data, 'serve', '--port', '0']);
    expect(second.code).toBe(3);
    expect(second.stderr).toMatch(
      / is in use by process \d+\. It listens on http:\S+\. Use that server, or choose another folder with --data\.\n$/,
    );
    expect(await served.stop(signal)).toBe(0);
    expect(FolderLock.holder(data)).toBeUndefined();
  }
});

test('serve: reports a port or an address that can not be used once, and leaves nothing behind', async () => {
  const served = await serve(await newFolder());
  const { port } = new URL(served.url);
  const data = join(await newFolder(), 'new');
  expect(await run(['--data', data, 'serve', '--port', port])).toEqual({
    code: 3,
    stdout: '',
    stderr:
      `Port ${port} of 127.0.0.1 can't be used: another program is using this port. ` +
      'Choose another port with --port; 0 takes any free one.\n',
  });
  await served.stop();
  expect(await run(['--data', data, 'serve', '--port', '0', '--host', '192.0.2.1'])).toEqual({
    code: 3,
    stdout: '',
    stderr: "192.0.2.1 can't be used: this machine has no such address. Choose another address with --host.\n",
  });
  expect(existsSync(data)).toBe(false);
});

test('serve: reports a folder that another server owns, whatever the port', async () => {
  const data = await newFolder();
  const served = await serve(data);
  const { port } = new URL(served.url);
  const { code, stderr } = await run(['--data', data, 'serve', '--port', port]);
  expect([code, stderr]).toEqual([3, expect.stringContaining(`is in use by process`)]);
  await served.stop();
});

test('serve --seed: loads the seeds once', async () => {
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

test('serve: exits if it cannot resume its read model', async () => {
  const data = await createSampleLedger();
  await writeFile(new Generations(data, ledgerProjection(standard)).next().file, '');
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
