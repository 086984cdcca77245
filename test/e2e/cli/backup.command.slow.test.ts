import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { copyFile, link, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { actorLines, restoreCopyOf, eventsIn, filesIn, logFileIn, importLines } from '../../support/backups.js';
import { cleanUp, waitForExit, run, serve, start, newFolder } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

let folder: string;
let backup: string;
beforeAll(async () => {
  folder = await createSampleLedger();
  backup = join(folder, 'sample.backup');
  const { code, stdout } = await run(['--data', folder, 'backup', backup]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Backed up 19 events of the log [0-9a-f-]{36} to /)]);
});
afterAll(cleanUp);

test('backup: writes one file that only its owner can read, and never overwrites a file', async () => {
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  expect(await eventsIn(backup)).toEqual(await eventsIn(logFileIn(folder)));
  const before = readFileSync(backup);
  const again = await run(['--data', folder, 'backup', backup]);
  expect([again.code, again.stderr]).toEqual([
    1,
    `${backup} exists already, and is not overwritten. Choose another name.\n`,
  ]);
  expect(readFileSync(backup)).toEqual(before);
  expect((await run(['--data', folder, 'backup', join(folder, 'no', 'where')])).code).toBe(2);
  expect((await run(['--data', join(folder, 'nothing'), 'backup', join(folder, 'x')])).code).toBe(3);
});

test('restore: restores a backup to a folder without a log', async () => {
  const data = await restoreCopyOf(folder);
  const story = ['show', 'ceding', '--recorded'];
  expect(await run(['--data', data, ...story])).toEqual(await run(['--data', folder, ...story]));
  expect(filesIn(data).filter((name) => !name.startsWith('read-model'))).toEqual(['admin.key', 'log.sqlite']);
});

test('restore: fails while a server runs, and with --url', async () => {
  const data = await restoreCopyOf(folder);
  const server = await serve(data);
  try {
    const told = await run(['--data', data, 'restore', backup, '--replace']);
    expect([told.code, told.stderr]).toEqual([
      3,
      expect.stringMatching(/is in use by process \d+\. Stop it first\.\n$/),
    ]);
    for (const command of [['restore', backup], ['backup', 'x'], ['verify'], ['load', 'x']]) {
      expect((await run(['--url', server.url, ...command])).code).toBe(2);
    }
  } finally {
    await server.stop();
  }
});

test('backup: contains a prefix of the log while a server writes', async () => {
  const data = await newFolder();
  const server = await serve(data);
  const importing = start(['--data', data, 'import', '-']);
  importing.stdin.write(actorLines(3_000));
  const done = waitForExit(importing);
  try {
    const files = ['one', 'two', 'three'].map((name) => join(data, `${name}.backup`));
    for (const file of files) expect((await run(['--data', data, 'backup', file])).code).toBe(0);
    expect((await done).code).toBe(0);
    const all = await eventsIn(logFileIn(data));
    let before = 0;
    for (const file of files) {
      const held = await eventsIn(file);
      expect(held).toEqual(all.slice(0, held.length));
      expect(held.length).toBeGreaterThanOrEqual(before);
      before = held.length;
      expect(await run(['verify', file])).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('all is well') as string,
      });
    }
    const well = await run(['--data', data, 'verify', '--deep']);
    expect([well.code, well.stdout]).toEqual([0, expect.stringMatching(/^events {6}3,0\d\d events/m)]);
  } finally {
    await server.stop();
  }
});

test('restore: replaces a log only with --replace, and keeps the old log with its additional events', async () => {
  const data = await restoreCopyOf(folder);
  await importLines(data, actorLines(3, 'later-'));
  const later = await eventsIn(logFileIn(data));
  const refused = await run(['--data', data, 'restore', backup]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/ already contains a log: 2\d events of the log .* Use --replace/);
  expect(await eventsIn(logFileIn(data))).toEqual(later);

  const restored = await run(['--data', data, 'restore', backup, '--replace']);
  const only = later.length - 19;
  expect([restored.code, restored.stdout]).toEqual([
    0,
    expect.stringMatching(
      new RegExp(
        `^Restored 19 events .*\\nThe log that was there is kept as .*: it has ${only} events that the backup lacks\\.\\n$`,
      ),
    ),
  ]);
  expect(filesIn(data).filter((name) => name.startsWith('read-model'))).toEqual([]);
  const aside = filesIn(data).find((name) => name.includes('.replaced-')) ?? '';
  expect(await eventsIn(join(data, aside))).toEqual(later);
  expect(await eventsIn(logFileIn(data))).toEqual(await eventsIn(backup));
  expect((await run(['--data', data, 'list', '--json'])).stdout).toContain('"ceding"');
  expect((await run(['--data', data, 'verify', '--deep'])).code).toBe(0);

  const forwards = await run(['--data', data, '--json', 'restore', join(data, aside), '--replace']);
  expect(JSON.parse(forwards.stdout)).toMatchObject({ events: later.length, replaced: { contents: { events: 19 } } });
});

