import { urlProblem } from '../../../src/webhooks/delivery/url-problem.js';

describe('the address of a receiver', () => {
  it.each(['https://example.org/hook?x=1', 'https://example.org:443/', 'https://93.184.216.34/', 'https://müller.de/'])(
    'may be %s',
    (url) => {
      expect(urlProblem(url, [])).toBeUndefined();
    },
  );

  it.each([
    ...['https://127.0.0.1/', 'https://127.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://0177.0.0.1/'],
    ...['https://0/', 'https://①②⑦.⓪.⓪.①/', 'https://%31%32%37.0.0.1/', 'https://[::1]/', 'https://[::]/'],
    ...['https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[::127.0.0.1]/', 'https://[fe80::1]/'],
    ...['https://[64:ff9b::7f00:1]/', 'https://[2002:7f00:1::]/', 'https://[2001::1]/', 'https://[fd00::1]/'],
    ...['https://10.0.0.1/', 'https://172.16.0.1/', 'https://192.168.1.1/', 'https://100.64.0.1/'],
    ...[
      'https://169.254.169.254/latest/meta-data',
      'https://[4000::1]/',
      'http://127.0.0.1/',
      'https://127.0.0.1:444/',
    ],
  ])('may not be %s, which is not public', (url) => {
    expect(urlProblem(url, [])).toContain('not a public address');
  });

  it.each([
    ['example.org/hook', 'must be an address'],
    ['', 'must be an address'],
    ['ftp://example.org/', 'must begin with https://'],
    ['file:///etc/passwd', 'must begin with https://'],
    ['http://example.org/', 'plain http is only for hosts that CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS names'],
    ['https://example.org:8443/', 'must use port 443'],
    ['https://example.org:0/', 'must use port 443'],
    ['https://user:password@example.org/', 'must not contain a user or a password'],
    ['https://user@example.org/', 'must not contain a user or a password'],
    ['https://example.org/#part', 'fragment'],
    [`https://example.org/${'a'.repeat(2_000)}`, 'at most 2000 characters'],
  ])('may not be %s', (url, problem) => {
    expect(urlProblem(url, [])).toContain(problem);
  });

  it.each(['http://hooks.internal:8080/x', 'http://127.0.0.1:9000/', 'http://[::1]:81/', 'https://10.9.8.7:8443/'])(
    'may be %s if the operator allows its host',
    (url) => {
      expect(urlProblem(url, ['hooks.internal:8080', '127.0.0.1', '::1', '10.0.0.0/8'])).toBeUndefined();
    },
  );

  it('must not have credentials, wherever it leads', () => {
    expect(urlProblem('http://user@127.0.0.1/', ['127.0.0.1'])).toContain('password');
  });
});
