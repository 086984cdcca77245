import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { FolderLock } from '../../../src/event-log/data-folder-lock.js';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';
import { exportText } from '../../archive/export/support.js';
import { logOf, withoutPositions } from '../../archive/support.js';
import { collect } from '../../event-log/contract/support.js';
import { cleanUp, waitForExit, run, serve, start, newFolder } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

/** The folder of the sample ledger. */
let folder: string;
/** Its full export, made without a server. */
let file: string;

beforeAll(async () => {
  folder = await createSampleLedger();
  file = join(folder, 'whole.ndjson');
  const { code, stderr } = await run(['--data', folder, 'export', '--out', file]);
  expect([code, stderr]).toEqual([0, `Exported 19 events to ${file}.\n`]);
});
afterAll(cleanUp);

async function eventsIn(data: string) {
  const log = SqliteEventLog.openReadOnly(join(data, 'log.sqlite'));
  try {
    return await collect(log.readAll());
  } finally {
    await log.close();
  }
}

/** Returns the files of a folder except its locks, which every command creates. */
const filesIn = (data: string): string[] =>
  existsSync(data) ? readdirSync(data).filter((name) => !/^(owner|rebuild)\./.test(name)) : [];

test('export and load: move a ledger to another folder', async () => {
  const data = join(await newFolder(), 'copy');
  const { code, stdout } = await run(['--data', data, 'load', file]);
  expect([code, stdout]).toEqual([0, `Loaded 19 events into ${data}/log.sqlite\n`]);
  expect(filesIn(data)).toEqual(['log.sqlite']);
  expect(await eventsIn(data)).toEqual(await eventsIn(folder));
  const key = readFileSync(join(folder, 'admin.key'), 'utf8').trim();
  const story = ['show', 'ceding', '--recorded'];
  expect(await run(['--data', data, '--key', key, ...story])).toEqual(await run(['--data', folder, ...story]));
  expect((await run(['--data', data, '--key', key, 'keys', 'list'])).stdout).toMatch(/admin +active/);
});

