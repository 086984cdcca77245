import fc from 'fast-check';
import { AllowedHosts, isAllowedHost, isPublicAddress } from '../../src/lib/allowed-hosts.js';

describe('a public address', () => {
  it.each(['93.184.216.34', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450:4001:830::200e', '::ffff:8.8.8.8'])(
    'is %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ...['0.0.0.0', '127.0.0.1', '127.255.255.254', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1'],
    ...['169.254.169.254', '100.64.0.1', '192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1'],
    ...['224.0.0.1', '240.0.0.1', '255.255.255.255', '::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:a00:1'],
    ...['fe80::1', 'fe80::1%eth0', 'fec0::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '100::1', '4000::1', '5f00::1'],
    ...['64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2002:a9fe:a9fe::1', '2001::1', '2001:db8::1'],
    ...['168.63.129.16', '::ffff:168.63.129.16', '', 'localhost', '127.1', '2130706433', '0x7f000001'],
  ])('is not "%s"', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('never hides a private IPv4 address in IPv6', () => {
    const hidden = fc.constantFrom('7f00:1', 'a00:1', 'c0a8:101', 'a9fe:a9fe', 'ac10:1');
    const prefixes = fc.constantFrom('::ffff:', '64:ff9b::', '64:ff9b:1::', '::ffff:0:', '::');
    fc.assert(
      fc.property(prefixes, hidden, (prefix, address) => {
        expect(isPublicAddress(prefix + address)).toBe(false);
      }),
    );
  });
});

describe('allowed hosts', () => {
  it.each(['localhost', 'hooks.internal', 'hooks.internal:8080', '127.0.0.1', '127.0.0.1:9000', '10.0.0.0/8'])(
    'accept %s',
    (text) => {
      expect(isAllowedHost(text)).toBe(true);
    },
  );
  it.each(['::1', '[::1]', '[::1]:9000', 'fd00::/8', 'müller.example', 'LOCALHOST.'])('accept %s', (text) => {
    expect(isAllowedHost(text)).toBe(true);
  });
  it.each([
    ...[
      '',
      'http://localhost',
      'localhost/path',
      '10.0.0.0/33',
      '10.0.0.0/8/8',
      '::ffff:10.0.0.0/90',
      '10.0.0.0/',
      'fd00::/129',
    ],
    ...['user@host', 'host:0', 'host:65536', 'host:port', '127.1', '0x7f000001', '*.internal', 'a b', 'fe80::1%eth0'],
  ])('refuse "%s"', (text) => {
    expect(isAllowedHost(text)).toBe(false);
  });

  it.each([
    ['localhost', 'localhost', 80, true],
    ['LOCALHOST', 'localhost.', 80, true],
    ['localhost', 'localhost.example', 80, false],
    ['hooks.internal:8080', 'hooks.internal', 8080, true],
    ['hooks.internal:8080', 'hooks.internal', 8081, false],
    ['müller.example', 'xn--mller-kva.example', 443, true],
    ['10.0.0.0/8', '10.200.0.1', 80, true],
    ['10.0.0.0/8', '11.0.0.1', 80, false],
    ['127.0.0.1', '[::ffff:7f00:1]', 80, true],
    ['::ffff:10.0.0.0/104', '10.200.0.1', 80, true],
    ['::ffff:10.0.0.0/104', '[::ffff:ac8:1]', 80, true],
    ['::ffff:10.0.0.0/104', '11.0.0.1', 80, false],
    ['127.0.0.1:9000', '127.0.0.1', 80, false],
    ['::1', '[::1]', 80, true],
    ['fd00::/8', '[fd12::1]', 443, true],
    ['fd00::/8', '10.0.0.1', 443, false],
  ])('%s: %s with port %s is %s', (entry, hostname, port, expected) => {
    expect(new AllowedHosts(['other.example', entry]).hasHost(hostname, port)).toBe(expected);
  });
});
