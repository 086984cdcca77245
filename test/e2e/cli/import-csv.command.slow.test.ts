import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cleanUp, waitForExit, run, start, newFolder } from '../../support/run-cli.js';

afterAll(cleanUp);

const HEADER =
  'claim id,claim,claim language,claim kind,about,what happened,who said it,when,where to read it,publisher,how they know';
const ROWS = [
  HEADER,
  'rain,It rains.,en,factual,Met Office (organization),reported,The Post (outlet),2024-04,https://post.example/rain,The Post,unnamed source',
  'rain,,,,,denied,Met Office,2024-04-04,https://post.example/rain,,none given',
  ',It pours.,en,factual,,asserted,Jane Roe (person); Met Office,2024,,,witnessed',
];

async function ledgerWith(name: string, content: string | Buffer): Promise<{ data: string; file: string }> {
  const data = await newFolder();
  const file = join(data, name);
  await writeFile(file, content);
  return { data, file };
}

const importing = async (data: string, ...args: string[]) => run(['--data', data, 'import', ...args]);

test('imports a spreadsheet as it was exported, and changes nothing the second time', async () => {
  const { data, file } = await ledgerWith('claims.csv', `\uFEFF${ROWS.join('\r\n')}\r\n`);
  expect(await importing(data, file)).toEqual({
    code: 0,
    stdout: `${file}: 3 rows, 9 commands: 9 recorded, 0 unchanged, 0 refused\n`,
    stderr: '',
  });
  const shown = await run(['--data', data, 'show', 'rain']);
  expect(shown.stdout).toMatch(/denied/i);
  expect(shown.stdout).toContain('Met Office');
  const again = await importing(data, file);
  expect(again.stdout).toMatch(/: 3 rows, \d commands: 0 recorded, \d unchanged, 0 refused\n$/);
  const log = await run(['--data', data, '--json', 'export']);
  expect(log.stdout.match(/claim\.reported\.v1/g)).toHaveLength(1);
});

test('reads a spreadsheet as UTF-16 with tabs, compressed, and from standard input', async () => {
  const tabs = ROWS.map((row) => row.replaceAll(',', '\t')).join('\r\n');
  const { data, file } = await ledgerWith('claims.txt', Buffer.from(`\uFEFF${tabs}`, 'utf16le'));
  expect((await importing(data, file)).stdout).toMatch(/9 commands: 9 recorded/);
  const zipped = join(data, 'claims.csv.gz');
  await writeFile(zipped, gzipSync(ROWS.join('\n')));
  expect((await importing(data, zipped)).stdout).toMatch(/3 rows, .* 0 recorded/);
  const child = start(['--data', data, 'import', '-']);
  child.stdin.write(ROWS.join('\n'));
  expect((await waitForExit(child)).stdout).toMatch(/^-: 3 rows, .* 0 recorded/);
});

test('names rows and columns in errors, also in those of the ledger, and records the other rows', async () => {
  const { data, file } = await ledgerWith(
    'claims.csv',
    [
      'Nr;claim id;claim;claim language;Verb;Wer;Wann;how they know',
      '1;rain;It rains.;en;sagt;TASS (outlet);3/4/2024;none given',
      '2;rain;It rains.;en;sagt;TASS (outlet);2024;hearsay',
      '3;snow;;;sagt;TASS;2024;none given',
      '4;rain;;;sagt;TASS;2999;none given',
      '5;rain;;;sagt;TASS;2023;none given',
    ].join('\n'),
  );
  const map = join(data, 'newsroom.json');
  const mapping = {
    columns: { Verb: 'what happened', Wer: 'who said it', Wann: 'when' },
    words: { 'what happened': { sagt: 'asserted' } },
    defaults: { 'claim kind': 'factual' },
  };
  await writeFile(map, JSON.stringify(mapping));
  const { code, stdout, stderr } = await importing(data, '--map', map, file);
  expect(code).toBe(1);
  const [unused, date, basis, claim, future] = stderr.trimEnd().split('\n');
  expect(unused).toBe(`${file}: columns that are not imported: "Nr".`);
  expect(date).toMatch(/: row 2, column "Wann": "3\/4\/2024" can be two days: write 2024-04-03 or 2024-03-04\.$/);
  expect(basis).toMatch(/: row 3, column "how they know": basis must be one of: witnessed,/);
  expect(claim).toMatch(/: row 4: Not found: There is no claim "snow"\.$/);
  expect(future).toMatch(/: row 5, column "Wann": "2999" begins after now/);
  expect(stdout).toBe(`${file}: 5 rows (4 with errors), 6 commands: 3 recorded, 0 unchanged, 3 refused\n`);

  const json = await run(['--data', data, '--json', 'import', '--map', map, file]);
  const answers = json.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(answers[0]).toEqual({ file, row: 2, column: 'Wann', message: expect.any(String) as unknown });
  expect(answers).toContainEqual(expect.objectContaining({ file, row: 4, line: 3 }));
});