test('restore: does not replace a log that another process reads', async () => {
  const data = await restoreCopyOf(folder);
  const reader = new Database(logFileIn(data), { readonly: true });
  reader.exec('BEGIN; SELECT * FROM events');
  try {
    await importLines(data, actorLines(3, 'late-'));
    const [files, there] = [filesIn(data), await eventsIn(logFileIn(data))];
    expect(statSync(`${logFileIn(data)}-wal`).size).toBeGreaterThan(0);
    const refused = await run(['--data', data, 'restore', backup, '--replace']);
    expect([refused.code, refused.stdout]).toEqual([3, '']);
    expect(refused.stderr).toMatch(/Another process is reading \S+log\.sqlite\. Stop it, then restore again\.\n$/);
    expect(filesIn(data)).toEqual(files);
    expect(await eventsIn(logFileIn(data))).toEqual(there);
  } finally {
    reader.close();
  }
  // A process that has the log open without reading it doesn't prevent the restore.
  const idle = new Database(logFileIn(data), { readonly: true });
  idle.prepare('SELECT count(*) FROM events').get();
  const late = await eventsIn(logFileIn(data));
  expect((await run(['--data', data, 'restore', backup, '--replace'])).code).toBe(0);
  const aside = join(data, filesIn(data).find((name) => name.includes('.replaced-')) ?? '');
  idle.close();
  expect(existsSync(`${aside}-wal`)).toBe(false);
  expect(await eventsIn(logFileIn(data))).toEqual(await eventsIn(backup));
  expect((await run(['--data', data, 'restore', aside, '--replace'])).code).toBe(0);
  expect(await eventsIn(logFileIn(data))).toEqual(late);
});

test('restore: a killed restore of a damaged log loses nothing, and the next one completes it', async () => {
  const data = await restoreCopyOf(folder);
  const aside = `${logFileIn(data)}.replaced-killed`;
  writeFileSync(logFileIn(data), 'not a log any more');
  await link(logFileIn(data), aside);
  writeFileSync(`${aside}-wal`, 'its write-ahead log');
  expect((await run(['--data', data, 'restore', backup, '--replace'])).code).toBe(0);
  const kept = readdirSync(data).filter((name) => name.includes('.replaced-'));
  expect(kept).toEqual([expect.stringMatching(/Z$/), expect.stringMatching(/Z-wal$/)]);
  expect(kept.map((name) => readFileSync(join(data, name), 'utf8'))).toEqual([
    'not a log any more',
    'its write-ahead log',
  ]);
  expect(existsSync(`${logFileIn(data)}-wal`)).toBe(false);
});

