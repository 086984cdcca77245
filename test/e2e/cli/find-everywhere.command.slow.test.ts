import { jest } from '@jest/globals';
import { cleanUp, run, type Run, type RunningServer, serve } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

jest.setTimeout(120_000);

const FINDS = [
  ['actors', '--kind', 'outlet'],
  ['actors', '--search', 'jens*', '--json'],
  ['documents', '--publisher', 'TASS', '--claim', 'ceding', '--search', 'talks'],
  ['narratives', '--search', 'TERRIT'],
  ['search', 'territory'],
  ['search', 'jenssen', '--json'],
  ['whoami', '--json'],
];

/** The folder of the sample ledger. */
let folder: string;
let served: RunningServer;
/** What the finds printed without a server. */
const alone: Run[] = [];
beforeAll(async () => {
  folder = await createSampleLedger();
  for (const args of FINDS) alone.push(await run(['--data', folder, ...args]));
  served = await serve(folder);
});
afterAll(cleanUp);

test('lists, search and whoami print the same without a server, through the owner of the folder, and by URL', async () => {
  const key = (await run(['--data', folder, 'keys', 'create', '--principal', 'desk', '--scope', 'rate'])).stdout;
  const byUrl = ['--url', `${served.url}/`];
  for (const way of [['--data', folder], byUrl]) {
    const reads = FINDS.filter(([name]) => name !== 'whoami' || way !== byUrl);
    const results = await Promise.all(reads.map((args) => run([...way, ...args])));
    expect(results).toEqual(alone.slice(0, reads.length));
  }
  expect((await run([...byUrl, '--key', key.trim(), 'whoami'])).stdout).toMatch(
    /^ledger {7}http:\S+\nprincipal {4}desk\nkey {10}[0-9a-f]{12}, from --key\nexpires {6}never\nscopes {7}rate\nwithout key {2}read\n$/,
  );
  expect((await run([...byUrl, 'whoami'])).stdout).toContain('principal    none: no key was sent\n');
  const wrong = await run([...byUrl, 'whoami'], { CLAIM_LEDGER_KEY: `${key.trim().slice(0, -4)}AAAA` });
  expect([wrong.code, wrong.stdout]).toEqual([1, '']);
  expect(wrong.stderr).toContain('The key in CLAIM_LEDGER_KEY was rejected');
  expect(alone.map(({ code, stderr }) => [code, stderr])).toEqual(FINDS.map(() => [0, '']));
  const [outlets, actor = '', documents, narratives, found, json = '', whoami = ''] = alone.map(({ stdout }) => stdout);
  expect(outlets).toBe('outlet  la-repubblica  La Repubblica\noutlet  tass           TASS\n');
  expect(JSON.parse(actor)).toMatchObject({ id: 'jenssen', name: 'Stian Jenssen' });
  expect(documents).toBe('tass  assessment  Alleged Talks\n');
  expect(narratives).toBe('2 claims  territory  Territory for membership\n');
  expect(found).toBe('Narratives\n2 claims  territory  Territory for membership\n');
  const items = json
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(items).toMatchObject([
    { type: 'claim', id: 'could-cede', status: 'retracted' },
    { type: 'actor', id: 'jenssen' },
  ]);
  expect(JSON.parse(whoami)).toMatchObject({ anonymous: false, principal: { id: 'admin' } });
});
