import { cleanUp, newFolder, run, serve } from '../../support/run-cli.js';

let folder: string;

beforeAll(async () => {
  folder = await newFolder();
  expect((await run(['--data', folder, 'seed'])).code).toBe(0);
}, 60_000);
afterAll(cleanUp);

const TASS = 'nato-discusses-kyiv-ceding-territory/tass-report';
const READS = [
  ['reliances', '--carrier', 'TASS'],
  ['reliances', '--carrier', 'TASS', '--carried', 'La Repubblica', '--entries', '--json'],
  ['reliances', '--carrier', 'TASS', '--csv'],
  ['rings'],
  ['reach', '--sort', 'outlets', '--limit', '1', '--json'],
  ['reach', 'Stian Jenssen', '--json'],
  ['reach', 'jenssen', '--csv'],
  ['reach', 'Stian Jenssen', '--as-of', '2020-01-01'],
];

test('reliances, rings and reach print the same without a server and through its owner', async () => {
  const alone = [];
  for (const args of READS) alone.push(await run(['--data', folder, ...args]));
  const served = await serve(folder);
  try {
    // One caller may wait for a few analyses only.
    const owned: Awaited<ReturnType<typeof run>>[] = [];
    for (const args of READS) owned.push(await run(['--data', folder, ...args]));
    expect(owned).toEqual(alone);
  } finally {
    await served.stop();
  }
  const [pairs, entries, csv, rings, reaches, reach, claims, before] = alone;
  expect(pairs?.stdout).toBe(`1 entry  in 1 claim  tass > la-repubblica  TASS cites La Repubblica  [${TASS}]\n`);
  expect(JSON.parse(entries?.stdout ?? '')).toMatchObject({ entry: TASS, how: ['cites'] });
  expect(csv?.stdout).toMatch(/^carrier,carrierName,.*\r\ntass,TASS,outlet,la-repubblica,[^\r]*\r\n$/);
  expect(rings).toMatchObject({ code: 0, stdout: '', stderr: 'No outlets cite each other.\n' });
  expect(JSON.parse(reaches?.stdout ?? '')).toMatchObject({ actor: { id: 'stoltenberg' }, claims: 17, outlets: 4 });
  expect(JSON.parse(reach?.stdout ?? '')).toMatchObject({ claims: 4, supported: 2, takingsBack: 4 });
  expect(claims?.stdout).toMatch(/^id,text,status,[^\r]*\r\n(?:[^\r]*\r\n){4}$/);
  expect(before).toMatchObject({ code: 1, stdout: '' });
}, 120_000);

test.each([
  [['reliances', '--entries', '--carrier', 'TASS'], '--entries lists the entries of one pair'],
  [['reliances', '--how', 'copies'], '--how takes no "copies"'],
  [['reliances', '--since', 'soon'], '--since'],
  [['reliances', '--carrier', 'Tasss'], 'TASS'],
  [['rings', '--min-entries', '0'], 'Give a whole number from 1'],
  [['reach', 'TASS', '--topic', 'nato'], '--topic goes with the list of all actors'],
])('%j is rejected with the remedy', async (args, message) => {
  const { code, stdout, stderr } = await run(['--data', folder, ...args]);
  expect([code, stdout]).toEqual([expect.any(Number), '']);
  expect(code).not.toBe(0);
  expect(stderr).toContain(message);
});
