import { eventsIn, eventStore, idsIn, newDataFolder, stopEventStores } from '../../support/copied-ledger.js';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FolderLock } from '../../../src/event-log/data-folder-lock.js';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { foreignEvent } from '../../event-log/eventstoredb/fake/support.js';
import { createLargeLedger } from '../../support/large-ledger.js';
import { cleanUp, waitForExit, run, start } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

afterAll(() => {
  stopEventStores();
  cleanUp();
});

test.each<[string, (server: FakeServer, folder: string) => number, number]>([
  ['into an event store', (server) => server.store.all.length, 1_000],
  ['from one', (_, folder) => (existsSync(join(folder, 'log.sqlite-wal')) ? Infinity : 0), 1_000],
])('copy %s: resumes without gaps or duplicates after being killed repeatedly', async (way, reached, claims) => {
  const [source, target] = [await createLargeLedger(claims), await newDataFolder()];
  const { server, url } = await eventStore();
  const into = ['copy', '--from', source, '--to', url];
  if (way === 'from one') expect((await run(into)).code).toBe(0);
  const args = way === 'from one' ? ['copy', '--from', url, '--to', target] : into;
  const events = await eventsIn(source);
  let kills = 0;
  for (let goal = 200; kills < 4; goal += 500) {
    const child = start(args);
    const exited = once(child, 'exit');
    while (child.exitCode === null && reached(server, target) < goal) await pause(1);
    await pause(kills * 20);
    child.kill('SIGKILL');
    expect(await exited).toEqual([null, 'SIGKILL']);
    kills += 1;
    if (way !== 'from one') expect(idsIn(server)).toEqual(events.slice(0, idsIn(server).length).map(({ id }) => id));
  }
  const done = await run([...args, '--json']);
  expect(done.code).toBe(0);
  const { before } = JSON.parse(done.stdout) as { before: number };
  expect(before).toBeLessThan(events.length);
  if (way !== 'from one') expect(before).toBeGreaterThan(0);
  if (way === 'from one') expect(await eventsIn(target)).toEqual(events);
  expect(idsIn(server)).toEqual(events.map(({ id }) => id));
});

test('copy: reports an interruption, and resumes', async () => {
  const source = await createLargeLedger(1_000);
  const { server, url } = await eventStore();
  const child = start(['copy', '--from', source, '--to', url]);
  while (server.store.all.length < 100) await pause(1);
  child.kill('SIGINT');
  expect(await waitForExit(child)).toMatchObject({ code: 130, stdout: '' });
  expect((await run(['copy', '--from', source, '--to', url])).stdout).toMatch(
    /; [\d,]+ events had been copied before\./,
  );
  expect(idsIn(server)).toHaveLength(3_001);
});

describe('copy: fails without writing', () => {
  let source: string;
  beforeAll(async () => {
    source = await createSampleLedger();
  });

  test('if the target has another ledger', async () => {
    const [other, { server, url }] = [await createSampleLedger(), await eventStore()];
    const before = readFileSync(join(other, 'log.sqlite'));
    const folder = await run(['copy', '--from', source, '--to', other]);
    expect(folder).toMatchObject({ code: 1, stdout: '' });
    expect(folder.stderr).toMatch(
      /^The target holds another ledger: its event 1, PrincipalRegistered, .* Choose an empty target, .*\n$/,
    );
    expect(readFileSync(join(other, 'log.sqlite'))).toEqual(before);

    expect((await run(['copy', '--from', other, '--to', url])).code).toBe(0);
    const held = [...server.store.all];
    const store = await run(['copy', '--from', source, '--to', url]);
    expect(store).toMatchObject({ code: 1, stdout: '' });
    expect(server.store.all).toEqual(held);
  });

  test('if the event store has foreign streams with the prefixes of the ledger', async () => {
    const { server, url, name } = await eventStore();
    server.store.append('order-1', 'no-stream', [foreignEvent('{}')]);
    server.store.append('claim-against-insurance', 'no-stream', [foreignEvent('{}')]);
    const refused = await run(['copy', '--from', source, '--to', url]);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain(`The event store at ${name} has a stream claim-against-insurance`);
    expect(server.store.all).toHaveLength(2);
  });

  test('if a server runs, or source or target are invalid', async () => {
    const target = await newDataFolder();
    const lock = FolderLock.acquire(target);
    try {
      const owned = await run(['copy', '--from', source, '--to', target]);
      expect([owned.code, owned.stderr]).toEqual([3, expect.stringContaining('is in use by process')]);
    } finally {
      lock.release();
    }
    const { server, url, name } = await eventStore();
    const nowhere = await newDataFolder();
    const wrong: [string[], number, string][] = [
      [['--from', url, '--to', nowhere], 3, `There is no ledger in the event store at ${name}.`],
      [['--from', nowhere, '--to', url], 3, `There is no ledger in ${nowhere}.`],
      [['--from', source, '--to', url.replace('correct', 'wrong')], 3, 'rejects the user or the password'],
      [['--from', source, '--to', `${url}&x=y`], 2, '--to is not valid. The connection string can'],
      [['--from', source, '--to', url.replace('esdb', 'https')], 2, '--to takes a data folder, or a connection string'],
      [
        ['--from', source, '--to', 'esdb:/u:x-horse@127.0.0.1:9'],
        2,
        '--to takes a data folder, or a connection string',
      ],
      [['--from', source, '--to', 'ESDB:127.0.0.1'], 2, '--to takes a data folder, or a connection string'],
      [['--from', 'u:x-horse@127.0.0.1', '--to', nowhere], 2, '--from takes a data folder, or a connection string'],
      [['--from', source, '--to', source], 1, 'Source and target are the same log'],
      [['--from', source], 2, '--to <location>'],
      [['--from', source, '--to', nowhere, '--url', 'http://127.0.0.1:1'], 2, 'not through a server'],
    ];
    for (const [args, code, words] of wrong) {
      const told = await run(['copy', ...args]);
      expect([args, told.code, told.stdout]).toEqual([args, code, '']);
      expect(told.stderr).toContain(words);
      expect(told.stderr).not.toMatch(/-horse|^ +at /m);
    }
    expect(server.store.all).toEqual([]);
    expect(existsSync(nowhere)).toBe(false);
    expect(readdirSync('.').filter((name) => /^esdb|@/i.test(name))).toEqual([]);
    expect(readdirSync(target).filter((name) => name.startsWith('log'))).toEqual([]);
  });
});