test('counts rows that can not be mapped in a dry run and an all-or-nothing import', async () => {
  const { data, file } = await ledgerWith(
    'claims.csv',
    [...ROWS, 'rain,,,,,asserted,Somebody,2024,,,none given'].join('\n'),
  );
  const all = await importing(data, '--all-or-nothing', file);
  expect(all).toMatchObject({
    code: 1,
    stdout: `${file}: nothing recorded. Correct the errors above, and import the file again.\n`,
  });
  expect(all.stderr).toMatch(/: row 5, column "who said it": "Somebody" is not in the ledger\..*"Somebody \(person\)"/);
  expect((await run(['--data', data, 'list'])).stdout).not.toContain('rain');
  const dry = await importing(data, '--dry-run', file);
  expect(dry.code).toBe(1);
  expect(dry.stdout).toMatch(/: dry run, nothing recorded: 4 rows \(1 with errors\), 9 commands: 9 would be recorded/);
  expect(dry.stdout).toMatch(/\n {2}rain: new → denied/);
});

test('finds actors by name or alias, and asks for the id where several have it', async () => {
  const { data, file } = await ledgerWith(
    'claims.csv',
    'claim id,claim,claim language,claim kind,what happened,who said it,how they know\nrain,It rains.,en,factual,asserted,el pais,none given\n',
  );
  const actors = join(data, 'actors.ndjson');
  await writeFile(
    actors,
    '{"type":"ActorRegistered","actor":"elpais","kind":"outlet","name":"El País","aliases":["Pais"]}',
  );
  await importing(data, actors);
  expect((await importing(data, file)).stdout).toMatch(/1 row, 2 commands: 2 recorded/);
  await writeFile(actors, '{"type":"ActorRegistered","actor":"el-pais-uruguay","kind":"outlet","name":"El País"}');
  await importing(data, actors);
  const { stderr } = await importing(data, file);
  expect(stderr).toMatch(
    /: row 2, column "who said it": "el pais" may be any of el-pais-uruguay, elpais\. Write the id\.\n/,
  );
});

test('prints the template, which can be imported', async () => {
  const { code, stdout } = await run(['import', '--csv-template']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^claim,claim id,claim language,.*,entry id\r\n$/);
  const { data, file } = await ledgerWith('claims.csv', stdout);
  expect((await importing(data, file)).stdout).toBe(
    `${file}: 0 rows, 0 commands: 0 recorded, 0 unchanged, 0 refused\n`,
  );
});

test('rejects a file or a mapping that can not be used', async () => {
  const { data, file } = await ledgerWith('claims.csv', 'who,said\nTASS,rain\n');
  const rejected = async (...args: string[]) => {
    const { code, stderr } = await importing(data, ...args);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await rejected(file)).toMatch(/claims\.csv: The first row must name the columns, "claim" or "claim id"/);
  const map = join(data, 'map.json');
  await writeFile(map, '{"columns": {"who": "speaker"}}');
  expect(await rejected('--map', map, file)).toMatch(/map\.json: "columns" names the column "speaker"/);
  expect(await rejected('--map', join(data, 'none.json'), file)).toMatch(/none\.json can't be read/);
  await writeFile(file, Buffer.from('claim;wer\nEs gießt.;dpa', 'latin1'));
  expect(await rejected(file)).toMatch(/claims\.csv: The file is not UTF-8/);
  await writeFile(file, 'claim,wer\n"Es gießt.,dpa');
  expect(await rejected(file)).toMatch(/claims\.csv: Row 2: .* not closed/);
  expect(await rejected('--from-line', '2', file)).toMatch(/^--from-line is for NDJSON\./);
});
