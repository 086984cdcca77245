import { whoAmILines } from '../../../src/cli/terminal/who-am-i.js';

const anonymousScopes = ['read'] as const;

it('prints principal, key, expiry and scopes, and what is allowed without a key', () => {
  const view = {
    anonymous: false,
    principal: { id: 'desk', name: 'News desk' },
    key: { id: '0f3c5a7b9d1e', label: 'daily import', expiresAt: '2999-01-01T00:00:00.000Z' },
    scopes: ['record', 'rate'],
    anonymousScopes,
  } as const;
  expect(whoAmILines(view, { ledger: 'http://ledger.example', keyOrigin: 'CLAIM_LEDGER_KEY' })).toEqual([
    'ledger       http://ledger.example',
    'principal    News desk (desk)',
    'key          0f3c5a7b9d1e, from CLAIM_LEDGER_KEY',
    'label        daily import',
    'expires      2999-01-01T00:00:00.000Z',
    'scopes       record, rate',
    'without key  read',
  ]);
});

it('prints that no key was sent, and how to send one', () => {
  const lines = (scopes: readonly 'read'[]) =>
    whoAmILines({ anonymous: true, scopes, anonymousScopes: scopes }, { ledger: 'data', keyOrigin: undefined });
  expect(lines(['read'])).toEqual([
    'ledger       data',
    'principal    none: no key was sent',
    'without key  read',
    'Pass a key with --key, or set CLAIM_LEDGER_KEY.',
  ]);
  expect(lines([])[2]).toBe('without key  nothing is allowed');
});
