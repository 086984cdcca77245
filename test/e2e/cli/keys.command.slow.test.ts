import { existsSync } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanUp, type Run, run, serve, type RunningServer } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

afterAll(cleanUp);

let folder: string;
const keys = (...args: readonly string[]) => run(['--data', folder, 'keys', ...args]);

beforeAll(async () => {
  folder = await createSampleLedger();
});

const KEY = /^clk_([0-9a-f]{12})_[\w-]{43}\n$/;
const idIn = ({ stdout }: Run) => KEY.exec(stdout)?.[1] ?? '';
const today = new Date().toISOString().slice(0, 10);

/** Creates, uses, lists and revokes a key; the same with and without a server. */
async function testKeyLifecycle(): Promise<void> {
  const scopes = ['--scope', 'record', '--scope', 'rate'];
  const more = ['--name', 'News desk', '--expires', '2999-01-01', '--rate', '60', '--label', 'imports'];
  const created = await keys('create', '--principal', 'desk', ...scopes, ...more);
  const id = idIn(created);
  expect(created).toEqual({
    code: 0,
    stdout: expect.stringMatching(KEY) as string,
    stderr: expect.stringContaining(
      `Key ${id} of desk, with the scopes record, rate, expires 2999-01-01T00:00:00.000Z. `,
    ) as string,
  });

  const actor = { type: 'ActorRegistered', actor: `by-${id}`, kind: 'person', name: 'Somebody' };
  const file = join(folder, 'actor.ndjson');
  await writeFile(file, JSON.stringify(actor));
  const key = created.stdout.trim();
  expect((await run(['--data', folder, '--key', key, 'import', file])).code).toBe(0);

  const listed = await keys('list');
  expect(listed.stdout).toMatch(/^key {10} principal +status +scopes +created +expires +last used +rate +label\n/);
  expect(listed.stdout).toMatch(
    new RegExp(`^${id} +desk +active +record rate +${today} +2999-01-01 +${today} +60 +imports$`, 'm'),
  );
  expect(listed.stdout).not.toContain(key);
  const ofIt = (await keys('list', '--json')).stdout.split('\n').find((line) => line.includes(id)) ?? '';
  expect(JSON.parse(ofIt)).toMatchObject({ id, principal: 'desk', status: 'active', lastUsedOn: today });

  expect(await keys('revoke', id, '--reason', 'No longer needed.')).toMatchObject({
    code: 0,
    stdout: `${id} is revoked.\n`,
  });
  expect((await keys('revoke', key)).stdout).toBe(`${id} had been revoked before.\n`);
  const audit = await keys('audit', '--of', id);
  expect(audit).toMatchObject({ code: 0, stderr: '' });
  expect(audit.stdout).toMatch(/^when +by +what +principal +key +details\n/);
  expect(audit.stdout).toMatch(new RegExp(` admin +key-revoked +desk +${id} +No longer needed\\.$`, 'm'));
  expect(audit.stdout).toMatch(
    new RegExp(` admin +key-created +desk +${id} +record rate, until 2999-01-01, 60 a minute, imports$`, 'm'),
  );
  const acts = (await keys('audit', '--by', 'admin', '--limit', '1', '--json')).stdout.trim();
  expect(JSON.parse(acts)).toMatchObject({ by: 'admin', action: 'key-revoked', key: id });
  const refused = await run(['--data', folder, '--key', key, 'import', file]);
  expect(refused).toMatchObject({
    code: 1,
    stderr:
      'The key in --key was rejected: it is unknown, expired or revoked. Pass another one. ' +
      'An administrator of the ledger creates a key with "claim-ledger keys create".\n',
  });
  expect((await keys('list')).stdout).toMatch(new RegExp(`^${id} {2}desk {7}revoked`, 'm'));
}

test('keys: creates, lists and revokes keys without a server', async () => {
  await testKeyLifecycle();
});

