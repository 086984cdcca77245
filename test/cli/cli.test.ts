import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { FolderLock } from '../../src/event-log/folder-lock.js';
import { ended, removeFolders, run, serve, start, temporaryFolder } from './run.js';
import { linesOf, SAMPLE } from './sample.js';

jest.setTimeout(60_000);

/** A ledger that holds the sample, which nobody serves. */
let folder: string;
const servers: Server[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
  const file = join(folder, 'sample.ndjson');
  await writeFile(file, SAMPLE);
  const imported = await run(['--data', folder, 'import', file]);
  expect(imported).toEqual({ code: 0, stdout: `${file}: 16 lines: 16 recorded, 0 unchanged, 0 refused\n`, stderr: '' });
});

afterAll(async () => {
  for (const server of servers) server.close();
  await removeFolders();
});

/** Something that listens where a ledger is expected. */
async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const READS = [
  ['show', 'ceding'],
  ['show', 'could-cede', '--recorded'],
  ['show', 'could-cede', '--json'],
  ['show', 'nobody-said-so'],
  ['list'],
  ['list', '--json', '--narrative', 'territory'],
  ['list', '--status', 'retracted', '--about', 'jenssen', '--search', 'lan*'],
  ['status', '--json'],
];

test('each command answers the same without a server, through the one that owns the folder, and by URL', async () => {
  const alone = [];
  for (const args of READS) alone.push(await run(['--data', folder, ...args]));
  const served = await serve(folder);
  try {
    for (const [index, args] of READS.entries()) {
      expect(await run(['--data', folder, ...args])).toEqual(alone[index]);
      expect(await run(['--url', `${served.url}/`, ...args])).toEqual(alone[index]);
    }
  } finally {
    await served.stop();
  }
  expect(alone.map(({ code }) => code)).toEqual([0, 0, 0, 1, 0, 0, 0, 0]);
  const [story, , json, missing, list, narrative, search] = alone.map(({ stdout, stderr }) => stdout + stderr);
  expect(story).toContain('reported by TASS, citing La Repubblica  [second]');
  expect(story).toContain('status      unverified (unverified/search-expired)');
  expect(JSON.parse(json ?? '')).toMatchObject({ claim: { id: 'could-cede' }, history: { claim: 'could-cede' } });
  expect(missing).toBe('Not in the ledger\nThere is no claim "nobody-said-so".\n');
  expect(list).toBe(
    'retracted   position  could-cede  Jenssen holds that land could be ceded.\n' +
      'unverified  factual   ceding      NATO discusses that Ukraine cede land.\n',
  );
  expect(
    (narrative ?? '')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id),
  ).toEqual(['could-cede', 'ceding']);
  expect(search).toBe(
    'retracted   position  could-cede  Jenssen holds that land could be ceded.\n'.replace('   p', '  p'),
  );
});

test('status says who serves the folder, and that all is well', async () => {
  const alone = await run(['--data', folder, 'status']);
  expect(alone.code).toBe(0);
  expect(alone.stdout).toMatch(
    /^ledger {6}.*, not served just now\nposition {4}\d{20}@\S+\ncaught up {3}yes\nlast event {2}\S+Z\nparked {6}nothing\n$/,
  );
  const served = await serve(folder);
  const { stdout } = await run(['--data', folder, 'status']);
  await served.stop();
  expect(stdout.split('\n')[0]).toBe(`ledger      ${folder}, served at ${served.url}`);
  expect(stdout.split('\n').slice(1)).toEqual(alone.stdout.split('\n').slice(1));
});

test('a refused line is told with its place, and the others are kept', async () => {
  const data = await temporaryFolder();
  const file = join(data, 'some.ndjson');
  const lines = [
    '{"type":"ActorRegistered","actor":"tass","kind":"outlet","name":"TASS"}',
    '{"type":',
    '',
    '{"type":"ActorRegistered","actor":"x","kind":"newspaper"}',
    '{"type":"NarrativeRegistered","narrative":"n","title":"N"}',
  ];
  await writeFile(file, lines.join('\n'));
  const told = await run(['--data', data, 'import', file]);
  expect(told.code).toBe(1);
  expect(told.stdout).toBe(`${file}: 5 lines: 2 recorded, 0 unchanged, 2 refused\n`);
  const refusals = told.stderr.trimEnd().split('\n');
  expect(refusals[0]).toMatch(new RegExp(`^${file}:2: .*JSON`));
  expect(refusals.slice(1).every((line) => line.startsWith(`${file}:4: `))).toBe(true);
  expect(told.stderr).toMatch(/ \(\/kind\)\n/);

  const json = await run(['--data', data, '--json', 'import', file]);
  const answers = json.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(answers).toMatchObject([
    { file, line: 2, problem: { status: 400 } },
    { file, line: 4, problem: { status: 422, errors: [{ pointer: '/kind' }, {}] } },
    { file, summary: { lines: 5, recorded: 0, unchanged: 2, refused: 2, complete: true } },
  ]);
});

test('refusals come back while standard input is still open', async () => {
  const child = start(['--data', folder, 'import', '-']);
  child.stdin.write('{"type":"Nonsense"}\n');
  const [first] = (await once(child.stderr, 'data')) as [Buffer];
  expect(String(first)).toMatch(/^-:1: type must be one of: .* \(\/type\)\n$/);
  child.stdin.write(SAMPLE);
  expect(await ended(child)).toMatchObject({ code: 1, stdout: '-: 17 lines: 0 recorded, 16 unchanged, 1 refused\n' });
});

