import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { copyFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import type { StoredEvent } from '../../event-log/eventstoredb/fake/stored-events.js';
import { foreignEvent } from '../../event-log/eventstoredb/fake/support.js';
import { formatEventCount } from '../../../src/cli/terminal/progress.js';
import { positionText } from '../../../src/event-log/position.js';
import { actorLines, logFileIn } from '../../support/backups.js';
import { cleanUp, waitForExit, run, start, newFolder } from '../../support/run-cli.js';
import { SAMPLE, createSampleLedger } from '../../support/sample-ledger.js';

const servers: FakeServer[] = [];
afterAll(() => {
  for (const server of servers) server.stop();
  cleanUp();
});

interface Cluster {
  readonly server: FakeServer;
  readonly env: { readonly CLAIM_LEDGER_LOG: string };
  /** The data folder of an instance that has caught up. */
  readonly folder: string;
}

/** Starts an event store with the sample ledger, and an instance. */
async function cluster(options: Parameters<typeof FakeServer.start>[0] = {}): Promise<Cluster> {
  const server = await FakeServer.start(options);
  servers.push(server);
  const [env, folder] = [{ CLAIM_LEDGER_LOG: server.url.replace('127.0.0.1', 'localhost') }, await newFolder()];
  const file = join(await newFolder(), 'sample.ndjson');
  await writeFile(file, SAMPLE);
  const imported = await run(['--data', folder, 'import', file], env);
  expect(imported).toMatchObject({ code: 0, stderr: '' });
  return { server, env, folder };
}

/** `log: position …, claim-ceding revision 2: ` */
function locationOf(event: StoredEvent | undefined): string {
  if (!event) throw new Error('There is no such event.');
  return `log: position ${positionText(event.position)}, ${event.stream} revision ${event.revision}: `;
}

const first = ({ server }: Cluster, stream: string): StoredEvent | undefined =>
  server.store.all.find((event) => event.stream === stream);

describe('verify with a log in an event store', () => {
  it('checks the log while instances write to it, and compares the read model of any instance', async () => {
    const { server, env, folder } = await cluster({ user: { name: 'ledger', password: 'correct-horse' } });
    const child = start(['--data', folder, 'serve', '--port', '0'], env);
    await once(child.stdout, 'data');
    const other = await newFolder();
    const more = join(other, 'more.ndjson');
    await writeFile(more, actorLines(500));
    await copyFile(join(folder, 'admin.key'), join(other, 'admin.key'));
    const writing = start(['--data', other, 'import', more], env);
    const written = waitForExit(writing);
    const outputs: string[] = [];
    try {
      for (let isWriting = true; isWriting;) {
        isWriting = writing.exitCode === null;
        const { code, stdout, stderr } = await run(['--data', folder, 'verify', '--deep'], env);
        expect([code, stderr, stdout]).toEqual([0, '', expect.stringMatching(/\nall is well\n$/)]);
        outputs.push(stdout);
      }
    } finally {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    expect((await written).code).toBe(0);
    expect(outputs.length).toBeGreaterThan(1);
    const last = outputs.at(-1) ?? '';
    const events = server.store.all.filter(({ stream }) => stream !== 'ledger-identity');
    const end = positionText(events.at(-1)?.position ?? 0);
    const streams = new Set(events.map(({ stream }) => stream)).size;
    expect(last.split('\n')).toEqual([
      expect.stringMatching(new RegExp(`^log {9}[0-9a-f-]{36} in EventStoreDB at localhost:${server.port}$`)),
      `events      ${formatEventCount(events.length)} in ${streams.toLocaleString('en')} streams, up to position ${end}`,
      expect.stringMatching(
        new RegExp(`^read model {2}[\\d,]+ rows .* up to position ${end}, \\d+ claims evaluated again$`),
      ),
      'all is well',
      '',
    ]);
    expect(readdirSync(folder).filter((name) => name.startsWith('verifying'))).toEqual([]);

    const json = await run(['--data', other, 'verify', '--json'], env);
    expect(JSON.parse(json.stdout)).toMatchObject({
      eventStore: `localhost:${server.port}`,
      checked: { events: events.length },
      faultCount: 0,
    });
    expect(json.stdout).not.toContain('correct-horse');
  });

  it('finds events of another application, in streams of the ledger and in others with its prefixes', async () => {
    const ledger = await cluster();
    const { server, env, folder } = ledger;
    const events = server.store.all.length;
    server.store.append('claim-ceding', 'any', [foreignEvent('{"id":"first"}')]);
    server.store.append('claim-against-insurance', 'no-stream', [foreignEvent('[]')]);
    const { code, stdout, stderr } = await run(['--data', folder, 'verify'], env);
    expect([code, stderr]).toEqual([1, '']);
    const lines = stdout.split('\n');
    for (const event of server.store.all.slice(events)) {
      expect(lines).toContainEqual(`${locationOf(event)}ordered is not an event type of this stream`);
      expect(lines).toContainEqual(`${locationOf(event)}the schema version is undefined; known versions are 1 to 1`);
    }
    expect(lines.at(-2)).toMatch(/^\d+ faults$/);
  });

  it('finds a truncated or deleted stream, whose events are still in the log', async () => {
    const ledger = await cluster();
    const { server, env, folder } = ledger;
    server.store.truncate('claim-ceding', 2);
    server.store.delete('actor-tass');
    const { code, stdout, stderr } = await run(['--data', folder, 'verify'], env);
    expect([code, stderr]).toEqual([1, '']);
    expect(
      stdout
        .split('\n')
        .filter((line) => line.startsWith('log: '))
        .sort(),
    ).toEqual(
      [
        `${locationOf(first(ledger, 'claim-ceding'))}the stream can't be read by itself: The event store no longer has revision 0 of claim-ceding.`,
        `${locationOf(first(ledger, 'actor-tass'))}the stream, read by itself, is empty`,
      ].sort(),
    );
    expect(stdout).toMatch(/\n2 faults\n$/);
  });

  it('finds events that the server has removed', async () => {
    const ledger = await cluster();
    const { server, env, folder } = ledger;
    const of = server.store.all.filter(({ stream }) => stream === 'claim-ceding');
    for (const event of of.slice(0, 2)) server.store.all.splice(server.store.all.indexOf(event), 1);
    server.store.truncate('claim-ceding', 2);
    const { code, stdout, stderr } = await run(['--data', folder, 'verify', '--deep'], env);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout.split('\n')).toContain(`${locationOf(of[2])}the next revision of the stream is 0`);
    expect(stdout).toMatch(/^read model: /m);
  });

  it('finds changes in the read model of an instance', async () => {
    const { env, folder } = await cluster();
    const [name = ''] = readdirSync(folder).filter((file) => /^read-model.*sqlite$/.test(file));
    const database = new Database(join(folder, name));
    database.exec(`UPDATE claim_states SET status = 'confirmed'`);
    database.close();
    const { code, stdout } = await run(['--data', folder, 'verify', '--deep'], env);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^read model: table claim_states, claim=\d+ .*: status is "confirmed"; expected /m);
    expect(stdout).toMatch(/^read model: claim ceding: the stored state is confirmed/m);
  });

  it('reports a read model of another log', async () => {
    const { env, folder } = await cluster();
    const other = await cluster();
    const [name = ''] = readdirSync(other.folder).filter((file) => /^read-model.*sqlite$/.test(file));
    await rename(join(other.folder, name), join(folder, name));
    const { code, stdout } = await run(['--data', folder, 'verify'], env);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^read model: The read model doesn't belong to this log: it was built from another log\.$/m);
    expect(stdout).toMatch(/^The read model belongs to the log [0-9a-f-]{36}\.$/m);
  });

  it('works without a read model or folder, and checks a backup whatever the settings', async () => {
    const { server, env } = await cluster();
    const nowhere = join(await newFolder(), 'nowhere');
    const { code, stdout } = await run(['--data', nowhere, 'verify', '--deep'], env);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/\nread model {2}none yet; no status was evaluated\nall is well\n$/),
    ]);
    const sample = await createSampleLedger();
    const backup = join(sample, 'a-backup');
    expect((await run(['--data', sample, 'backup', backup])).code).toBe(0);
    const checked = await run(['verify', backup], env);
    expect([checked.code, checked.stdout]).toEqual([0, expect.stringContaining(` in ${backup}\n`)]);

    server.stop();
    const refused = await run(['--data', nowhere, 'verify'], env);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain(`The event store at localhost:${server.port} can't be used`);
  });

  it('exits with 3 if the event store stays unavailable', async () => {
    const { server, env, folder } = await cluster();
    const rejected = {
      code: 3,
      stdout: '',
      stderr:
        "The event store denies access: the user must be allowed to read $all, and to read and write the ledger's streams.\n",
    };
    server.faults.read = (stream) => (stream === 'claim-ceding' ? { after: 0, with: 'denied' } : undefined);
    expect(await run(['--data', folder, 'verify'], env)).toEqual(rejected);

    // Reads of all streams: the head, the events to check, and the events to project.
    let asked = 0;
    server.faults.read = (stream) => (stream === '$all' && ++asked === 3 ? { after: 0, with: 'denied' } : undefined);
    expect(await run(['--data', folder, 'verify'], env)).toEqual(rejected);
    expect(asked).toBe(3);
  });

  it('fails if the server on the folder uses another log', async () => {
    const { env, folder } = await cluster();
    const sample = await createSampleLedger();
    const child = start(['--data', sample, 'serve', '--port', '0']);
    await once(child.stdout, 'data');
    try {
      const refused = await run(['--data', sample, 'verify'], env);
      expect([refused.code, refused.stderr]).toEqual([
        1,
        `The server on ${sample} keeps its log in ${logFileIn(sample)}, but CLAIM_LEDGER_LOG names an event store. Unset CLAIM_LEDGER_LOG.\n`,
      ]);
      expect((await run(['--data', folder, 'verify'], env)).code).toBe(0);
    } finally {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
  });
});
