import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { closeHttpStubs, startHttpStub } from '../../support/http-stub.js';
import { cleanUp, newFolder, run, serve } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

jest.setTimeout(120_000);

/** The folder of the sample ledger, which a server owns. */
let folder: string;
beforeAll(async () => {
  folder = await createSampleLedger();
  await serve(folder);
});
afterAll(cleanUp);
afterAll(closeHttpStubs);

test('--version prints the version of the package', async () => {
  expect(await run(['--version'])).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    stderr: '',
  });
});

test('the help lists the commands in groups, exit codes, the environment, and where the documentation is', async () => {
  const { code, stdout, stderr } = await run(['--help']);
  expect([code, stderr]).toEqual([0, '']);
  for (const heading of ['Read:', 'Record:', 'Run a server:', 'Keep the log:', 'Exit codes:', 'Environment:']) {
    expect(stdout).toContain(`\n${heading}\n`);
  }
  expect(stdout).toMatch(/\nDocumentation: \S+/);
});

test.each([
  [['help', 'keys', 'create'], 'Usage: claim-ledger keys create [options]'],
  [['keys', 'create', '--help'], 'Usage: claim-ledger keys create [options]'],
  [['keys', 'help', 'create'], 'Usage: claim-ledger keys create [options]'],
  [['help', 'record'], 'denied       somebody denies it'],
  [['help'], 'Usage: claim-ledger [options] <command>'],
])('%j prints the help', async (args, words) => {
  const { code, stdout, stderr } = await run(args);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain(words);
});

test.each([
  [['lst'], 'Unknown command \'lst\'. Did you mean list? Run "claim-ledger help" for the usage.'],
  [['keys', 'lst'], 'Unknown command \'lst\'. Did you mean list? Run "claim-ledger help keys" for the usage.'],
  [
    ['list', '--statu', 'x'],
    'Unknown option \'--statu\'. Did you mean --status? Run "claim-ledger help list" for the usage.',
  ],
  [['show'], 'Missing required argument \'claim\'. Run "claim-ledger help show" for the usage.'],
  [['list', 'x'], "Too many arguments for 'list'. Expected 0 arguments but got 1"],
  [['list', '--limit', '0'], 'Give a whole number from 1 to 1000000.'],
  [['help', 'keys', 'creat'], 'There is no command "claim-ledger keys creat". Did you mean create?'],
])('%j is reported with the nearest command or option', async (args, words) => {
  const { code, stdout, stderr } = await run(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(words);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('with --json every error is one JSON object on standard error, whatever the exit code', async () => {
  const nobody = await startHttpStub(() => undefined);
  closeHttpStubs();
  const notFound = ['--data', folder, 'export', '--claim', 'nope'];
  const wrong: [args: string[], code: number, document: object][] = [
    [['--data', folder, 'show', 'nope'], 1, { type: 'urn:claim-ledger:cli:unknown-name' }],
    [notFound, 1, { type: 'urn:claim-ledger:problem:not-found', status: 404 }],
    [['lst'], 2, { type: 'urn:claim-ledger:cli:usage', title: 'Wrong usage', exitCode: 2 }],
    [['list', '--limit', '0'], 2, { type: 'urn:claim-ledger:cli:usage' }],
    [[], 2, { type: 'urn:claim-ledger:cli:usage', detail: 'Name a command of "claim-ledger".' }],
    [['keys'], 2, { type: 'urn:claim-ledger:cli:usage' }],
    [['--data', join(folder, 'nothing'), 'list'], 3, { type: 'urn:claim-ledger:cli:unreachable' }],
    [['--url', nobody, 'status'], 3, { type: 'urn:claim-ledger:cli:unreachable' }],
  ];
  const results = await Promise.all(wrong.map(([args]) => run(['--json', ...args])));
  for (const [index, { code, stdout, stderr }] of results.entries()) {
    const [args, expected, document] = wrong[index] ?? [];
    expect([args, code, stdout]).toEqual([args, expected, '']);
    expect(JSON.parse(stderr)).toMatchObject({ detail: expect.any(String), ...document });
  }
});

test('colors are printed where they are demanded, and not where they are forbidden', async () => {
  const args = ['--data', folder, 'show', 'ceding'];
  const plain = await run(args);
  const forced = await run(args, { FORCE_COLOR: '1' });
  const forbidden = await run(args, { FORCE_COLOR: '1', NO_COLOR: '1' });
  const option = await run([...args, '--no-color'], { FORCE_COLOR: '1' });
  expect(forced.stdout).toContain('\u001b[');
  for (const { stdout } of [forbidden, option]) expect(stdout).toBe(plain.stdout);
  expect(plain.stdout).not.toContain('\u001b[');
});

test('list says what matches nothing, and rejects a narrative or actor that does not exist', async () => {
  const list = (...args: readonly string[]) => run(['--data', folder, 'list', ...args]);
  expect(await list('--status', 'confirmed', '--actor', 'NATO', '--search', 'no such words')).toEqual({
    code: 0,
    stdout: '',
    stderr: 'No claim matches --status "confirmed" --actor "nato" --search "no such words".\n',
  });
  expect(await list('--narrative', 'teritory')).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'There is no narrative "teritory". Did you mean Territory for membership (territory)? ' +
      'To list them: claim-ledger narratives.\n',
  });
  expect((await list('--about', 'Stian Jensen')).stderr).toContain('Did you mean Stian Jenssen (jenssen)?');
  expect((await list('--narrative', 'Territory for membership', '--json')).stdout.split('\n')).toHaveLength(3);
});

test('errors of the system are put in words, without their names', async () => {
  const file = join(await newFolder(), 'a-file');
  await writeFile(file, 'x');
  const closed = await startHttpStub((request) => request.socket.destroy());
  const results = await Promise.all([
    run(['--data', file, 'serve', '--port', '0']),
    run(['--data', join(file, 'below'), 'seed']),
    run(['--data', folder, 'backup', join(file, 'below')]),
    run(['--data', folder, 'export', '--out', join(folder, 'no', 'such', 'folder')]),
    run(['--data', folder, 'import', join(file, 'below')]),
    run(['--url', closed, 'list']),
    run(['--url', 'http://no-such-host.invalid', 'list']),
  ]);
  for (const { code, stderr } of results) {
    expect([2, 3]).toContain(code);
    expect(stderr).not.toMatch(/\bE[A-Z]{3,}\b|SQLITE|fetch failed|^ +at /m);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  }
});
