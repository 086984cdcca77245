import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderLock } from '../../../src/event-log/data-folder-lock.js';
import { closeHttpStubs, startHttpStub } from '../../support/http-stub.js';
import { cleanUp, run, newFolder } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

/** The folder of the sample ledger, without a server. */
let folder: string;

beforeAll(async () => {
  folder = await createSampleLedger();
});

afterAll(cleanUp);
afterAll(closeHttpStubs);

test('exits with 2 and a reason for wrong usage', async () => {
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

test('does not print text that may contain a password, and creates no folder from it', async () => {
  const wrong: [args: string[], words: string][] = [
    [['--data', 'esdb://u:a-horse@127.0.0.1:9', 'list'], '--data takes a folder'],
    [['--data', 'esdb:/u:a-horse@127.0.0.1:9', 'serve', '--port', '0'], '--data takes a folder'],
    [['--data', 'Esdb:a-horse', 'verify'], '--data takes a folder'],
    [['--url', 'esdb://u:a-horse@127.0.0.1:9', 'list'], '--url must start with http:// or https://.'],
    [['--url', 'http://u:a-horse@127.0.0.1:9', 'status'], 'takes no user name and no password'],
  ];
  for (const [args, words] of wrong) {
    const told = await run(args);
    expect([args, told.code, told.stdout]).toEqual([args, 2, '']);
    expect(told.stderr).toContain(words);
    expect(told.stderr).not.toContain('a-horse');
  }
  expect(readdirSync('.').filter((name) => /esdb|@/i.test(name))).toEqual([]);
  const odd = join(await newFolder(), 'data@home');
  await mkdir(odd);
  expect((await run(['--data', odd, 'list'])).stderr).toBe(
    `There is no ledger in ${odd} yet. "claim-ledger serve" creates one; --data names another folder.\n`,
  );
});

test('exits with 3 without a stack trace if a ledger cannot be reached or used', async () => {
  const file = join(folder, 'no-folder');
  await writeFile(file, '');
  const nobody = await startHttpStub(() => undefined);
  closeHttpStubs();
  const notALedger = await startHttpStub((_request, response) => response.writeHead(418).end('<html>'));
  const told = await Promise.all([
    run(['--data', join(folder, 'nothing-here'), 'list']),
    run(['--data', file, 'list']),
    run(['--data', file, 'serve']),
    run(['--url', nobody, 'list']),
    run(['--url', nobody, 'import', '-']),
    run(['--url', notALedger, 'status']),
  ]);
  expect(told.map(({ code }) => code)).toEqual([3, 3, 3, 3, 3, 3]);
  const isAFile = /^\S+no-folder can't be used: .*(a file, not a folder|exists already).* Choose a folder\.\n$/;
  const isGone = `${nobody} can't be reached: nothing is listening there. Check --url, or start the server there.\n`;
  expect(told.map(({ stderr }) => stderr)).toEqual([
    `There is no ledger in ${folder}/nothing-here yet. "claim-ledger serve" creates one; --data names another folder.\n`,
    expect.stringMatching(isAFile),
    expect.stringMatching(isAFile),
    isGone,
    isGone,
    `${notALedger} answers with 418, but it isn't a Claim Ledger server. Check --url.\n`,
  ]);
});

test('sends the key of a folder only to its own ledger, and the given key to another server', async () => {
  const keys: unknown[] = [];
  const url = await startHttpStub((request, response) => {
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

test('register document: does not send the key or a name to the address of a document', async () => {
  const requests: unknown[] = [];
  const site = await startHttpStub((request, response) => {
    requests.push([request.method, request.url, request.headers.authorization]);
    response.setHeader('content-type', 'text/html').end('<!doctype html>');
  });
  const args = [
    'register',
    'document',
    'Evening interview',
    '--publisher',
    'Channel One',
    '--url',
    `${site}/interview`,
  ];
  const { code, stdout, stderr } = await run(args, { CLAIM_LEDGER_KEY: 'clk_set' });
  expect([code, stdout, stderr]).toEqual([
    3,
    '',
    `--url is the address of a Claim Ledger server, and there is none at ${site}/interview. The document's address goes in --document-url.\n`,
  ]);
  expect(requests).toEqual([['GET', '/interview/v1/status', undefined]]);
});

test('waits for an owner that does not listen yet', async () => {
  const data = join(await newFolder(), 'owned');
  await mkdir(data);
  const lock = FolderLock.acquire(data);
  const url = await startHttpStub((_request, response) => response.end('{"items":[]}'));
  try {
    const listed = run(['--data', data, 'list']);
    setTimeout(() => {
      lock.describe({ url });
    }, 1_000);
    expect(await listed).toEqual({
      code: 0,
      stdout: '',
      stderr: 'There are no claims yet. "claim-ledger register claim" registers one.\n',
    });
  } finally {
    lock.release();
  }
});

// The second one reads through several clients.
test.each([['list'], ['show', 'ceding']])(
  'continues by itself when the owner of the folder ends meanwhile: %s',
  async (...args) => {
    const data = await createSampleLedger();
    const lock = FolderLock.acquire(data);
    const url = await startHttpStub((request, response) => {
      if (request.url === '/livez') return response.end('{}');
      lock.release();
      response.destroy();
    });
    lock.describe({ url });
    const { code, stdout, stderr } = await run(['--data', data, ...args]);
    expect([code, stderr, stdout]).toEqual([0, '', expect.stringContaining('NATO discusses')]);
  },
);
