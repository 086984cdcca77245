import { jest } from '@jest/globals';
import { cleanUp, run } from '../../support/run-cli.js';
import { closeTerminals, Terminal } from '../../support/terminal.js';
import { TestLedger } from '../api/test-ledger.js';

jest.setTimeout(120_000);

const TALKS = 'nato-discusses-kyiv-ceding-territory';
let ledger: TestLedger;
const claimLedger = (...args: readonly string[]) => run(['--data', ledger.folder, ...args]);

beforeAll(async () => {
  ledger = await TestLedger.start();
  await claimLedger('seed');
});
afterAll(async () => {
  closeTerminals();
  await ledger.stop();
  cleanUp();
});

test('show, story and wordings print a claim under a scenario, which is named first', async () => {
  for (const command of ['show', 'story', 'wordings']) {
    const { code, stdout } = await claimLedger(command, TALKS, '--without', 'actor:tass', '--valid-at', '2024-04-05');
    expect([command, code]).toEqual([command, 0]);
    expect(stdout).toMatch(/^As it would be by what had happened until 2024-04-05; without actor:tass:\n\n/);
  }
  const [plain, without] = await Promise.all([
    claimLedger('--json', 'story', TALKS),
    claimLedger('--json', 'story', TALKS, '--without', 'actor:tass', '--policy', 'strict/1'),
  ]);
  expect(plain.stdout).toContain('by way of TASS');
  expect(without.stdout).not.toContain('by way of TASS');
});

test('show prints one entry, what it does, and what refers to it', async () => {
  const { code, stdout } = await claimLedger('show', `${TALKS}/la-repubblica-report`);
  expect(code).toBe(0);
  expect(stdout).toContain('counts, and does not decide the status');
  expect(stdout).toContain('What refers to it');
  expect(stdout).toContain('cites it and follows it: reported by TASS, citing La Repubblica [tass-report]');
  const without = await claimLedger('show', `${TALKS}/tass-report`, '--without', 'actor:tass');
  expect(without.stdout).toContain('without effect: left out by the scenario');
  const { stdout: json } = await claimLedger('--json', 'show', `${TALKS}/search`);
  expect(JSON.parse(json)).toMatchObject({ entry: `${TALKS}/search`, effect: { on: 'decides' } });
  expect(await claimLedger('show', `${TALKS}/none`)).toMatchObject({
    code: 1,
    stderr: `There is no entry "${TALKS}/none".\n`,
  });
});

test('a replay is created, listed, shown, compared and removed', async () => {
  const made = await claimLedger('--json', 'replay', 'create', '--without', 'type:ConfirmationSought', '--name', 'x');
  const { id, digest } = JSON.parse(made.stdout) as { id: string; digest: string };
  expect((await claimLedger('replay', 'list')).stdout).toMatch(new RegExp(`^${id} {2}finished {2}x`));
  const shown = (await claimLedger('replay', 'show', id)).stdout;
  expect(shown).toContain(digest);
  expect(shown).toContain('without type:ConfirmationSought');
  const compared = (await claimLedger('compare', '--from', `replay:${id}`)).stdout;
  expect(compared).toContain('unsubstantiated, was unverified');
  expect(compared).toContain(`counts on the second side only: ${TALKS}/search`);
  expect((await claimLedger('--json', 'compare', '--from', `replay:${id}`)).stdout.trim().split('\n')).toHaveLength(1);
  expect((await claimLedger('list', '--replay', id, '--limit', '1')).stdout).toMatch(
    /^As it would be by the policy standard\/1; without type:ConfirmationSought:\n\n\S/,
  );
  const listed = await claimLedger('list', '--replay', id, '--status', 'unsubstantiated');
  expect([listed.stdout, listed.stderr]).toEqual(['', expect.stringContaining('No claim matches')]);
  expect((await claimLedger('replay', 'rm', id)).stdout).toBe(`The replay ${id} is removed.\n`);
  expect(await claimLedger('replay', 'show', id)).toMatchObject({ code: 1, stderr: `There is no replay "${id}".\n` });
  expect((await claimLedger('replay', 'list')).stdout).toContain('There are no replays.');
});

