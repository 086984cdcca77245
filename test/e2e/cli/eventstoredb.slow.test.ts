import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { foreignEvent } from '../../event-log/eventstoredb/fake/support.js';
import { cleanUp, waitForExit, run, start, newFolder } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

let server: FakeServer;
beforeAll(async () => {
  server = await FakeServer.start({ user: { name: 'ledger', password: 'correct-horse' } });
});
afterAll(() => {
  server.stop();
  cleanUp();
});

/** Returns the output of a server until it listens. By default, it is stopped then. */
async function outputUntilListening(child: ReturnType<typeof start>, ends = true): Promise<string> {
  const exit = once(child, 'exit');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  while (!said.includes('listens on') && child.exitCode === null) {
    await Promise.race([once(child.stdout, 'data'), exit]);
  }
  if (ends) {
    child.kill('SIGINT');
    await exit;
  }
  return said;
}

describe('ledger with its log in an event store', () => {
  it('reports where the admin key is when served from another folder', async () => {
    const env = { CLAIM_LEDGER_LOG: server.url.replace('127.0.0.1', 'localhost') };
    const [one, other] = [await newFolder(), await newFolder()];
    await run(['--data', one, 'seed'], env);
    const child = start(['--data', other, 'serve', '--port', '0'], env);
    expect(await outputUntilListening(child)).toContain(
      `There is no administrator's key in ${other}/admin.key. Copy it from the data folder of the instance that started first,`,
    );
  });

  it('is exported from the event store, with or without a log in the data folder', async () => {
    const env = { CLAIM_LEDGER_LOG: server.url.replace('127.0.0.1', 'localhost') };
    const [stale, other] = [await createSampleLedger(), await newFolder()];
    await run(['--data', other, 'seed'], env);
    const there = server.store.all.filter(({ stream }) => stream !== 'ledger-identity').length;
    const exported = await run(['--data', stale, 'export'], env);
    expect(exported).toMatchObject({ code: 0, stderr: `Exported ${there} events.\n` });
    expect(await run(['--data', other, 'export'], env)).toEqual(exported);
    expect((await run(['--data', stale, 'export', '--claim', 'ceding'], env)).stderr).toContain(
      'There is no claim "ceding"',
    );

    const empty = await FakeServer.start();
    const refused = await run(['--data', stale, 'export'], { CLAIM_LEDGER_LOG: empty.url });
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toBe(`There is no ledger in the event store at 127.0.0.1:${empty.port}.\n`);
    expect(empty.store.all).toEqual([]);
    empty.stop();
  });

  it('is not created by commands that read, or manage keys', async () => {
    const [folder, empty] = [await newFolder(), await FakeServer.start()];
    for (const command of [
      ['list'],
      ['show', 'a-claim'],
      ['status'],
      ['keys', 'list'],
      ['keys', 'recover'],
      ['rebuild'],
      ['verify'],
    ]) {
      const refused = await run(['--data', folder, ...command], { CLAIM_LEDGER_LOG: empty.url });
      expect([command, refused.code, refused.stdout, refused.stderr]).toEqual([
        command,
        3,
        '',
        `There is no ledger in the event store at 127.0.0.1:${empty.port}.\n`,
      ]);
    }
    expect(empty.store.all).toEqual([]);
    empty.stop();
  });

  it('is not created among foreign streams with its prefixes', async () => {
    const [folder, taken] = [await newFolder(), await FakeServer.start()];
    taken.store.append('claim-against-insurance', 'no-stream', [foreignEvent('{}')]);
    for (const command of [['serve', '--port', '0'], ['seed']]) {
      const refused = await run(['--data', folder, ...command], { CLAIM_LEDGER_LOG: taken.url });
      expect(refused).toMatchObject({ code: 3, stdout: '' });
      expect(refused.stderr).toContain('has a stream claim-against-insurance of another program');
    }
    expect(taken.store.all).toHaveLength(1);
    taken.stop();
  });

  it('reports a different log in one line, and keeps the old read model until a new one is complete', async () => {
    const [folder, other, there] = [await newFolder(), await newFolder(), await FakeServer.start()];
    const sample = join(await createSampleLedger(), 'sample.ndjson');
    const before = { CLAIM_LEDGER_LOG: server.url.replace('127.0.0.1', 'localhost') };
    const now = { CLAIM_LEDGER_LOG: there.url };
    await run(['--data', folder, 'seed'], before);
    await run(['--data', other, 'import', sample], now);
    const models = () => readdirSync(folder).filter((name) => /^read-model-.*sqlite$/.test(name));
    const [was] = models();

    there.faults.read = (stream) => (stream === '$all' ? { after: 0, with: 'denied' } : undefined);
    expect((await run(['--data', folder, 'serve', '--port', '0'], now)).code).toBe(3);
    expect(models()).toContain(was);

    delete there.faults.read;
    const child = start(['--data', folder, 'serve', '--port', '0'], now);
    const end = waitForExit(child);
    for (let waited = 0; waited < 1_000 && models().includes(was ?? ''); waited += 1) await pause(20);
    child.kill('SIGINT');
    const { stderr } = await end;
    const told = stderr.split('\n').filter((line) => line.includes('The log is'));
    expect(told).toEqual([
      expect.stringMatching(
        /The log is [0-9a-f-]{36}, but the read model here belongs to [0-9a-f-]{36}\. Another one is being built\./,
      ),
    ]);
    expect(stderr).not.toMatch(/"stack"|Error/);
    expect(models()).toHaveLength(1);
    there.stop();
  });

  it('is printed by serve, and commands reject another log while the server runs', async () => {
    const env = { CLAIM_LEDGER_LOG: server.url.replace('127.0.0.1', 'localhost') };
    const folder = await createSampleLedger();
    const child = start(['--data', folder, 'serve', '--port', '0'], env);
    expect(await outputUntilListening(child, false)).toMatch(
      new RegExp(`its data is in ${folder}, its log in EventStoreDB at localhost:${server.port}\n`),
    );
    try {
      for (const args of [['backup', join(folder, 'a-backup')], ['verify'], ['export']]) {
        const refused = await run(['--data', folder, ...args]);
        expect([args, refused.code, refused.stdout]).toEqual([args, 1, '']);
        expect(refused.stderr).toContain(`The server on ${folder} keeps its log in an event store, not in`);
      }
      const other = await FakeServer.start();
      await run(['--data', await newFolder(), 'seed'], { CLAIM_LEDGER_LOG: other.url });
      const refused = await run(['--data', folder, 'export'], { CLAIM_LEDGER_LOG: other.url });
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/ uses the log [0-9a-f-]{36}, not /)]);
      other.stop();
      expect((await run(['--data', folder, 'export'], env)).code).toBe(0);
      expect((await run(['--data', folder, 'status'])).stdout).toContain('\nlog         in an event store\n');
    } finally {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
  });

  it('is reported as missing if the setting is missing after a move', async () => {
    const env = { CLAIM_LEDGER_LOG: server.url.replace('127.0.0.1', 'localhost') };
    const folder = await createSampleLedger();
    const child = start(['--data', folder, 'serve', '--port', '0'], env);
    expect(await outputUntilListening(child, false)).toContain('is not used');
    while (!(await run(['--data', folder, 'status'])).stdout.includes('caught up   yes')) await pause(100);
    child.kill('SIGINT');
    await once(child, 'exit');
    expect((await run(['--data', folder, 'verify'])).stdout).toMatch(
      /\nThe read model belongs to the log [0-9a-f-]{36}\. If the log was moved to an event store, set CLAIM_LEDGER_LOG\.\n/,
    );
    expect(await outputUntilListening(start(['--data', folder, 'serve', '--port', '0']))).toMatch(
      /^The read model in \S+ belongs to the log [0-9a-f-]{36}, but the log is now [0-9a-f-]{36}\. A new read model is built\. If the log was moved to an event store, set CLAIM_LEDGER_LOG\.\n/,
    );
  });

  it('reports an unused log in the data folder', async () => {
    const folder = await createSampleLedger();
    const child = start(['--data', folder, 'serve', '--port', '0'], {
      CLAIM_LEDGER_LOG: server.url.replace('127.0.0.1', 'localhost'),
    });
    expect(await outputUntilListening(child)).toContain(
      `The log in ${folder}/log.sqlite is not used, because CLAIM_LEDGER_LOG names an event store.\n`,
    );
  });

  it('never prints the password, not even with the debug output of the client', async () => {
    const env = { CLAIM_LEDGER_LOG: server.url.replace('127.0.0.1', 'localhost'), DEBUG: 'esdb:*' };
    const { stdout, stderr } = await run(['--data', await newFolder(), 'list'], env);
    expect(stderr).toContain('esdb:');
    expect(stdout + stderr).not.toContain('correct-horse');
    expect(stdout + stderr).not.toContain(Buffer.from('ledger:correct-horse').toString('base64'));
  });

  it.each(['backup', 'load', 'restore'])('is rejected by "%s", which requires files', async (command) => {
    const folder = await newFolder();
    const refused = await run(['--data', folder, command, 'a-file'], { CLAIM_LEDGER_LOG: server.url });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('CLAIM_LEDGER_LOG names an event store');
    expect(refused.stderr).not.toContain('correct-horse');
  });
});
