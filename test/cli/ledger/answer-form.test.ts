import { isLedgerAnswer } from '../../../src/cli/ledger/answer-form.js';

it.each([
  ['GET', '/v1/actors?q=x', { items: [] }],
  ['GET', '/v1/similar-claims', { items: [] }],
  ['GET', '/v1/claims/ceding', { id: 'ceding' }],
  ['GET', '/v1/claims/ceding/history?limit=1', { items: [] }],
  ['GET', '/v1/claim-counts?kind=factual', { total: 0 }],
  ['GET', '/v1/status', { caughtUp: false }],
  ['GET', '/v1/whoami', { anonymous: true }],
  ['GET', '/livez', { status: 'ok' }],
  ['PUT', '/v1/claims/ceding', { recorded: [] }],
  ['POST', '/v1/claims/ceding/entries', { recorded: [] }],
  ['POST', '/v1/keys', { recorded: [] }],
  ['POST', '/v1/read-model/rebuild', { readModel: {} }],
])('isLedgerAnswer accepts what the API returns for %s %s, and no other form', (method, path, body) => {
  expect(isLedgerAnswer(method, path, body)).toBe(true);
  for (const other of [undefined, null, 'ok', [], [body]]) expect(isLedgerAnswer(method, path, other)).toBe(false);
  if (/^\/v1\/(?!read-model)/.test(path)) expect(isLedgerAnswer(method, path, { ok: true })).toBe(false);
});
