import { cp, mkdir, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Generations } from '../../../src/read-model/generations.js';
import type { InstanceStatus, RebuildView } from '../../../src/operations/operations.views.js';
import { ledgerProjection } from '../../../src/ledger/ledger.projection.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import { rebuiltRows, storedRows } from '../../support/read-model-rows.js';
import { createLargeLedger } from '../../support/large-ledger.js';
import { cleanUp, waitForExit, run, serve, serveProgram, start, newFolder } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';
import { READ_MODEL_SCHEMA } from '../../../src/read-model/read-model.js';

afterAll(cleanUp);

const CLAIMS = 5_000;
const EVENTS = 3 * CLAIMS + 1;

const models = async (folder: string) =>
  (await readdir(folder)).filter((name) => /^read-model.*\.sqlite$/.test(name)).sort();
const statusAt = async (url: string) => (await (await fetch(`${url}/v1/status`)).json()) as InstanceStatus;
const code = async (url: string, path: string) => (await fetch(`${url}${path}`)).status;

async function until<Seen>(look: () => Promise<Seen | undefined | false>): Promise<Seen> {
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    await pause(20);
  }
}

/** Runs a rebuild and returns its reports; with `kill`, kills it after its first progress. */
async function rebuilding(folder: string, kill: boolean): Promise<{ code: number | null; told: RebuildView[] }> {
  const child = start(['--data', folder, 'rebuild', '--json']);
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const told: RebuildView[] = [];
  for await (const line of createInterface(child.stdout)) {
    told.push(JSON.parse(line) as RebuildView);
    const counts = new Set(told.map(({ events }) => events));
    if (kill && counts.size > 1) child.kill('SIGKILL');
  }
  const [code] = await exit;
  return { code, told };
}

test('rebuild: resumes to the same rows after being killed repeatedly', async () => {
  const folder = await createLargeLedger(CLAIMS);
  const child = start(['--data', folder, 'rebuild']);
  await until(async () => (await models(folder)).length > 0);
  child.kill('SIGKILL');
  await waitForExit(child);

  const begunAt: number[] = [];
  for (let kills = 0; ; kills += 1) {
    const { code, told } = await rebuilding(folder, kills < 3);
    begunAt.push(told.find(({ events }) => events > 0)?.events ?? 0);
    if (code === 0) {
      expect(told.at(-1)).toMatchObject({ state: 'done', generation: 1, events: EVENTS, estimatedEvents: EVENTS });
      break;
    }
  }
  expect(begunAt.length).toBeGreaterThan(1);
  for (const [n, events] of begunAt.slice(1).entries()) expect(events).toBeGreaterThanOrEqual(begunAt[n] ?? 0);
  expect(begunAt.at(-1)).toBeGreaterThanOrEqual(1_000);
  expect(storedRows(folder)).toEqual(await rebuiltRows(folder));
  expect(await models(folder)).toEqual([`read-model-v${READ_MODEL_SCHEMA}-standard-1.1.sqlite`]);
});

test('rebuild: rejects a second rebuild of the same folder', async () => {
  const folder = await createLargeLedger(CLAIMS);
  const first = start(['--data', folder, 'rebuild']);
  await until(async () => (await models(folder)).length > 0);
  const second = await run(['--data', folder, 'rebuild']);
  expect(second.code).toBe(3);
  expect(second.stderr).toBe(`A read model is being built in ${folder} by process ${first.pid}.\n`);
  expect(await waitForExit(first)).toMatchObject({
    code: 0,
    stdout: `Read model 1 holds ${EVENTS.toLocaleString('en')} events. A server of this release reads from it when it starts.\n`,
  });
});

test('serve: starts without a read model, and the next server resumes its rebuild', async () => {
  const folder = await createLargeLedger(2 * CLAIMS);
  const first = await serve(folder);
  const { readModel, rebuild } = await until(async () => {
    const status = await statusAt(first.url);
    return (status.rebuild?.events ?? 0) > 0 && status;
  });
  expect(readModel.generation).toBeNull();
  expect(rebuild?.estimatedEvents).toBeGreaterThanOrEqual(2 * EVENTS - 1);
  expect(await code(first.url, '/livez')).toBe(200);
  expect(await code(first.url, '/readyz')).toBe(503);
  expect(await code(first.url, '/v1/claims/c1')).toBe(503);
  const status = await run(['--data', folder, 'status']);
  expect(status.code).toBe(1);
  expect(status.stdout).toMatch(/^read model {2}none yet; 1 is being built: \d+ of about \d+ events/m);
  const key = (await readFile(join(folder, 'admin.key'), 'utf8')).trim();
  const written = await fetch(`${first.url}/v1/claims/c1/entries`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'ClaimAsserted', id: 'meanwhile', by: ['tass'], basis: 'none-given' }),
  });
  expect([written.status, await written.json()]).toEqual([201, expect.objectContaining({ projected: false })]);
  await first.stop('SIGKILL');
  const second = await serve(folder);
  const again = await until(async () => {
    const { rebuild: now, readModel: model } = await statusAt(second.url);
    return ((now?.events ?? 0) > 0 || model.generation !== null) && now;
  });
  expect(again.events).toBeGreaterThanOrEqual(rebuild?.events ?? Infinity);
  await until(async () => (await code(second.url, '/readyz')) === 200);
  const claim = (await (await fetch(`${second.url}/v1/claims/c1`)).json()) as { revision: number };
  expect(claim.revision).toBe(3);
  await second.stop();
  expect(storedRows(folder)).toEqual(await rebuiltRows(folder));
});

