import { requestIdOf } from '../../src/http/request-id.js';

const of = (given?: string | string[]) => requestIdOf({ headers: { 'x-request-id': given } });

it.each(['a', 'job-17/3', '~!'.repeat(64)])('requestIdOf() returns the given id %s', (given) => {
  expect(of(given)).toBe(given);
});

it.each([undefined, '', 'two words', 'x'.repeat(129), 'é', 'a\tb', ['a', 'b']])(
  'requestIdOf() generates an id for %j',
  (given) => {
    expect(of(given)).toMatch(/^[0-9a-f]{8}-/);
  },
);