describe('keys: with a running server', () => {
  let served: RunningServer;
  beforeAll(async () => {
    served = await serve(folder);
  });
  afterAll(() => served.stop());

  test('creates, lists and revokes keys through it, with the key of the folder', async () => {
    await testKeyLifecycle();
    const elsewhere = await run(['--url', served.url, 'keys', 'create', '--principal', 'x', '--scope', 'read']);
    expect(elsewhere).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'This needs a key. Pass --key or set CLAIM_LEDGER_KEY. ' +
        'An administrator of the ledger creates a key with "claim-ledger keys create".\n',
    });
  });

  test('creates a key with an expiry in days, also as JSON', async () => {
    const scopes = ['--scope', 'record', 'read'];
    const { stdout, stderr } = await keys('create', '--principal', 'desk', '--expires', '90d', '--json', ...scopes);
    const answer = JSON.parse(stdout) as { key: string; scopes: string[]; expiresAt: string };
    expect(`${answer.key}\n`).toMatch(KEY);
    expect(answer.scopes).toEqual(['record', 'read']);
    expect(stderr).toBe('');
    const days = (Date.parse(answer.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(89.9);
    expect(days).toBeLessThanOrEqual(90);
  });

  test('rejects invalid options with a reason', async () => {
    const told = await Promise.all([
      keys(),
      keys('create', '--scope', 'record'),
      keys('create', '--principal', 'desk'),
      keys('create', '--principal', 'desk', '--scope', 'root'),
      keys('revoke'),
      run(['--data', folder, '--url', served.url, 'keys', 'recover']),
    ]);
    expect(told.map(({ code, stdout }) => [code, stdout])).toEqual(told.map(() => [2, '']));
    const past = await keys('create', '--principal', 'desk', '--scope', 'record', '--expires', '2020-01-01');
    expect(past.code).toBe(1);
    expect(past.stderr).toContain('  --expires: ');
    const unreadable = await keys('create', '--principal', 'desk', '--scope', 'record', '--expires', 'tomorrow');
    expect([unreadable.code, unreadable.stderr]).toEqual([2, expect.stringContaining('(90d).')]);
    expect(await keys('revoke', '0123456789ab')).toMatchObject({
      code: 1,
      stderr: 'There is no key "0123456789ab". "claim-ledger keys list" prints the ids.\n',
    });
  });

  test('rejects keys recover', async () => {
    const { code, stderr } = await keys('recover');
    expect(code).toBe(3);
    expect(stderr).toMatch(/ is in use by process \d+\. Stop it first\.\n$/);
  });
});

test('keys: creates nothing if there is no ledger', async () => {
  const nowhere = join(folder, 'nothing-here');
  const [created, recovered] = await Promise.all([
    run(['--data', nowhere, 'keys', 'create', '--principal', 'desk', '--scope', 'record']),
    run(['--data', nowhere, 'keys', 'recover']),
  ]);
  expect([created.code, recovered.code]).toEqual([3, 3]);
  expect(created.stderr).toContain(`There is no ledger in ${nowhere} yet`);
  expect(existsSync(nowhere)).toBe(false);
});

test('keys recover: creates a new admin key while no server runs', async () => {
  const file = join(folder, 'admin.key');
  const mode = async () => (await stat(file)).mode & 0o777;
  expect(await keys('recover')).toMatchObject({
    code: 0,
    stdout: `The key in ${file} is valid: nothing was changed.\n`,
  });

  const lost = await readFile(file, 'utf8');
  await rm(file);
  expect(await run(['--data', folder, 'import', join(folder, 'sample.ndjson')])).toEqual({
    code: 1,
    stdout: '',
    stderr:
      `This needs a key, and there is none in ${file}. Pass --key or set CLAIM_LEDGER_KEY. ` +
      'Or create a new one with "claim-ledger keys recover" while no server runs on this folder.\n',
  });
  expect(await keys('recover')).toMatchObject({ code: 0, stdout: `The administrator's new key is in ${file}\n` });
  expect(await mode()).toBe(0o600);
  expect(await readFile(file, 'utf8')).not.toBe(lost);
  expect((await keys('list')).stdout).toMatch(/ {2}recovered\n$/);

  // The lost key is rejected, also in the key file of the owner.
  expect((await keys('revoke', lost.trim())).code).toBe(0);
  await writeFile(file, lost, { mode: 0o644 });
  expect((await keys('list')).stderr).toContain(`The key in ${file} was rejected: it is unknown, expired or revoked.`);
  expect(await keys('recover')).toMatchObject({ code: 0, stdout: `The administrator's new key is in ${file}\n` });
  expect(await mode()).toBe(0o600);
});

test('commands read a closed ledger with the key of its folder', async () => {
  const closed = { CLAIM_LEDGER_READING: 'closed' };
  expect((await run(['--data', folder, 'list'], closed)).stdout).toContain('ceding');
  await rm(join(folder, 'admin.key'));
  const told = await run(['--data', folder, 'list'], closed);
  expect(told.code).toBe(1);
  expect(told.stderr).toContain('keys recover');
});
