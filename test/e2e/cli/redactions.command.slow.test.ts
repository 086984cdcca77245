import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanUp, newFolder, run, type Run, serve } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

const SECRET = 'Zzyzx';
const UUID = /^[0-9a-f-]{36}\n$/;
const REASONS = ['--reason', 'Right to erasure', '--authority', 'Art. 17 GDPR'];

let folder: string;
let outside: string;
let counsel: string;
const redactions = (...args: readonly string[]) => run(['--data', folder, 'redactions', ...args]);
const approve = (id: string) => run(['--data', folder, '--key', counsel, 'redactions', 'approve', id]);
/** The files of the data folder that have these bytes. */
const filesWith = (text: string): string => spawnSync('grep', ['-rlai', text, folder], { encoding: 'utf8' }).stdout;
const record = async (id: string): Promise<void> => {
  const said = { type: 'ClaimDenied', claim: 'ceding', id, by: ['nato'], basis: 'none-given' };
  const file = join(outside, `${id}.ndjson`);
  await writeFile(file, JSON.stringify({ ...said, quote: { text: `Mr ${SECRET} was there.` } }));
  expect((await run(['--data', folder, 'import', file])).code).toBe(0);
};
const requested = async (...event: readonly string[]): Promise<string> => {
  const { stdout, stderr } = await redactions('request', ...event, ...REASONS);
  expect([stdout, stderr]).toEqual([
    expect.stringMatching(UUID),
    expect.stringContaining('Another principal with the scope admin approves it'),
  ]);
  return stdout.trim();
};

beforeAll(async () => {
  folder = await createSampleLedger();
  outside = await newFolder();
  const create = ['keys', 'create', '--principal', 'counsel', '--scope', 'admin'];
  counsel = (await run(['--data', folder, ...create])).stdout.trim();
});
afterAll(cleanUp);

/** Requests, approves and shows a redaction; the same with and without a server. */
async function testRedaction(id: string): Promise<void> {
  await record(id);
  const redaction = await requested(`ceding/${id}`, '--field', '/quote/text');
  expect((await redactions('list', '--status', 'requested')).stdout).toMatch(
    new RegExp(
      `^redaction +status +event +requested +decided\n${redaction} +requested +claim-ceding \\d+ +\\S+ admin\n$`,
    ),
  );
  const own = await redactions('approve', redaction);
  expect([own.code, own.stdout]).toEqual([1, '']);
  expect(own.stderr).toContain('another principal with the scope "admin" must approve it');

  const approved = await approve(redaction);
  expect(approved).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^[0-9a-f]{64}\n$/) as string,
    stderr: expect.stringMatching(/^Redacted\. Files of this instance: erased\. Give this salt /) as string,
  });
  expect((await approve(redaction)).stderr).toMatch(/^The event had been redacted before\./);
  const { stdout } = await redactions('show', redaction);
  expect(stdout).toMatch(/^status +redacted$/m);
  expect(stdout).toMatch(/^fields +\/quote\/text$/m);
  expect(stdout).toMatch(/^approved +\S+ by counsel$/m);
  expect(stdout).toMatch(/^files +erased$/m);
  expect(filesWith(SECRET)).toBe('');
  expect((await run(['--data', folder, 'show', `ceding/${id}`])).stdout).toContain('[redacted]');
}

describe('claim-ledger redactions', () => {
  it('redacts an entry without a server', () => testRedaction('secret'));

  it('redacts an entry at a server', async () => {
    const server = await serve(folder);
    try {
      await testRedaction('another-secret');
    } finally {
      await server.stop();
    }
  });

  it('rejects a request', async () => {
    const id = await requested('actor-jenssen', '0');
    expect(await redactions('reject', id, '--reason', 'He is a public figure.')).toMatchObject({
      code: 0,
      stdout: `${id} is rejected.\n`,
    });
    expect((await redactions('reject', id)).stdout).toBe(`${id} had been rejected before.\n`);
    expect((await redactions('show', id)).stdout).toMatch(/^because +He is a public figure\.$/m);
  });

  it('names what is wrong with a request', async () => {
    const refused = async (...args: readonly string[]): Promise<Run> => redactions('request', ...args, ...REASONS);
    expect((await refused('ceding')).stderr).toContain('Name the event as claim/entry');
    expect((await refused('actor-nato', 'first')).code).toBe(2);
    const { code, stderr } = await refused('actor-nato', '0', '--field', '/kind');
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("/kind can't be redacted in this event. Of it, these can be: /name."),
    ]);
  });

  it('verifies afterwards, and redacts a backup from before when it is restored over it', async () => {
    const backup = join(outside, 'before.backup');
    await record('backed-up');
    // As it was before the second administrator was there.
    expect((await run(['--data', folder, 'backup', backup])).code).toBe(0);
    const create = ['keys', 'create', '--principal', 'second', '--scope', 'admin'];
    counsel = (await run(['--data', folder, ...create])).stdout.trim();
    await approve(await requested('ceding/backed-up'));
    const all = ['verify', '--deep'];
    expect(await run(['--data', folder, ...all])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('all is well'),
    });

    const { code, stdout } = await run(['--data', folder, 'restore', backup, '--replace']);
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining('\nWhat was redacted since the backup is redacted here, too: 1.\n'),
    ]);
    expect(filesWith(SECRET)).toBe('');
    expect(await run(['--data', folder, 'status'])).toMatchObject({ code: 0 });
    expect(await run(['--data', folder, ...all])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('all is well'),
    });
    expect((await run(['--data', folder, 'show', 'ceding/backed-up'])).stdout).toContain('[redacted]');
    expect(filesWith(SECRET)).toBe('');
  });

  it('reports a log from which somebody took the mark of a redaction, or the redaction', async () => {
    const log = join(folder, 'log.sqlite');
    const sqlite = (await import('better-sqlite3')).default;
    const database = new sqlite(log);
    database.exec(`UPDATE events SET metadata = json_remove(metadata, '$.redactions') WHERE metadata LIKE '%"redactions"%'
      AND position = (SELECT min(position) FROM events WHERE metadata LIKE '%"redactions"%')`);
    database.close();
    const { code, stdout } = await run(['--data', folder, 'verify']);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/which the event redacts, is not redacted/)]);
  });
});
