import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiProblemError, UsageError } from '../../../src/cli/errors.js';
import { explainAccess } from '../../../src/cli/ledger/access-help.js';
import type { LedgerOptions } from '../../../src/cli/ledger/connection.js';

const folder = mkdtempSync(join(tmpdir(), 'claim-ledger-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const explained = (status: number, options: Partial<LedgerOptions>) => {
  const problem = { type: 'x', title: 'x', status, detail: 'This needs a key with the scope "rate".' };
  return (explainAccess(new ApiProblemError(problem), { data: folder, ...options }) as ApiProblemError).lines.join(
    '\n',
  );
};

describe('a missing or rejected key', () => {
  it.each<[Partial<LedgerOptions>, string]>([
    [{ url: 'http://x' }, 'This needs a key. Pass --key or set CLAIM_LEDGER_KEY.'],
    [
      { url: 'http://x', key: 'k', keySource: '--key' },
      'The key in --key was rejected: it is unknown, expired or revoked.',
    ],
    [{ key: 'k', keySource: 'CLAIM_LEDGER_KEY' }, 'The key in CLAIM_LEDGER_KEY was rejected:'],
    [{}, `This needs a key, and there is none in ${folder}/admin.key. Pass --key or set CLAIM_LEDGER_KEY. Or create`],
  ])('%j', (options, words) => {
    expect(explained(401, options)).toContain(words);
  });

  it('names the file of a key that is no longer valid', () => {
    const file = join(folder, 'admin.key');
    writeFileSync(file, 'clk_old');
    expect(explained(401, {})).toContain(`The key in ${file} was rejected`);
    rmSync(file);
  });
});

it('a key without the scope is named with the way to one that has it', () => {
  expect(explained(403, { key: 'k', keySource: '--key' })).toBe(
    'This needs a key with the scope "rate". The key in --key lacks it. "claim-ledger whoami" prints the scopes of your key. ' +
      'An administrator of the ledger creates a key with "claim-ledger keys create".',
  );
});

it('any other error is returned as it is', () => {
  const usage = new UsageError('x');
  expect(explainAccess(usage, { data: folder })).toBe(usage);
});
