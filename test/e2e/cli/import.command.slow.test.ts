import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { FolderLock } from '../../../src/event-log/data-folder-lock.js';
import { closeHttpStubs, startHttpStub } from '../../support/http-stub.js';
import { cleanUp, waitForExit, run, start, newFolder } from '../../support/run-cli.js';
import { SAMPLE, createSampleLedger } from '../../support/sample-ledger.js';

/** The folder of the sample ledger, without a server. */
let folder: string;

beforeAll(async () => {
  folder = await createSampleLedger();
});

afterAll(cleanUp);
afterAll(closeHttpStubs);

test('import: reports a rejected line with its number, and records the others', async () => {
  const data = await newFolder();
  const file = join(data, 'some.ndjson');
  const lines = [
    '{"type":"ActorRegistered","actor":"tass","kind":"outlet","name":"TASS"}',
    '{"type":',
    '',
    '{"type":"ActorRegistered","actor":"x","kind":"newspaper"}',
    '{"type":"NarrativeRegistered","narrative":"n","title":"N"}',
  ];
  await writeFile(file, lines.join('\n'));
  const result = await run(['--data', data, 'import', file]);
  expect(result.code).toBe(1);
  expect(result.stdout).toBe(`${file}: 5 lines: 2 recorded, 0 unchanged, 2 refused\n`);
  const refusals = result.stderr.trimEnd().split('\n');
  expect(refusals[0]).toMatch(new RegExp(`^${file}:2: .*JSON`));
  expect(refusals.slice(1).every((line) => line.startsWith(`${file}:4: `))).toBe(true);
  expect(result.stderr).toMatch(/ \(\/kind\)\n/);

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

test('import: reports rejected lines while standard input is still open', async () => {
  const child = start(['--data', folder, 'import', '-']);
  child.stdin.write('{"type":"Nonsense"}\n');
  const [first] = (await once(child.stderr, 'data')) as [Buffer];
  expect(String(first)).toMatch(/^-:1: type must be one of: .* \(\/type\)\n$/);
  child.stdin.write(SAMPLE);
  expect(await waitForExit(child)).toMatchObject({
    code: 1,
    stdout: '-: 17 lines: 0 recorded, 16 unchanged, 1 refused\n',
  });
});

test('import: warns about an empty file and a spreadsheet with a header row alone, and succeeds', async () => {
  const files = [join(await newFolder(), 'nothing.ndjson'), join(await newFolder(), 'rows.csv')] as const;
  await writeFile(files[0], '');
  await writeFile(files[1], 'claim id,claim,claim language\n');
  const warnings = [
    `${files[0]} is empty: nothing was recorded. Is it the right file?`,
    `${files[1]} has only its header row: nothing was recorded. Is it the right file?`,
  ];
  const words = await run(['--data', folder, 'import', ...files]);
  const json = await run(['--data', folder, '--json', 'import', ...files]);
  expect(words.stdout).toContain(`${files[0]}: 0 lines: 0 recorded, 0 unchanged, 0 refused\n`);
  expect(words).toMatchObject({ code: 0, stderr: warnings.map((warning) => `${warning}\n`).join('') });
  expect([json.code, json.stderr]).toEqual([0, warnings.map((warning) => `${JSON.stringify({ warning })}\n`).join('')]);
});

test('import: prints how to resume when the server closes the connection', async () => {
  const url = await startHttpStub((request, response) => {
    request.once('data', () => {
      response.writeHead(200).write('{"progress":{"lines":1,"recorded":1,"unchanged":0,"refused":0}}\n');
      setTimeout(() => response.destroy(), 50);
    });
  });
  const child = start(['--url', url, 'import', '-']);
  child.stdin.write(SAMPLE);
  const errors = text(child.stderr);
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(3);
  expect(await errors).toMatch(/^-: the import was interrupted\. .* Add --from-line 2 to skip the lines before\.\n/);
});

test('import: prints that not everything can be read yet', async () => {
  const url = await startHttpStub((request, response) => {
    request.resume().once('end', () => {
      const counts = { lines: 16, recorded: 16, unchanged: 0, refused: 0 };
      response.writeHead(200).end(`${JSON.stringify({ summary: { ...counts, complete: true, projected: false } })}\n`);
    });
  });
  const child = start(['--url', url, 'import', '-']);
  child.stdin.end(SAMPLE);
  expect(await waitForExit(child)).toEqual({
    code: 0,
    stdout: '-: 16 lines: 16 recorded, 0 unchanged, 0 refused\n',
    stderr: '-: everything is recorded, but not all of it can be read yet. "claim-ledger status" shows when it can.\n',
  });
});

test('import: rejects options that exclude each other', async () => {
  const errorOf = async (...args: string[]) => {
    const { code, stderr } = await run(['--data', folder, 'import', ...args]);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await errorOf('--from-line', '2', 'a.ndjson', 'b.ndjson')).toMatch(/^--from-line takes one file\./);
  expect(await errorOf('--dry-run', 'a.ndjson', 'b.ndjson')).toMatch(/^--dry-run takes one file\. .* --dry-run -\n/);
  expect(await errorOf('--dry-run', '--all-or-nothing', 'a.ndjson')).toMatch(/^--dry-run records nothing\./);
  expect(await errorOf('--all-or-nothing', '--from-line', '2', 'a.ndjson')).toMatch(/can not be combined/);
  expect(await errorOf()).toMatch(/^Name a file to import/);
});

test('import: records nothing without a valid key', async () => {
  const result = await run(['--data', folder, '--key', 'clk_wrong', 'import', join(folder, 'sample.ndjson')]);
  expect(result).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'The key in --key was rejected: it is unknown, expired or revoked. Pass another one. ' +
      'An administrator of the ledger creates a key with "claim-ledger keys create".\n',
  });
  const json = await run(['--data', folder, '--key', 'clk_wrong', '--json', 'import', join(folder, 'sample.ndjson')]);
  expect(JSON.parse(json.stderr)).toMatchObject({ status: 401 });
});

test('import: releases the folder when it is interrupted', async () => {
  const child = start(['--data', folder, 'import', '-']);
  child.stdin.write('{"type":"Nonsense"}\n');
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([130, null]);
  expect(FolderLock.holder(folder)).toBeUndefined();
});
