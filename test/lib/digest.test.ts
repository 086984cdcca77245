import { digestOf, uuidFrom } from '../../src/lib/digest.js';
import { lineIdempotency, requestIdempotency } from '../../src/command-handling/idempotency.js';

describe('digestOf()', () => {
  it('returns the SHA-256 of the canonical JSON', () => {
    // printf '{"a":[1,"x"],"b":null}' | sha256sum
    const known = '854ef06dc57f5dfed10206344ab2d02e0b6c84b0e19436703a5afd0f1f9f2687';
    expect(digestOf({ b: null, a: [1, 'x'] })).toBe(known);
  });
});

describe('uuidFrom()', () => {
  it('returns a stable UUID of version 8', () => {
    const digest = digestOf('request');
    expect(uuidFrom(digest, 0)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuidFrom(digest, 0)).toBe(uuidFrom(digest, 0));
    expect(uuidFrom(digest, 0)).toBe('47d7cc52-749f-8523-813d-a5b02e3daeab');
  });

  it('returns different UUIDs by digest and name', () => {
    const made = ['a', 'b'].flatMap((text) => [0, 1, 'id'].map((name) => uuidFrom(digestOf(text), name)));
    expect(new Set(made).size).toBe(made.length);
  });
});

describe('requestIdempotency() and lineIdempotency()', () => {
  const request = ['checker', 'POST /v1/claims', 'key-1', { text: 'It rains.' }] as const;

  it('hash the principal, route and key of a request, and its body separately', () => {
    const first = requestIdempotency(...request);
    expect(requestIdempotency(...request)).toEqual(first);
    const [principal, route, key, body] = request;
    const others = [
      requestIdempotency('other', route, key, body),
      requestIdempotency(principal, 'POST /v1/actors', key, body),
      requestIdempotency(principal, route, 'key-2', body),
      lineIdempotency(route, key, digestOf(body)),
    ];
    expect(new Set([first, ...others].map((made) => made.key)).size).toBe(5);
    expect(new Set([first, ...others].map((made) => made.body)).size).toBe(1);
    const otherBody = requestIdempotency(principal, route, key, { text: 'It snows.' });
    expect(otherBody.key).toBe(first.key);
    expect(otherBody.body).not.toBe(first.body);
  });

  it('separate the parts of a key', () => {
    expect(requestIdempotency('a', 'bc', 'd', null).key).not.toBe(requestIdempotency('ab', 'c', 'd', null).key);
  });

  it('hash a line by its stream and key, without its principal', () => {
    const line = lineIdempotency('claim-a', 'key', digestOf({ b: 1, a: 2 }));
    expect(line.body).toBe(digestOf({ a: 2, b: 1 }));
    expect(lineIdempotency('claim-a', 'key', digestOf({})).key).toBe(line.key);
    expect(lineIdempotency('claim-b', 'key', digestOf({})).key).not.toBe(line.key);
  });
});
