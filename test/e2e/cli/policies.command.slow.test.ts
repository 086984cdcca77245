import { jest } from '@jest/globals';
import { cleanUp, run } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

jest.setTimeout(120_000);

let folder: string;
beforeAll(async () => {
  folder = await createSampleLedger();
});
afterAll(cleanUp);

test('policies lists the policies, and says which one is in use', async () => {
  const { code, stdout } = await run(['--data', folder, 'policies']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^standard\/1 {2}in use {2}Two named origins/);
  expect(stdout).toMatch(/\nstrict\/1 .*Three named origins/);
});

test('policies prints the rules and parameters of one, also as JSON', async () => {
  const [text, json] = await Promise.all([
    run(['--data', folder, 'policies', 'strict/1']),
    run(['--data', folder, '--json', 'policies', 'strict/1']),
  ]);
  expect(text.stdout).toMatch(/^strict\/1\n\nParameters\nindependentOrigins {2}Three/);
  expect(JSON.parse(json.stdout)).toMatchObject({
    name: 'strict/1',
    inUse: false,
    rules: expect.any(Array) as unknown,
  });
});

test('policies reports a policy that does not exist, with those that do', async () => {
  expect(await run(['--data', folder, 'policies', 'strikt/1'])).toMatchObject({
    code: 2,
    stderr: 'There is no policy "strikt/1". Known: standard/1, strict/1.\n',
  });
});

test('policies define defines a version once, under which rebuild and verify work', async () => {
  const define = ['--data', folder, 'policies', 'define', 'desk/1', '--independent-origins', '3', '--rater', 'TASS'];
  expect(await run(define)).toMatchObject({
    code: 0,
    stdout: 'Defined desk/1. To evaluate claims by it, start the server with CLAIM_LEDGER_POLICY=desk/1.\n',
  });
  expect(await run(define)).toMatchObject({ code: 0, stdout: 'desk/1 is defined already: nothing was changed.\n' });
  const desk = { CLAIM_LEDGER_POLICY: 'desk/1' };
  expect(await run(['--data', folder, 'rebuild'], desk)).toMatchObject({ code: 0 });
  const { code, stdout } = await run(['--data', folder, 'verify', '--deep'], desk);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/rows compared .*claims evaluated again/)]);
  expect(await run(['--data', folder, 'policies', 'desk/1'], desk)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^desk\/1, in use\n[^]*Only verdicts by tass decide/) as unknown,
  });
});

test.each([[['list']], [['rebuild']], [['verify']]])('%j reports a setting that names no policy', async (args) => {
  const { code, stderr } = await run(['--data', folder, ...args], { CLAIM_LEDGER_POLICY: 'strict/7' });
  expect([code, stderr.trimEnd().split('\n').at(-1)]).toEqual([
    2,
    'CLAIM_LEDGER_POLICY names the policy "strict/7", which does not exist. Known: standard/1, strict/1. To define another one, run "claim-ledger policies define" under one of these.',
  ]);
});
