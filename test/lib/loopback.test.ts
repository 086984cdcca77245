import { isLoopbackHost } from '../../src/lib/loopback.js';

test.each([
  ['localhost', true],
  ['ledger.localhost', true],
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['[::1]', true],
  ['', false],
  ['127.0.0.1.example', false],
  ['notlocalhost', false],
  ['localhost.example', false],
  ['192.168.0.1', false],
  ['[::2]', false],
])('isLoopbackHost(%j) is %s', (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected);
});