test('list and counts under conditions use a replay that they remove', async () => {
  const without = ['--without', 'type:ConfirmationSought'];
  expect((await claimLedger('list', '--status', 'unsubstantiated')).stdout).toContain(TALKS);
  const listed = await claimLedger('list', '--status', 'unsubstantiated', ...without);
  expect([listed.code, listed.stdout]).toEqual([0, '']);
  expect(listed.stderr).toBe('No claim matches --status "unsubstantiated" --without "type:ConfirmationSought".\n');
  const csv = await claimLedger('list', '--search', 'cede', '--csv', ...without);
  expect(csv.stdout).toMatch(new RegExp(`^id,.*\r\n${TALKS},`));
  expect(csv.stdout).toContain(',unverified,');
  expect((await claimLedger('list', '--limit', '1', ...without)).stdout).toMatch(
    /^As it would be without type:ConfirmationSought:\n\n\S/,
  );
  expect((await claimLedger('counts', ...without)).stdout).toMatch(
    /^As it would be without type:ConfirmationSought:\n\n140 claims\n/,
  );
  const counted = JSON.parse((await claimLedger('--json', 'counts', ...without)).stdout) as { status: object };
  expect(counted.status).toHaveProperty('unverified');
  expect(counted.status).not.toHaveProperty('unsubstantiated');
  const misspelt = await claimLedger('list', '--without', 'TASS');
  expect(misspelt.stderr).toContain(`--without can't be read: "TASS". Write actor:<id>, publisher:<id>`);
  const unread = await claimLedger('compare', '--from', 'bla');
  expect(unread).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^--from can't be read: "bla"\. Give a day .*replay:<id>, or a word such as monday/,
    ) as unknown,
  });
  const unsorted = await claimLedger('list', '--status', 'unverified', '--sort', 'time-to-denial', '--about', 'tass');
  expect(unsorted.stderr).toMatch(/^No claim that matches .* is in the order time-to-denial: .* --sort recorded-time/);
  const refused = await claimLedger('list', '--without', 'actor:nobody');
  expect([refused.code, refused.stderr]).toEqual([
    1,
    expect.stringContaining('--without: There was no actor "nobody"'),
  ]);
  expect((await claimLedger('counts', '--replay', 'x', ...without)).code).toBe(2);
  expect((await claimLedger('replay', 'list')).stdout).toContain('There are no replays.');
});

test('replay create shows its progress on a terminal', async () => {
  const terminal = new Terminal(['--data', ledger.folder, 'replay', 'create', '--without', 'actor:tass']);
  await terminal.shows(/replay {2}\S* +\d+% {2}\d+ of \d+ claims/);
  await terminal.shows(/digest/);
  expect(await terminal.ended()).toBe(0);
  const { items } = (await ledger.get('/v1/replays')).body as { items: [{ id: string }] };
  const [{ id }] = items;
  expect((await claimLedger('replay', 'rm', id)).code).toBe(0);
});

test('compare creates the replays that it needs, and removes them', async () => {
  const without = ['--without', 'type:ConfirmationSought'];
  const { code, stdout, stderr } = await claimLedger('compare', ...without);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.replace(/\s+/g, ' ')).toMatch(
    /^One claim differs between (\S+) and \1 by the policy standard\/1; without type:ConfirmationSought\. /,
  );
  expect(stdout).toContain(`counts on the first side only: ${TALKS}/search`);
  const both = await claimLedger('compare', '--from-without', 'type:ConfirmationSought', ...without, '--csv');
  expect(both.stdout.split('\r\n')).toHaveLength(2);
  const first = await claimLedger('--json', 'compare', '--from-without', 'type:ConfirmationSought');
  expect(JSON.parse(first.stdout)).toMatchObject({ claim: TALKS, after: { status: 'unsubstantiated' } });
  expect((await claimLedger('replay', 'list')).stdout).toContain('There are no replays.');
});

test('compare evaluates named claims without replays', async () => {
  const some = await claimLedger('compare', '--claim', TALKS, '--without', 'type:ConfirmationSought');
  expect(some.stdout).toContain('unverified, was unsubstantiated');
  const markdown = await claimLedger('compare', '--claim', TALKS, '--policy', 'strict/1', '--format', 'markdown');
  expect(markdown.stdout).toContain('No claim differs.');
  const refused = await claimLedger('compare', '--claim', TALKS, '--from', 'replay:x');
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--from names a replay')]);
  expect((await claimLedger('compare')).stderr).toContain('Give --from, or conditions');
});

test('compare prints what changed since a word for a time, also as Markdown', async () => {
  const { stdout } = await claimLedger('compare', '--from', 'yesterday', '--format', 'markdown');
  expect(stdout).toMatch(/^Differences between .*:\n\n## /);
  expect(stdout).toContain('\n**unsubstantiated, new** (`nato-discusses-kyiv-ceding-territory`)\n');
});

test.each([
  [['show', TALKS, '--without', 'actor:nobody'], '--without: There was no actor "nobody"'],
  [['story', TALKS, '--valid-at', '2999-01-01'], '--valid-at ends at'],
  [['story', TALKS, '--policy', 'strict/9'], '--policy: There is no policy "strict/9"'],
  [['compare', '--from', 'replay:none'], '--from: There is no replay none here'],
  [['replay', 'create', '--only', 'type:ClaimLinked'], '--only: ClaimLinked is not an act in the world'],
])('%j is rejected with the name of the option', async (args, message) => {
  const { code, stdout, stderr } = await claimLedger(...args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(message);
});
