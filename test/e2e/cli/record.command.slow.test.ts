import { jest } from '@jest/globals';
import { cleanUp, type Run, run, serve, type RunningServer, newFolder } from '../../support/run-cli.js';

jest.setTimeout(120_000);

afterAll(cleanUp);

let served: RunningServer;
let folder: string;
const cli = (...args: readonly string[]): Promise<Run> => run(['--data', folder, ...args]);

beforeAll(async () => {
  folder = await newFolder();
  served = await serve(folder);
});
afterAll(() => served.stop());

const done = (stdout: string) => ({ code: 0, stdout, stderr: '' });

test('register and record: record a story by names, without ids', async () => {
  expect(await cli('register', 'actor', 'NATO', '--kind', 'organization', '--alias', 'The Alliance')).toEqual(
    done('Registered NATO (organization) as nato\n'),
  );
  expect(await cli('register', 'actor', 'Stian Jenssen', '--kind', 'person')).toEqual(
    done('Registered Stian Jenssen (person) as stian-jenssen\n'),
  );
  expect(await cli('register', 'document', 'Statement', '--publisher', 'the alliance')).toEqual(
    done('Registered “Statement” as statement\n'),
  );
  expect(
    await cli(
      'register',
      'claim',
      'NATO discusses land.',
      '--language',
      'en',
      '--about',
      'NATO',
      '--topic',
      'ukraine',
      '--topic',
      'land',
    ),
  ).toEqual(done('Registered the claim as nato-discusses-land\nIts status is unverified.\n'));
  expect(await cli('register', 'narrative', 'Territory', '--claim', 'nato discusses land.')).toEqual(
    done('Registered “Territory” as territory\n'),
  );
  expect(await cli('register', 'mandate', 'Stian Jenssen', '--for', 'NATO', '--from', '2021')).toEqual(
    done('Registered: Stian Jenssen (stian-jenssen) speaks for NATO (nato), mandate for-nato\n'),
  );

  const remark = ['--by', 'stian jenssen', '--basis', 'none-given', '--id', 'remark'];
  expect((await cli('record', 'nato-discusses-land', 'asserted', ...remark)).stdout).toContain(
    '  still        unverified ',
  );
  const words = ['--document', 'Statement', '--quote', 'Our policy is unchanged.', '--after', 'remark'];
  const denied = await cli('record', 'nato-discusses-land', 'denied', '--by', 'NATO', '--basis', 'document', ...words);
  expect(denied).toEqual(
    done(
      'Recorded nato-discusses-land/nato-denied\n' +
        '  claim        NATO discusses land.  [nato-discusses-land]\n' +
        '  entry        denied by NATO\n' +
        '               “Our policy is unchanged.”\n' +
        '               in “Statement” · on a document · after [remark]\n' +
        '  by           NATO  [nato]\n' +
        '  document     Statement  [statement]\n' +
        '  before       unverified (unverified/none): because nothing on record decides\n' +
        '               it\n' +
        "  after        denied (denied/first-hand): because its subject, or the subject's\n" +
        '               spokesperson, denied it\n',
    ),
  );
  expect((await cli('show', 'nato-discusses-land')).stdout).toContain('\nNarratives\n  Territory  territory\n');
});

test('register claim: takes no language for granted, but one from the environment', async () => {
  const words = ['register', 'claim', 'Der Hafen ist zu.', '--id', 'hafen'];
  expect(await cli(...words)).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'Name the language of the claim with --language, such as --language en. For a script whose claims are all in one language, set CLAIM_LEDGER_LANGUAGE.\n',
  });
  expect((await run(['--data', folder, ...words], { CLAIM_LEDGER_LANGUAGE: 'de' })).code).toBe(0);
  const { stdout } = await cli('list', '--language', 'de', '--json');
  expect(stdout).toContain('"id":"hafen"');
});

test('register: says how to merge a claim that has the same text as another', async () => {
  expect((await cli('register', 'claim', 'nato discusses LAND.', '--language', 'en')).stdout).toContain(
    'If they are one claim: claim-ledger record nato-discusses-land-2 linked --relation same-as --other nato-discusses-land\n',
  );
});

test('register: changes nothing for a repeated registration, and rejects another aggregate with the same name', async () => {
  const again = await cli(
    'register',
    'actor',
    'NATO',
    '--kind',
    'organization',
    '--alias',
    'The Alliance',
    '--id',
    'nato',
  );
  expect(again).toEqual(done('nato is registered already: nothing was changed.\n'));
  expect(await cli('register', 'actor', 'nato', '--kind', 'outlet')).toEqual({
    code: 1,
    stdout: '',
    stderr: 'There is already an actor of this name: NATO (nato). To register another one, choose its id with --id.\n',
  });
});

test('record: exits with 1 for an unknown name and with 2 for wrong usage, with a remedy', async () => {
  const base = ['record', 'nato-discusses-land'];
  const wrong: [args: string[], words: string, code?: number][] = [
    [['record'], 'Name the claim and what happened to it: claim-ledger record <claim> <act>.'],
    [[...base, 'denyed'], 'There is no act "denyed". Did you mean "denied"? Acts: asserted, reported,'],
    [[...base, 'denied'], '"denied" needs --by and --basis.'],
    [[...base, 'denied', '--by', 'Natto', '--basis', 'none-given'], 'Did you mean NATO (nato)?', 1],
    [['record', 'nato-discuses-land', 'repeated', '--by', 'nato'], 'There is no claim "nato-discuses-land".', 1],
    [
      [...base, 'repeated', '--by', 'nato', '--basis', 'hearsay'],
      '--basis takes no "hearsay". It takes witnessed, recording,',
    ],
  ];
  const told = await Promise.all(wrong.map(([args]) => cli(...args)));
  for (const [index, { code, stdout, stderr }] of told.entries()) {
    const [, words = '', expected = 2] = wrong[index] ?? [];
    expect([code, stdout, stderr]).toEqual([expected, '', expect.stringContaining(words)]);
  }
});

test('record: reports violations by the names of the options, and writes nothing', async () => {
  const late = ['--by', 'nato', '--occurred-at', '2999', '--idempotency-key', 'k'];
  const { code, stdout, stderr } = await cli('record', 'nato-discusses-land', 'repeated', ...late);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/\n {2}--occurred-at: "2999" begins after now/);
});

test('record --json: prints the response and both states, and executes a repeated key once', async () => {
  const args = [
    'record',
    'nato-discusses-land',
    'welcomed',
    '--by',
    'nato',
    '--id',
    'cheers',
    '--idempotency-key',
    'k-1',
  ];
  const first = JSON.parse((await cli(...args, '--json')).stdout);
  const second = JSON.parse((await cli(...args, '--json')).stdout);
  expect(first).toMatchObject({
    recorded: [{ id: 'cheers', type: 'ReactionRecorded' }],
    before: { status: 'denied' },
    after: { status: 'denied' },
  });
  expect(second.recorded).toEqual(first.recorded);
});

test('record: works without a server, and creates a ledger', async () => {
  const data = await newFolder();
  const alone = (...args: readonly string[]) => run(['--data', data, ...args]);
  expect((await alone('register', 'actor', 'TASS', '--kind', 'outlet')).stdout).toBe(
    'Registered TASS (outlet) as tass\n',
  );
  expect((await alone('register', 'claim', 'It rains.', '--language', 'en', '--id', 'rain')).code).toBe(0);
  const recorded = await alone('record', 'rain', 'reported', '--by', 'TASS', '--basis', 'none-given');
  expect([recorded.code, recorded.stdout.split('\n')[0]]).toEqual([0, 'Recorded rain/tass-reported']);
});
