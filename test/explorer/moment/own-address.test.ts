import { ownAddress } from '../../../src/explorer/moment/own-address.js';

it.each([
  ['/', '/'],
  ['/claims/talks?asOf=2024-04-04#entries', '/claims/talks?asOf=2024-04-04#entries'],
  ['/claims/../actors/nato', '/actors/nato'],
  ['/search?next=//elsewhere.example', '/search?next=//elsewhere.example'],
])('takes %s for an address of this ledger', (text, expected) => {
  expect(ownAddress(text)).toBe(expected);
});

it.each([
  '//elsewhere.example/',
  String.raw`/\elsewhere.example`,
  '/\t/elsewhere.example',
  '/..//elsewhere.example',
  '/%0a/../..//elsewhere.example',
  'https://elsewhere.example/',
  'javascript:alert(1)',
  'claims',
  '',
  null,
  undefined,
])('takes %j for none', (text) => {
  expect(ownAddress(text)).toBeUndefined();
});
