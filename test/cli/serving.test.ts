import { jest } from '@jest/globals';
import { FolderLock } from '../../src/event-log/folder-lock.js';
import { cleanUp, run, serve, temporaryFolder } from './run.js';

jest.setTimeout(60_000);

afterAll(cleanUp);

test('a signal ends the server in order and frees its folder', async () => {
  const data = await temporaryFolder();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const served = await serve(data);
    const second = await run(['--data', data, 'serve', '--port', '0']);
    expect(second.code).toBe(3);
    expect(second.stderr).toMatch(/ is in use by process \d+\. It listens on http:\S+\n$/);
    expect(await served.stop(signal)).toBe(0);
    expect(FolderLock.holder(data)).toBeUndefined();
  }
});

test('the seeds are served, and loaded once only', async () => {
  const data = await temporaryFolder();
  const served = await serve(data, '--seed');
  try {
    await served.printed(/curl http/);
    expect(served.lines.join('\n')).toMatch(/\nin all: (\d+) lines: \1 recorded, 0 unchanged, 0 refused\n/);
    const again = await run(['--data', data, 'seed']);
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/\nin all: (\d+) lines: 0 recorded, \1 unchanged, 0 refused\n$/);
    const shown = /show (\S+)/.exec(served.lines.join('\n'))?.[1] ?? '';
    expect((await run(['--data', data, 'show', shown])).stdout).toContain('retracted by Stian Jenssen');
    expect((await run(['--data', data, 'status'])).code).toBe(0);
  } finally {
    await served.stop();
  }
});