test('an empty file is imported like any other', async () => {
  const file = join(folder, 'empty.ndjson');
  await writeFile(file, '');
  expect(await run(['--data', folder, 'import', file])).toEqual({
    code: 0,
    stdout: `${file}: 0 lines: 0 recorded, 0 unchanged, 0 refused\n`,
    stderr: '',
  });
});

test('lists follow their pages up to the limit, and say that there are more', async () => {
  const data = await temporaryFolder();
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
  await writeFile(file, linesOf(many));
  expect((await run(['--data', data, 'import', file])).code).toBe(0);
  const some = await run(['--data', data, 'list', '--limit', '210']);
  expect(some.stdout.trimEnd().split('\n')).toHaveLength(210);
  expect(some.stderr).toBe('There are more than 210: --limit shows more of them.\n');
  const all = await run(['--data', data, 'list', '--limit', '230']);
  expect(all.stdout.trimEnd().split('\n').at(-1)).toMatch(/ c-0 {4}Claim 0\.$/);
  expect(all.stderr).toBe('');

  const unread = start(['--data', data, 'list', '--json', '--limit', '230']);
  unread.stdout.destroy();
  expect(await ended(unread)).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('wrong usage ends with 2 and says what is wrong', async () => {
  const wrong = [
    [],
    ['lst'],
    ['show'],
    ['list', '--status', 'true'],
    ['list', '--limit', '0'],
    ['serve', '--port', '65536'],
    ['import', 'no-such-file.ndjson'],
    ['import', '.'],
    ['import', '-', '-'],
    ['status', '--url', 'ledger.example.org'],
  ];
  const told = await Promise.all(wrong.map((args) => run(['--data', folder, ...args])));
  expect(told.map(({ code }) => code)).toEqual(wrong.map(() => 2));
  for (const { stdout, stderr } of told) {
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stderr).not.toBe('');
  }
});

test('what can not be reached or used ends with 3, without a stack', async () => {
  const file = join(folder, 'no-folder');
  await writeFile(file, '');
  const notALedger = await listening((_request, response) => response.writeHead(418).end('<html>'));
  const nobody = await listening(() => undefined);
  servers.pop()?.close();
  const told = await Promise.all([
    run(['--data', join(folder, 'nothing-here'), 'list']),
    run(['--data', file, 'list']),
    run(['--data', file, 'serve']),
    run(['--url', nobody, 'list']),
    run(['--url', nobody, 'import', '-']),
    run(['--url', notALedger, 'status']),
  ]);
  expect(told.map(({ code }) => code)).toEqual([3, 3, 3, 3, 3, 3]);
  const [none, , , refused, unsent, other] = told.map(({ stderr }) => stderr);
  expect(none).toBe(`There is no ledger in ${folder}/nothing-here yet: "serve", "seed" or "import" makes one.\n`);
  expect(refused).toMatch(/^http:\S+ can't be reached: .*ECONNREFUSED.*\n$/);
  expect(unsent).toMatch(/^http:\S+ can't be reached: .*ECONNREFUSED.*\n$/);
  expect(other).toBe(`${notALedger} answers 418, and not as a ledger does.\n`);
  for (const { stderr } of told) expect(stderr).not.toMatch(/^ +at /m);
});

test('an import whose server breaks off may be sent again', async () => {
  const url = await listening((request, response) => {
    request.once('data', () => {
      response.writeHead(200).write('{"progress":{"lines":1,"recorded":1,"unchanged":0,"refused":0}}\n');
      setTimeout(() => response.destroy(), 50);
    });
  });
  const child = start(['--url', url, 'import', '-']);
  child.stdin.write(SAMPLE);
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(3);
});

test("a folder's key is for its own ledger; another server gets the one that is given for it", async () => {
  const keys: unknown[] = [];
  const url = await listening((request, response) => {
    keys.push(request.headers.authorization);
    response.end('{"items":[]}');
  });
  await run(['--data', folder, '--url', url, 'list']);
  await run(['--data', folder, '--url', url, '--key', 'clk_given', 'list']);
  await run(['list'], { CLAIM_LEDGER_DATA: folder, CLAIM_LEDGER_URL: url, CLAIM_LEDGER_KEY: 'clk_set' });
  expect(keys).toEqual([undefined, 'Bearer clk_given', 'Bearer clk_set']);
  await run(['--data', folder, 'list'], { CLAIM_LEDGER_URL: url });
  expect(keys).toHaveLength(3);
});

test('without a good key nothing is written', async () => {
  const told = await run(['--data', folder, '--key', 'clk_wrong', 'import', join(folder, 'sample.ndjson')]);
  expect(told).toEqual({ code: 1, stdout: '', stderr: 'A key is needed\nThe key is unknown, wrong or expired.\n' });
  const json = await run(['--data', folder, '--key', 'clk_wrong', '--json', 'import', join(folder, 'sample.ndjson')]);
  expect(JSON.parse(json.stderr)).toMatchObject({ status: 401 });
});

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

test('an interrupted import frees the folder, too', async () => {
  const child = start(['--data', folder, 'import', '-']);
  child.stdin.write('{"type":"Nonsense"}\n');
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([130, null]);
  expect(FolderLock.holder(folder)).toBeUndefined();
});

test('an owner that does not listen yet is waited for', async () => {
  const data = join(await temporaryFolder(), 'owned');
  await mkdir(data);
  const lock = FolderLock.acquire(data);
  const url = await listening((_request, response) => response.end('{"items":[]}'));
  try {
    const listed = run(['--data', data, 'list']);
    setTimeout(() => {
      lock.setUrl(url);
    }, 1_000);
    expect(await listed).toEqual({ code: 0, stdout: '', stderr: '' });
  } finally {
    lock.release();
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
