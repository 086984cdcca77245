import { writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cleanUp, waitForExit, run, start, newFolder } from '../../support/run-cli.js';

afterAll(cleanUp);

const LINES = [
  '{"type":"ActorRegistered","actor":"tass","kind":"outlet","name":"TASS"}',
  '{"type":"ClaimRegistered","claim":"rain","text":"It rains.","language":"en","kind":"factual"}',
  '{"type":"ClaimReported","claim":"rain","id":"report","by":["tass"],"basis":"none-given"}',
].join('\n');

/** A folder without a ledger, and a file in it. */
async function fileOf(name: string, content: string | Buffer): Promise<{ data: string; file: string }> {
  const data = await newFolder();
  const file = join(data, name);
  await writeFile(file, content);
  return { data, file };
}

test.each([
  ['array.json', `[${LINES.replaceAll('\n', ',')}]`, 'one JSON array', "jq -c '.[]' FILE"],
  [
    'pretty.ndjson',
    JSON.stringify(JSON.parse(LINES.split('\n')[0] ?? ''), null, 2),
    'over several lines',
    'jq -c . FILE',
  ],
  ['utf16.ndjson', Buffer.from(LINES, 'utf16le'), 'UTF-16 text', 'iconv -f UTF-16 -t UTF-8 FILE'],
  ['page.ndjson', '<!doctype html>\n<html></html>', 'an HTML page', 'A login or error page'],
  [
    'claims.xlsx',
    Buffer.from([0x50, 0x4b, 3, 4, 20, 0]),
    'an Excel workbook',
    'From a spreadsheet, export CSV (file name ending in .csv).',
  ],
  ['notes.md', '# Notes\nIt rains.\n', 'text', 'one command per line'],
])('rejects %s once, with what to do, and creates no ledger', async (name, content, what, fix) => {
  const { data, file } = await fileOf(name, content);
  const { code, stdout, stderr } = await run(['--data', data, 'import', file]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.startsWith(`${file} is neither CSV nor NDJSON: it is `)).toBe(true);
  expect(stderr).toContain(what);
  expect(stderr).toContain(fix.replace('FILE', file));
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(existsSync(join(data, 'log.sqlite'))).toBe(false);
});

test('sends no file if one of them can not be imported', async () => {
  const { data, file } = await fileOf('good.ndjson', LINES);
  await writeFile(join(data, 'bad.json'), '[]');
  expect(await run(['--data', data, 'import', file, join(data, 'bad.json')])).toMatchObject({ code: 2, stdout: '' });
  expect(existsSync(join(data, 'log.sqlite'))).toBe(false);
});

test('decompresses gzip, whatever the name, also from standard input', async () => {
  const { data, file } = await fileOf('claims', gzipSync(`\uFEFF${LINES}`));
  expect(await run(['--data', data, 'import', file])).toMatchObject({
    code: 0,
    stdout: `${file}: 3 lines: 3 recorded, 0 unchanged, 0 refused\n`,
  });
  const child = start(['--data', data, 'import', '-']);
  child.stdin.write(gzipSync(LINES));
  expect(await waitForExit(child)).toMatchObject({
    code: 0,
    stdout: '-: 3 lines: 0 recorded, 3 unchanged, 0 refused\n',
  });
});

test('reports damaged gzip data', async () => {
  const { data, file } = await fileOf('claims.gz', gzipSync(LINES).subarray(0, 60));
  const { code, stderr } = await run(['--data', data, 'import', file]);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `${file}: The gzip data is damaged or incomplete. Compress it again.\n`,
  });
});

test('reports what would happen in a dry run, and records nothing', async () => {
  const { data, file } = await fileOf('claims.ndjson', LINES);
  expect(await run(['--data', data, 'import', '--dry-run', file])).toMatchObject({ code: 3, stdout: '' });
  await run(['--data', data, 'import', file]);
  await writeFile(
    file,
    [
      LINES,
      '{"type":"ActorRegistered","actor":"met","kind":"organization","name":"Met"}',
      '{"type":"ClaimAmended","claim":"rain","about":["met"]}',
      '{"type":"ClaimDenied","claim":"rain","by":["met"],"basis":"none-given"}',
      '{"type":"ClaimRegistered","claim":"snow","text":"It snows.","language":"en","kind":"factual"}',
      '{"type":"ClaimDenied","claim":"rain","by":["nobody"],"basis":"none-given"}',
    ].join('\n'),
  );
  const dry = await run(['--data', data, 'import', '--dry-run', file]);
  expect(dry.code).toBe(1);
  expect(dry.stderr).toBe(`${file}:8: There is no actor "nobody". (/by/0)\n`);
  expect(dry.stdout.split('\n')).toEqual([
    `${file}: dry run, nothing recorded: 8 lines: 4 would be recorded, 3 unchanged, 1 refused`,
    '  1 ActorRegistered, 1 ClaimAmended, 1 ClaimDenied, 1 ClaimRegistered',
    'States that would change:',
    expect.stringMatching(/^ {2}rain: unverified \(.*\) → denied \(.*\)$/),
    '    It rains.',
    expect.stringMatching(/^ {2}snow: new → unverified \(.*\)$/),
    '    It snows.',
    '',
  ]);
  const json = await run(['--data', data, '--json', 'import', '--dry-run', file]);
  const answers = json.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(answers).toContainEqual({
    file,
    line: 6,
    wouldRecord: [{ type: 'ClaimDenied', id: expect.any(String) as unknown }],
  });
  expect(answers.at(-1)).toMatchObject({ summary: { dryRun: true, states: { changed: 2 } } });
  expect((await run(['--data', data, 'list'])).stdout).not.toContain('snow');
});

test('records nothing with --all-or-nothing if a line is rejected', async () => {
  const bad = '{"type":"ActorRegistered","actor":"x","kind":"newspaper","name":"X"}';
  const { data, file } = await fileOf('claims.ndjson', `${LINES}\n${bad}`);
  const refused = await run(['--data', data, 'import', '--all-or-nothing', file]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/claims\.ndjson:4: kind must be one of: .*\n$/);
  expect(refused.stdout).toBe(`${file}: 4 lines: nothing recorded: 1 refused, 3 withheld\n`);
  expect((await run(['--data', data, 'list'])).stdout).not.toContain('rain');
  await writeFile(file, LINES);
  expect(await run(['--data', data, 'import', '--all-or-nothing', file])).toEqual({
    code: 0,
    stdout: `${file}: 3 lines: 3 recorded, 0 unchanged, 0 refused\n`,
    stderr: '',
  });
});
