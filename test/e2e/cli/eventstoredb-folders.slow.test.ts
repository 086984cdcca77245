import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { cleanUp, run, newFolder } from '../../support/run-cli.js';

let server: FakeServer;
beforeAll(async () => {
  server = await FakeServer.start({ user: { name: 'ledger', password: 'correct-horse' } });
});
afterAll(() => {
  server.stop();
  cleanUp();
});

describe('ledger with its log in an event store', () => {
  it('is the same for every data folder, which contains only a read model and a key', async () => {
    const env = { CLAIM_LEDGER_LOG: server.url.replace('127.0.0.1', 'localhost') };
    const [one, other] = [await newFolder(), await newFolder()];
    const seeded = await run(['--data', one, 'seed'], env);
    expect(seeded).toMatchObject({ code: 0, stderr: '' });

    const [here, there] = [
      await run(['--data', one, 'list', '--json'], env),
      await run(['--data', other, 'list', '--json'], env),
    ];
    expect(here.code).toBe(0);
    expect(here.stdout.split('\n').length).toBeGreaterThan(20);
    expect(there.stdout).toBe(here.stdout);
    expect(existsSync(join(one, 'log.sqlite'))).toBe(false);
  });

  it('reports connection failures without the password', async () => {
    const folder = await newFolder();
    const env = { CLAIM_LEDGER_LOG: server.url.replace('correct', 'wrong') };
    const refused = await run(['--data', folder, 'serve', '--port', '0'], env);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('The event store rejects the user or the password.');
    expect(refused.stderr).not.toMatch(/wrong-horse|^ +at /m);
  });
});
