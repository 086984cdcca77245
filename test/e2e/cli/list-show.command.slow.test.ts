import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitForExit, cleanUp, run, serve, start, newFolder } from '../../support/run-cli.js';
import { toNdjson, createSampleLedger } from '../../support/sample-ledger.js';

/** The folder of the sample ledger, without a server. */
let folder: string;

beforeAll(async () => {
  folder = await createSampleLedger();
});

afterAll(cleanUp);

const READS = [
  ['show', 'ceding', '--recorded', '--all'],
  ['show', 'could-cede', '--json'],
  ['show', 'nobody-said-so'],
  ['list'],
  ['list', '--json', '--status', 'retracted', '--about', 'jenssen', '--narrative', 'territory', '--search', 'lan*'],
  ['list', '--csv', '--status', 'retracted'],
  ['counts', '--csv', '--status', 'retracted'],
  ['counts', '--status', 'retracted'],
  ['status', '--json'],
  ['story', 'could-cede', '--json'],
  ['wordings', 'could-cede', '--json'],
  ['story', 'ceding', '--recorded'],
];

/** Runs a command and removes the staleness from its output, which depends on time. */
async function read(args: readonly string[]) {
  const { stdout, ...rest } = await run(args);
  return { ...rest, stdout: stdout.replace(/"recordedUntil":"[^"]*"/, '"recordedUntil":"…"') };
}

test('read commands: print the same without a server, through the owner of the folder, and by URL', async () => {
  const alone = [];
  for (const args of READS) alone.push(await read(['--data', folder, ...args]));
  const served = await serve(folder);
  try {
    const ways = [
      ['--data', folder],
      ['--url', `${served.url}/`],
    ];
    for (const way of ways) {
      expect(await Promise.all(READS.map((args) => read([...way, ...args])))).toEqual(alone);
    }
  } finally {
    await served.stop();
  }
  expect(alone.map(({ code }) => code)).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const [story, json = '', missing, list, found = '', csv = '', counts = '', table] = alone.map(
    ({ stdout, stderr }) => stdout + stderr,
  );
  expect(csv).toMatch(/^id,text,language,.*\r\ncould-cede,[^\r]*,retracted,[^\r]*\r\n$/);
  expect(counts).toMatch(/^by,value,claims\r\ntotal,all,1\r\nstatus,retracted,1\r\n/);
  expect(table).toMatch(/^1 claim\nby status\n1  retracted\n/);
  expect(story).toContain('reported by TASS, citing La Repubblica  [second]');
  expect(story).toContain('unverified (unverified/search-expired)');
  expect(JSON.parse(json)).toMatchObject({ claim: { id: 'could-cede' }, history: { claim: 'could-cede' } });
  const [changes = '', words = '', text = ''] = alone.slice(-3).map(({ stdout }) => stdout);
  expect(JSON.parse(changes)).toMatchObject({
    claim: 'could-cede',
    steps: [{}, { entry: { type: 'ClaimAsserted' } }, {}],
  });
  expect(JSON.parse(words)).toMatchObject({ claim: 'could-cede', total: 1, items: [{ source: 'text' }] });
  expect(text).toContain('recorded 20');
  expect(missing).toBe(
    'There is no claim "nobody-said-so". To find a claim: claim-ledger search <words>. To register one: claim-ledger register claim <text>.\n',
  );
  expect(list?.split('\n').map((line) => line.slice(0, 100))).toEqual([
    'retracted   position  could-cede  Jenssen holds that land could be ceded.  Retracted: Stian Jenssen, the only one on record to say so, took it back whole.'.slice(
      0,
      100,
    ),
    'unverified  factual   ceding      NATO discusses that Ukraine cede land.  One origin: La Repubblica, which names no source, by way of TASS;'.slice(
      0,
      100,
    ),
    '',
  ]);
  expect(JSON.parse(found)).toMatchObject({ id: 'could-cede', status: 'retracted' });
});

test('status: prints the owner of the folder and its state', async () => {
  const alone = await run(['--data', folder, 'status']);
  expect(alone.code).toBe(0);
  expect(alone.stdout).toMatch(
    /^ledger {6}.*, no server running\nlog {9}a file in the data folder\nread model  1, of schema \d+ and policy standard\/1\nposition {4}\d{20}-[0-9a-f]{8}@\S+\ncaught up {3}yes\nlast event {2}\S+Z\nparked {6}nothing\n$/,
  );
  const served = await serve(folder);
  const { stdout } = await run(['--data', folder, 'status']);
  await served.stop();
  expect(stdout.split('\n')[0]).toBe(`ledger      ${folder}, served at ${served.url}`);
  expect(stdout.split('\n').slice(1)).toEqual(alone.stdout.split('\n').slice(1));
});

test('list: follows pages up to the limit, and reports that there are more', async () => {
  const data = await newFolder();
  const file = join(data, 'many.ndjson');
  const many = Array.from({ length: 230 }, (_, index) => ({
    type: 'ClaimRegistered',
    claim: `c-${index}`,
    text: `Claim ${index}.`,
    language: 'en',
    kind: 'factual',
    about: [],
    topics: [],
  }));
  await writeFile(file, toNdjson(many));
  await serve(data);
  expect((await run(['--data', data, 'import', file])).code).toBe(0);
  const some = await run(['--data', data, 'list', '--limit', '210']);
  expect(some.stdout.trimEnd().split('\n')).toHaveLength(210);
  expect(some.stderr).toBe('There are more than 210 claims. --limit shows more of them.\n');
  const all = await run(['--data', data, 'list', '--limit', '230']);
  expect(all.stdout.trimEnd().split('\n').at(-1)).toMatch(/ c-0 {4}Claim 0\. {2}Nothing is on record about it yet\.$/);
  expect(all.stderr).toBe('');

  const unread = start(['--data', data, 'list', '--json', '--limit', '230']);
  unread.stdout.destroy();
  expect(await waitForExit(unread)).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('show and list: answer as of a moment in the past', async () => {
  const inPast = (...args: string[]) => run(['--data', folder, ...args]);
  interface Shown {
    readonly history: { readonly items: readonly { readonly recordedAt: string }[] };
  }
  const now = JSON.parse((await inPast('show', 'ceding', '--json')).stdout) as Shown;
  const first = now.history.items[0]?.recordedAt ?? '';
  const then = JSON.parse((await inPast('show', 'ceding', '--json', '--as-of', first)).stdout) as Shown;
  expect(then.history.items.map(({ recordedAt }) => recordedAt)).toEqual(
    now.history.items.map(({ recordedAt }) => recordedAt).filter((recordedAt) => recordedAt <= first),
  );
  expect((await inPast('show', 'ceding', '--as-of', first)).stdout).toMatch(/^ {2}as of \S/m);
  const early = await inPast('list', '--as-of', '2020-01-01');
  expect([early.code, early.stdout]).toEqual([0, '']);
  expect(early.stderr).toMatch(
    /^No claim matches --as-of "2020-01-01"\. No claim was recorded before 20\S+Z\. --valid-at asks what had happened in the world by then\.\n$/,
  );
  const today = new Date().toISOString().slice(0, 10);
  expect(await inPast('list', '--as-of', today)).toEqual(await inPast('list'));
  expect(await inPast('show', 'ceding', '--as-of', '2020-01-01')).toMatchObject({
    code: 1,
    stderr: 'There was no claim "ceding" as of 2020-01-01.\n',
  });
  const future = await inPast('list', '--as-of', '2999-01-01');
  expect(future).toMatchObject({ code: 1, stdout: '' });
  expect(future.stderr).toMatch(/--as-of ends at 2999-01-01T23:59:59\.999Z, which is later than now/);
});
