import { storedHeaders } from '../../../../src/webhooks/inbound/door/stored-headers.js';

it('keeps what mappings may need, and nothing that is secret or about a person', () => {
  expect(
    storedHeaders({
      authorization: 'Bearer secret',
      cookie: 'secret',
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/1',
      'webhook-id': 'm1',
      'webhook-signature': 'v1,x',
      'x-hub-signature-256': 'sha256=x',
      'x-api-key': 'secret',
      'x-gitlab-token': 'secret',
      'x-forwarded-for': '192.0.2.1',
      'x-real-ip': '192.0.2.1',
      'x-github-event': 'issues',
      'ce-type': 'com.example',
      'x-several': ['a', 'b'],
    }),
  ).toEqual({
    'user-agent': 'GitHub-Hookshot/1',
    'webhook-id': 'm1',
    'x-github-event': 'issues',
    'ce-type': 'com.example',
  });
});

it('keeps a bounded number of bounded values', () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`x-${n}`, 'v']));
  expect(Object.keys(storedHeaders(many))).toHaveLength(40);
  expect(storedHeaders({ 'x-long': 'v'.repeat(5_000) })['x-long']).toHaveLength(500);
  const long = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`x-${n}`, 'v'.repeat(500)]));
  expect(Buffer.byteLength(JSON.stringify(storedHeaders(long)))).toBeLessThan(4_500);
});