test('export: writes the same text with and without a server, over HTTP, and to a file that only its owner can read', async () => {
  const key = readFileSync(join(folder, 'admin.key'), 'utf8').trim();
  const server = await serve(folder);
  try {
    const beside = await run(['--data', folder, 'export']);
    const overHttp = await run(['--url', server.url, '--key', key, 'export']);
    expect(overHttp).toEqual(beside);
    expect(beside.code).toBe(0);
    expect(beside.stderr).toMatch(/^Exported \d+ events\.\n$/);
    expect(beside.stdout.split('\n').slice(1, 19)).toEqual(readFileSync(file, 'utf8').split('\n').slice(1, 19));
    const refused = await run(['--url', server.url, 'export']);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain('This needs a key. Pass --key or set CLAIM_LEDGER_KEY.');
    const missing = await run(['--url', server.url, '--key', key, 'export', '--claim', 'no-such-claim']);
    expect([missing.code, missing.stdout]).toEqual([1, '']);
  } finally {
    await server.stop();
  }
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('export: rejects invalid options and leaves no file', async () => {
  const out = join(await newFolder(), 'x.ndjson');
  const wrong: [string[], number, RegExp][] = [
    [['--data', join(folder, 'nothing'), 'export'], 3, /There is no ledger in/],
    [['--data', folder, 'export', '--until', '2024', '--out', out], 1, /until must be a position, a day/],
    [['--data', folder, 'export', '--narrative', 'nope', '--out', out], 1, /There is no narrative "nope"/],
    [['--data', folder, 'export', '--out', file], 1, /exists already/],
    [['--data', folder, 'export', '--out', join(folder, 'no', 'x')], 2, /can't be written/],
  ];
  for (const [args, code, words] of wrong) {
    const told = await run(args);
    expect([args, told.code, told.stdout]).toEqual([args, code, '']);
    expect(told.stderr).toMatch(words);
    expect(told.stderr).not.toMatch(/^ +at /m);
  }
  expect(existsSync(out)).toBe(false);
});

test('load: rejects an invalid file at its line and leaves nothing behind', async () => {
  const data = join(await newFolder(), 'new');
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const part = (await run(['--data', folder, 'export', '--claim', 'ceding'])).stdout;
  const altered = lines.findIndex((line) => line.includes('Alleged Talks')) + 1;
  const bad: [string, string][] = [
    [text.slice(0, -20), '-:21: the digest does not match'],
    [lines.toSpliced(20, 1).join('\n'), '-:21: the file ends before the last line'],
    [lines.toSpliced(7, 1).join('\n'), '-:8: the digest does not match: this line was changed or cut'],
    [text.replace('Alleged Talks', 'Alleged talks'), `-:${altered}: the digest does not match`],
    [part, '-:1: the export holds only a part of a log (claim ceding), which can be read, but not loaded'],
    [readFileSync(join(folder, 'sample.ndjson'), 'utf8'), '-:1: the file is not an export of a ledger'],
  ];
  for (const [content, words] of bad) {
    const child = start(['--data', data, 'load', '-']);
    child.stdin.write(content);
    const { code, stdout, stderr } = await waitForExit(child);
    expect([words, code, stdout]).toEqual([words, 1, '']);
    expect(stderr).toContain(words);
    expect(filesIn(data)).toEqual([]);
  }
  expect((await run(['--data', data, 'load', join(data, 'no-such-file')])).code).toBe(2);
  expect((await run(['--data', data, '--url', 'http://127.0.0.1:1', 'load', file])).code).toBe(2);
});

test('load: fails if the folder has a log or an owner', async () => {
  const before = readFileSync(join(folder, 'log.sqlite'));
  const there = await run(['--data', folder, 'load', file]);
  expect([there.code, there.stderr]).toEqual([
    1,
    `${folder} already contains a log. Choose an empty folder with --data.\n`,
  ]);
  expect(readFileSync(join(folder, 'log.sqlite'))).toEqual(before);
  const data = join(await newFolder(), 'owned');
  await mkdir(data);
  const lock = FolderLock.acquire(data);
  try {
    const owned = await run(['--data', data, 'load', file]);
    expect([owned.code, owned.stderr]).toEqual([3, expect.stringContaining(`is in use by process ${process.pid}`)]);
  } finally {
    lock.release();
  }
});

test('load: leaves no log when killed, and the next one cleans up', async () => {
  const many = Array.from({ length: 9_000 }, (_, n) => ({
    stream: `claim-${n % 1000}`,
    event: {
      id: `00000000-0000-4000-8000-${String(n + 1).padStart(12, '0')}`,
      type: 'ClaimReported',
      data: { id: `e${n}` },
      metadata: { schemaVersion: 1, recordedAt: '2024-01-01T00:00:00.000Z' },
    },
  }));
  const log = await logOf(many);
  const text = await exportText(log);
  const data = join(await newFolder(), 'killed');
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    const child = start(['--data', data, 'load', '-']);
    const exited = once(child, 'exit');
    child.stdin.on('error', () => undefined);
    child.stdin.write(text.slice(0, text.length * 0.8));
    while (!existsSync(join(data, 'log.sqlite.loading-wal'))) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill(signal);
    expect(await exited).toEqual(signal === 'SIGKILL' ? [null, 'SIGKILL'] : [130, null]);
    expect(filesIn(data)).not.toContain('log.sqlite');
    if (signal === 'SIGINT') expect(filesIn(data)).toEqual([]);
  }
  await writeFile(join(data, 'whole.ndjson'), text);
  expect(filesIn(data)).toContain('log.sqlite.loading');
  expect((await run(['--data', data, 'load', join(data, 'whole.ndjson')])).code).toBe(0);
  expect(filesIn(data).sort()).toEqual(['log.sqlite', 'whole.ndjson']);
  expect(withoutPositions(await eventsIn(data))).toEqual(withoutPositions(await collect(log.readAll())));
});
