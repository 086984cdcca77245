import { once } from 'node:events';
import { chmodSync, cpSync, linkSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../../bench/workloads/random.js';
import { actorLines, eventsIn, filesIn, importLines, logFileIn } from '../../support/backups.js';
import { cleanUp, newFolder, run, type Run, start, waitForExit } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';
import { itOnSmallDisk, removeDisks, SmallDisk } from '../../support/small-disk.js';
import { fixture } from './support.js';

/** `KILLS=100 SEED=2 npm run jest -- test/e2e/faults/restore` kills it more often, at other moments. */
const kills = Number(process.env['KILLS'] ?? 6);
const random = new Random(Number(process.env['SEED'] ?? 1));

/** A ledger that has a read model, and events that its backup lacks. */
let ledger: string;
let backup: string;
/** The events of the ledger, and those of the backup. */
let before: Awaited<ReturnType<typeof eventsIn>>;
let backedUp: typeof before;

beforeAll(async () => {
  ledger = await createSampleLedger();
  backup = join(await newFolder(), 'sample.backup');
  await importLines(ledger, actorLines(300, 'early-'));
  expect((await run(['--data', ledger, 'backup', backup])).code).toBe(0);
  await importLines(ledger, actorLines(300, 'late-'));
  [before, backedUp] = [await eventsIn(logFileIn(ledger)), await eventsIn(backup)];
});
afterAll(() => {
  cleanUp();
  removeDisks();
});

const replaceBy = (file: string, data: string) => ['--data', data, 'restore', file, '--replace'];
async function copied(): Promise<string> {
  const data = join(await newFolder(), 'data');
  cpSync(ledger, data, { recursive: true });
  return data;
}
/** What is read in the folder is in its log, and nothing of an interrupted restore is left. */
async function expectWell(data: string): Promise<void> {
  expect(await run(['--data', data, 'list', '--json'])).toMatchObject({ code: 0 });
  const well = await run(['--data', data, 'verify', '--deep']);
  expect([well.code, well.stdout]).toEqual([0, expect.stringContaining('all is well')]);
  const second = filesIn(data).filter(
    (name) => name.includes('.replaced-') && statSync(join(data, name)).ino === statSync(logFileIn(data)).ino,
  );
  expect([filesIn(data).filter((name) => name.includes('.restoring')), second]).toEqual([[], []]);
}

/** SQLite can't follow the path by which this process sees the disk. */
async function eventsOn({ outside }: SmallDisk) {
  const copy = await newFolder();
  for (const name of readdirSync(outside).filter((each) => /^log\.sqlite(-wal)?$/.test(each))) {
    cpSync(join(outside, name), join(copy, name));
  }
  return eventsIn(logFileIn(copy));
}

it('loses nothing when it is killed at any moment, and the next one completes it', async () => {
  const began = performance.now();
  expect((await run(replaceBy(backup, await copied()))).code).toBe(0);
  const duration = performance.now() - began;
  const left = { before: 0, backedUp: 0 };
  for (let killed = 0; killed < kills;) {
    const data = await copied();
    const restoring = start(replaceBy(backup, data));
    const exited = once(restoring, 'exit');
    // Every second one around the moment at which the log is replaced.
    if (killed % 2 === 0) await pause(duration * (0.3 + 0.7 * random.next()));
    else {
      const isReplacing = () => filesIn(data).some((name) => name.includes('.replaced-'));
      while (restoring.exitCode === null && !isReplacing()) await nextTurn();
      await pause(random.between(0, 10));
    }
    restoring.kill('SIGKILL');
    const [, signal] = (await exited) as [number | null, string | null];
    if (signal !== 'SIGKILL') continue;
    killed += 1;
    const found = await eventsIn(logFileIn(data));
    expect([before, backedUp]).toContainEqual(found);
    left[found.length === before.length ? 'before' : 'backedUp'] += 1;
    await expectWell(data);
    expect((await run(replaceBy(backup, data))).code).toBe(0);
    expect(await eventsIn(logFileIn(data))).toEqual(backedUp);
    await expectWell(data);
  }
  console.info(`Killed ${kills} times: ${JSON.stringify(left)}`);
});

it('leaves no copy and no second name of the log behind, also if a server is started instead of another restore', async () => {
  const data = await copied();
  writeFileSync(`${logFileIn(data)}.restoring`, readFileSync(backup));
  linkSync(logFileIn(data), `${logFileIn(data)}.replaced-2026-11-30T03-00-00-000Z`);
  await expectWell(data);
  expect(await eventsIn(logFileIn(data))).toEqual(before);
});

itOnSmallDisk('changes nothing while the disk is full, names it, and succeeds once there is room', async () => {
  const disk = await SmallDisk.mount(await newFolder(), 16 * 1024 ** 2);
  cpSync(ledger, disk.outside, { recursive: true });
  const restoring = (): Promise<Run> => waitForExit(start(replaceBy(backup, disk.folder), {}, undefined, disk.wrapper));
  const files = filesIn(disk.outside);
  // Where nothing can be written at all, and where the copy doesn't fit.
  for (const room of [0, statSync(backup).size / 2]) {
    disk.fill(room);
    const { code, stdout, stderr } = await restoring();
    expect([code, stdout, stderr]).toEqual([
      3,
      '',
      expect.stringMatching(
        new RegExp(
          `^(${disk.folder}) can't be used: the disk is full( \\(\\1/.+\\))?\\. Free some space, and run the command again\\.\n$`,
        ),
      ),
    ]);
    disk.free();
    expect(filesIn(disk.outside)).toEqual(files);
    expect(await eventsOn(disk)).toEqual(before);
  }
  expect((await restoring()).code).toBe(0);
  expect(await eventsOn(disk)).toEqual(backedUp);
});

it('takes no backup that is cut off or altered anywhere', async () => {
  const data = await copied();
  const bytes = readFileSync(backup);
  const file = join(await newFolder(), 'damaged.backup');
  const cuts = [0, 1, 100, 4_096, Math.floor(bytes.length / 8_192) * 4_096, bytes.length - 4_096, bytes.length - 1];
  const damages: (() => void)[] = [
    ...cuts.map((length) => () => {
      truncateSync(file, length);
    }),
    ...Array.from({ length: 5 }, () => () => {
      const altered = Buffer.from(bytes);
      const at = random.between(0, bytes.length - 65);
      for (let offset = at; offset < at + 64; offset += 1) altered.writeUInt8(random.between(0, 255), offset);
      writeFileSync(file, altered);
    }),
  ];
  for (const damage of damages) {
    writeFileSync(file, bytes);
    damage();
    const { code, stdout, stderr } = await run(replaceBy(file, data));
    if (code === 0) {
      // What was altered is in no event: a page that isn't used.
      expect(await eventsIn(logFileIn(data))).toEqual(backedUp);
      continue;
    }
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(/damaged\.backup|The backup is faulty/)]);
    expect(stderr).not.toMatch(/^ +at |defect/m);
    expect(filesIn(data).filter((name) => name.includes('.restoring'))).toEqual([]);
  }
});

