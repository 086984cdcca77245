import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanUp, run, start, newFolder } from '../../support/run-cli.js';

afterAll(cleanUp);

/** Returns the forms in which a key could be stored: as text, and its bytes in hex and base64. */
function formsOf(key: string): string[] {
  const secret = key.trim().slice('clk_0123456789ab_'.length);
  const bytes = Buffer.from(secret, 'base64url');
  const text = Buffer.from(secret);
  return [secret, bytes.toString('hex'), bytes.toString('base64'), text.toString('hex'), text.toString('base64')];
}

test('server: never prints or stores a key', async () => {
  const folder = await newFolder();
  const said: Buffer[] = [];
  const server = start(['--data', folder, 'serve', '--port', '0'], { CLAIM_LEDGER_LOG_LEVEL: 'trace' });
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  const text = () => Buffer.concat(said).toString();
  while (!/listens on \S+,/.test(text())) await once(server.stdout, 'data');
  const url = /listens on (\S+),/.exec(text())?.[1] ?? '';

  const keyFile = join(folder, 'admin.key');
  const admin = (await readFile(keyFile, 'utf8')).trim();
  const create = ['keys', 'create', '--principal', 'desk', '--scope', 'record'];
  const key = (await run(['--data', folder, ...create])).stdout.trim();
  const wrong = `clk_${key.slice(4, 16)}_${'wrong'.padEnd(43, 'x')}`;

  const put = (authorization: string, body: string) =>
    fetch(`${url}/v1/actors/ap`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/json' },
      body,
    }).then(({ status }) => status);
  const actor = JSON.stringify({ kind: 'outlet', name: 'AP' });
  expect(await put(`Bearer ${key}`, actor)).toBe(201);
  expect(await put(`Bearer ${key}`, '{')).toBe(400);
  expect(await put(`Bearer ${wrong}`, actor)).toBe(401);
  expect(await put(`Basic ${key}`, actor)).toBe(401);
  expect((await fetch(`${url}/v1/keys`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(403);
  expect((await run(['--data', folder, 'keys', 'revoke', key])).code).toBe(0);
  expect(await put(`Bearer ${key}`, actor)).toBe(401);

  const files = await readdir(folder);
  expect(files).toEqual(expect.arrayContaining(['admin.key', 'log.sqlite', 'log.sqlite-wal']));
  const found = async () => {
    const contents = await Promise.all(
      (await readdir(folder)).map(async (file) => [file, await readFile(join(folder, file))] as const),
    );
    return [...contents, ['what it says', Buffer.concat(said)] as const].flatMap(([where, bytes]) =>
      [admin, key, wrong].flatMap((each) =>
        formsOf(each).some((form) => bytes.includes(form)) ? [[where, each]] : [],
      ),
    );
  };
  expect(await found()).toEqual([['admin.key', admin]]);
  server.kill('SIGTERM');
  await once(server, 'close');
  expect(await found()).toEqual([['admin.key', admin]]);
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  expect(text()).toMatch(/\/v1\/actors\/ap/);
});