test('restore: keeps a damaged log, too', async () => {
  const data = await restoreCopyOf(folder);
  writeFileSync(logFileIn(data), 'not a log any more');
  const restored = await run(['--data', data, 'restore', backup, '--replace']);
  expect([restored.code, restored.stdout]).toEqual([0, expect.stringMatching(/is kept as .*: it can't be read\.\n$/)]);
  const aside = filesIn(data).find((name) => name.includes('.replaced-')) ?? '';
  expect(readFileSync(join(data, aside), 'utf8')).toBe('not a log any more');
  expect((await run(['--data', data, 'verify'])).code).toBe(0);
});

test('restore: rejects an invalid backup without changes', async () => {
  const data = await restoreCopyOf(folder);
  const before = readFileSync(logFileIn(data));
  const files = filesIn(data);
  const tampered = async (name: string, sql: string): Promise<string> => {
    const file = join(folder, name);
    await copyFile(backup, file);
    const database = new Database(file);
    database.exec(sql);
    database.close();
    return file;
  };
  const cut = join(folder, 'cut.backup');
  writeFileSync(cut, readFileSync(backup).subarray(0, 9_000));
  const live = join(folder, 'live.backup');
  await copyFile(backup, live);
  writeFileSync(`${live}-wal`, 'what was written last');
  const linked = join(await newFolder(), 'link.backup');
  await symlink(live, linked);
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const bad: [string, number, RegExp][] = [
    [
      await tampered('gap.backup', "DELETE FROM events WHERE stream = 'claim-ceding' AND revision = 1"),
      1,
      /the next revision of the stream is/,
    ],
    [
      await tampered('type.backup', `UPDATE events SET type = 'Other' WHERE stream = 'claim-ceding' AND revision = 1`),
      1,
      /Other is not an event type/,
    ],
    [
      await tampered('newer.backup', 'UPDATE event_log SET format = 9'),
      1,
      /newer\.backup has format 9; this program knows/,
    ],
    [
      await tampered('trigger.backup', 'CREATE TRIGGER t BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE); END'),
      1,
      /trigger\.backup differs from an event log: the trigger t/,
    ],
    [join(folder, 'sample.ndjson'), 1, /sample\.ndjson is not an event log/],
    [live, 1, /is not a complete backup/],
    [linked, 1, /link\.backup is not a complete backup: it is in use, or a part of it is in \S+live\.backup-wal/],
    [pipe, 1, /pipe is not a regular file/],
    [folder, 1, /is not a regular file/],
    [cut, 1, /cut\.backup is damaged: /],
    [join(folder, 'no-such-file'), 2, /There is no file /],
  ];
  for (const [file, code, words] of bad) {
    const told = await run(['--data', data, 'restore', file, '--replace']);
    expect([file, told.code, told.stdout]).toEqual([file, code, '']);
    expect(told.stderr).toMatch(words);
    expect(told.stderr).not.toMatch(/^ +at /m);
    expect(readFileSync(logFileIn(data))).toEqual(before);
    expect(filesIn(data)).toEqual(files);
  }
  const told = await run(['verify', pipe]);
  expect([told.code, told.stderr]).toEqual([3, expect.stringMatching(/pipe is not a regular file\.\n$/)]);
  const endless = await run(['--data', join(folder, 'elsewhere'), 'load', '/dev/zero']);
  expect([endless.code, endless.stderr]).toEqual([
    1,
    expect.stringMatching(/\/dev\/zero:1: the line is longer than \d+ bytes/),
  ]);
});

test('backup and restore: leave the log unchanged when killed', async () => {
  const data = await newFolder();
  await importLines(data, actorLines(2_000));
  const before = await eventsIn(logFileIn(data));
  const whole = join(data, 'whole.backup');
  expect((await run(['--data', data, 'backup', whole])).code).toBe(0);
  let killed = 0;
  for (const wait of [0, 25]) {
    const target = join(data, `killed-${wait}.backup`);
    const backingUp = start(['--data', data, 'backup', target]);
    const exited = once(backingUp, 'exit');
    while (backingUp.exitCode === null && !readdirSync(data).some((name) => name.startsWith(`killed-${wait}.backup`)))
      await pause(1);
    await pause(wait);
    backingUp.kill('SIGKILL');
    await exited;
    if (existsSync(target)) expect(await eventsIn(target)).toEqual(before);
    else killed += 1;
  }
  expect(killed).toBeGreaterThan(0);

  const other = join(await newFolder(), 'other');
  await mkdir(other);
  await importLines(other, actorLines(5, 'other-'));
  const there = await eventsIn(logFileIn(other));
  for (const wait of [0, 100]) {
    const restoring = start(['--data', other, 'restore', whole, '--replace']);
    const exited = once(restoring, 'exit');
    while (restoring.exitCode === null && !existsSync(`${logFileIn(other)}.restoring`)) await pause(1);
    await pause(wait);
    restoring.kill('SIGKILL');
    const [, signal] = (await exited) as [number | null, string | null];
    if (signal === 'SIGKILL') expect([there, before]).toContainEqual(await eventsIn(logFileIn(other)));
    if (wait === 0) expect(await eventsIn(logFileIn(other))).toEqual(there);
  }
  expect((await run(['--data', other, 'restore', whole, '--replace'])).code).toBe(0);
  expect(await eventsIn(logFileIn(other))).toEqual(before);
  expect(filesIn(other).filter((name) => name.includes('.restoring'))).toEqual([]);
});