it('says that it is the backup that can not be read', async () => {
  const data = await copied();
  const folder = await newFolder();
  const file = join(folder, 'secret.backup');
  cpSync(backup, file);
  chmodSync(file, 0);
  chmodSync(folder, 0o755);
  const { code, stderr } = await run(replaceBy(file, data), {
    NODE_OPTIONS: `--import=${fixture('other-user.mjs')}`,
  });
  expect([code, stderr]).toEqual([
    2,
    `${file} can't be read: permission denied. Check its name and its permissions.\n`,
  ]);
});

it('replaces a log of which a page with redactions is damaged, and says what it does not know', async () => {
  const data = await copied();
  const reasons = ['--reason', 'Right to erasure', '--authority', 'Unmistakable'];
  const asked = await run(['--data', data, 'redactions', 'request', 'actor-jenssen', '0', ...reasons]);
  expect(asked.code).toBe(0);
  // Its last events can be read.
  await importLines(data, actorLines(300, 'last-'));
  const file = logFileIn(data);
  const bytes = readFileSync(file);
  for (let page = 0; page < bytes.length; page += 4_096) {
    if (page > 0 && bytes.subarray(page, page + 4_096).includes('Unmistakable')) bytes.fill(0xff, page, page + 64);
  }
  writeFileSync(file, bytes);
  const { code, stdout, stderr } = await run(replaceBy(backup, data));
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain(
    "\nWhat was redacted since the backup isn't known, since the log that was there can't be read: redact it again.\n",
  );
  expect(await eventsIn(file)).toEqual(backedUp);
});