/** Creates another release, which differs in one line of the build. */
async function otherRelease(line: RegExp, other: string): Promise<string> {
  const folder = await newFolder();
  const here = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
  await cp(await realpath(here('dist')), join(folder, 'dist'), { recursive: true });
  await cp(here('package.json'), join(folder, 'package.json'));
  for (const name of ['node_modules', 'seeds']) await symlink(here(name), join(folder, name));
  const program = join(folder, 'dist/program');
  let changed = 0;
  for (const file of await readdir(program)) {
    const text = await readFile(join(program, file), 'utf8');
    if (!line.test(text)) continue;
    await writeFile(join(program, file), text.replace(line, other));
    changed += 1;
  }
  expect(changed).toBe(1);
  return join(folder, 'dist', 'cli.js');
}

test.each([
  ['schema', /READ_MODEL_SCHEMA = \d+/, 'READ_MODEL_SCHEMA = 3', 'v3-standard-1'],
  ['policy', /fallback: "standard\/1"/, 'fallback: "strict/1"', `v${READ_MODEL_SCHEMA}-strict-1`],
])(
  'rebuild: prepares the read model for another %s while a server of the old release runs',
  async (_what, line, other, kind) => {
    const folder = await createSampleLedger();
    for (const name of await models(folder)) await rm(join(folder, name));
    const old = await serveProgram(await otherRelease(line, other), folder);
    await until(async () => (await code(old.url, '/readyz')) === 200);
    const before = await (await fetch(`${old.url}/v1/claims`)).text();
    const made = await run(['--data', folder, 'rebuild']);
    // On a busy machine it reports its progress.
    expect([made.code, made.stderr.replace(/^\d+ .*\bevents?\b.*\n/gm, '')]).toEqual([0, '']);
    expect(made.stdout).toMatch(/^Read model 2 holds \d+ events\. A server of this release reads from it/);
    expect((await models(folder)).sort()).toEqual(
      [`read-model-${kind}.1.sqlite`, `read-model-v${READ_MODEL_SCHEMA}-standard-1.2.sqlite`].sort(),
    );
    expect((await statusAt(old.url)).readModel.generation).toBe(1);
    expect(await (await fetch(`${old.url}/v1/claims`)).text()).toBe(before);
    await old.stop();

    const served = await serve(folder);
    const status = await statusAt(served.url);
    expect(status).toMatchObject({ readModel: { generation: 2 } });
    expect(status).not.toHaveProperty('rebuild');
    expect(await code(served.url, '/v1/claims')).toBe(200);
    expect(await models(folder)).toEqual([`read-model-v${READ_MODEL_SCHEMA}-standard-1.2.sqlite`]);
    await served.stop();
  },
);

test('rebuild: exits with 3 if it fails, and with the signal if interrupted', async () => {
  const none = join(await newFolder(), 'none');
  expect(await run(['--data', none, 'rebuild'])).toEqual({
    code: 3,
    stdout: '',
    stderr: `There is no ledger in ${none}. Check the name of the folder.\n`,
  });
  const broken = join(await newFolder(), 'broken');
  await mkdir(broken);
  await writeFile(join(broken, 'log.sqlite'), 'This is not a log. '.repeat(100));
  const { code: exit, stderr } = await run(['--data', broken, 'rebuild']);
  expect([exit, stderr]).toEqual([3, expect.stringMatching(/is not an event log\.\n$|not a database/)]);
  const folder = await createLargeLedger(CLAIMS);
  const child = start(['--data', folder, 'rebuild']);
  await until(async () => (await models(folder)).length > 0);
  const exited = once(child, 'exit');
  child.kill('SIGINT');
  expect(await exited).toEqual([130, null]);
  expect(new Generations(folder, ledgerProjection(standard)).unfinished()).toMatchObject({ number: 1 });
});
