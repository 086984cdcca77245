import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { EventStoreDouble } from '../event-log/eventstore-double/double.js';
import { cleanUp, run, start, temporaryFolder } from './run.js';
import { sampleLedger } from './sample.js';

jest.setTimeout(90_000);

let server: EventStoreDouble;
beforeAll(async () => {
  server = await EventStoreDouble.start({ user: { name: 'ledger', password: 'correct-horse' } });
});
afterAll(async () => {
  server.stop();
  await cleanUp();
});

describe('A ledger whose log is in an event store', () => {
  it('is the same for every data folder, and keeps nothing but a read model and a key there', async () => {
    const env = { CLAIM_LEDGER_LOG: server.url.replace('127.0.0.1', 'localhost') };
    const [one, other] = [await temporaryFolder(), await temporaryFolder()];
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

  it('tells who serves it from another folder where its key is', async () => {
    const env = { CLAIM_LEDGER_LOG: server.url.replace('127.0.0.1', 'localhost') };
    const [one, other] = [await temporaryFolder(), await temporaryFolder()];
    await run(['--data', one, 'seed'], env);
    const child = start(['--data', other, 'serve', '--port', '0'], env);
    const exit = once(child, 'exit');
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    while (!said.includes('listens on')) await Promise.race([once(child.stdout, 'data'), exit]);
    child.kill('SIGINT');
    await exit;
    expect(said).toContain(
      `There is an admin's key already, in the data folder of the instance that started first, but none in ${other}/admin.key\n`,
    );
  });

  it('tells in words what hinders it, and not the password', async () => {
    const folder = await temporaryFolder();
    const env = { CLAIM_LEDGER_LOG: server.url.replace('correct', 'wrong') };
    const refused = await run(['--data', folder, 'serve', '--port', '0'], env);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('The event store refuses this user, or this password.');
    expect(refused.stderr).not.toMatch(/wrong-horse|^ +at /m);
  });

  it('is exported from there, whatever log is in the data folder, and needs none there', async () => {
    const env = { CLAIM_LEDGER_LOG: server.url.replace('127.0.0.1', 'localhost') };
    const [stale, other] = [await sampleLedger(), await temporaryFolder()];
    await run(['--data', other, 'seed'], env);
    const there = server.store.all.filter(({ stream }) => stream !== 'ledger-identity').length;
    const exported = await run(['--data', stale, 'export'], env);
    expect(exported).toMatchObject({ code: 0, stderr: `Exported ${there} events.\n` });
    expect(await run(['--data', other, 'export'], env)).toEqual(exported);
    expect((await run(['--data', stale, 'export', '--claim', 'ceding'], env)).stderr).toContain('Not in the ledger');

    const empty = await EventStoreDouble.start();
    const refused = await run(['--data', stale, 'export'], { CLAIM_LEDGER_LOG: empty.url });
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toBe(`There is no ledger in the event store at 127.0.0.1:${empty.port}.\n`);
    expect(empty.store.all).toEqual([]);
    empty.stop();
  });

  it.each(['backup', 'verify', 'load', 'restore'])('is nothing for "%s", which works on files', async (command) => {
    const folder = await temporaryFolder();
    const args = command === 'verify' ? [] : ['a-file'];
    const refused = await run(['--data', folder, command, ...args], { CLAIM_LEDGER_LOG: server.url });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('CLAIM_LEDGER_LOG names an event store');
    expect(refused.stderr).not.toContain('correct-horse');
  });
});
