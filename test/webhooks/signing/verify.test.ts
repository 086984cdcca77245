import { createSecret, verificationKey } from '../../../src/webhooks/signing/secrets.js';
import { hmacSha256, signedBytes, signedHeaders } from '../../../src/webhooks/signing/sign.js';
import { type ReceivedHeaders, verifyWebhook } from '../../../src/webhooks/signing/verify.js';
import { verifyGithubSignature } from '../../../src/webhooks/signing/verify-github.js';
import { GITHUB, VECTOR } from './vectors.js';

const { id, timestamp, body } = VECTOR;
const NOW = timestamp * 1_000;
const headers = (signature: string): ReceivedHeaders => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signature,
});
const verified = { isValid: true, id, timestamp };

describe('a received webhook', () => {
  it.each([
    ['v1', VECTOR.v1, VECTOR.shared],
    ['v1a, with the public key', VECTOR.v1a, VECTOR.public],
    ['v1a, with the private key', VECTOR.v1a, VECTOR.private],
  ])('is verified by %s', (_version, signature, key) => {
    expect(verifyWebhook(headers(signature), body, [key], NOW)).toEqual(verified);
  });

  it('is verified if any signature matches any key', () => {
    const signatures = `v1,AAAA v9,${VECTOR.v1} garbage ${VECTOR.v1a} ${VECTOR.v1}`;
    expect(verifyWebhook(headers(signatures), body, [createSecret('hmac'), VECTOR.shared], NOW)).toEqual(verified);
  });

  it.each([
    ['another version', VECTOR.v1.replace('v1,', 'v2,'), VECTOR.shared],
    ['a part of the signature', VECTOR.v1.slice(0, -8), VECTOR.shared],
    ['no version', VECTOR.v1.slice(3), VECTOR.shared],
    ['a key of the other kind', VECTOR.v1, VECTOR.public],
    ['another secret', VECTOR.v1, createSecret('hmac')],
  ])('is rejected with %s', (_what, signature, key) => {
    expect(verifyWebhook(headers(signature), body, [key], NOW)).toEqual({ isValid: false, fault: 'no-match' });
  });

  it('is rejected without a key', () => {
    expect(verifyWebhook(headers(VECTOR.v1), body, [], NOW)).toEqual({ isValid: false, fault: 'no-match' });
  });

  it('is rejected if a byte of its body differs', () => {
    const changed = Buffer.from(body);
    changed[5] = 0;
    expect(verifyWebhook(headers(VECTOR.v1), changed, [VECTOR.shared], NOW)).toMatchObject({ fault: 'no-match' });
  });

  it.each(['msg.1', 'msg 1', 'msg\n1'])('is rejected with the id %j, which the signature would not delimit', (name) => {
    const signature = `v1,${hmacSha256(signedBytes(name, String(timestamp), Buffer.from(body)), verificationKey(VECTOR.shared).key).toString('base64')}`;
    const received = { ...headers(signature), 'webhook-id': name };
    expect(verifyWebhook(received, body, [VECTOR.shared], NOW)).toEqual({ isValid: false, fault: 'invalid-id' });
  });

  it.each([NaN, Infinity, -Infinity])('is not verified at the time %s', (now) => {
    expect(() => verifyWebhook(headers(VECTOR.v1), body, [VECTOR.shared], now)).toThrow(RangeError);
  });

  it('is rejected if its id differs', () => {
    const received = { ...headers(VECTOR.v1), 'webhook-id': 'msg_other' };
    expect(verifyWebhook(received, body, [VECTOR.shared], NOW)).toMatchObject({ fault: 'no-match' });
  });

  it.each([
    [-300, undefined],
    [-301, 'too-new'],
    [300, undefined],
    [301, 'too-old'],
  ])('%s seconds after it was sent has the fault %s', (seconds, fault) => {
    const result = verifyWebhook(headers(VECTOR.v1), body, [VECTOR.shared], NOW + seconds * 1_000);
    expect(result).toEqual(fault === undefined ? verified : { isValid: false, fault });
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('is rejected without %s', (name) => {
    for (const value of [undefined, '', ['two', 'values']]) {
      const received = { ...headers(VECTOR.v1), [name]: value };
      expect(verifyWebhook(received, body, [VECTOR.shared], NOW)).toEqual({ isValid: false, fault: 'missing-header' });
    }
  });

  it.each(['1614265330.5', '1e9', ' 1614265330', '-1', 'today'])('is rejected with the timestamp "%s"', (text) => {
    const received = { ...headers(VECTOR.v1), 'webhook-timestamp': text };
    expect(verifyWebhook(received, body, [VECTOR.shared], NOW)).toEqual({ isValid: false, fault: 'invalid-timestamp' });
  });

  it('has only its first signatures read, so that a long list costs little', () => {
    const list = [...Array<string>(20).fill('v1a,AAAA'), VECTOR.v1].join(' ');
    expect(verifyWebhook(headers(list), body, [VECTOR.shared], NOW)).toMatchObject({ fault: 'no-match' });
  });

  it('has ten signatures of ed25519 verified at most, whatever the number of keys', () => {
    const wrong = `v1a,${Buffer.alloc(64).toString('base64')}`;
    const other = createSecret('ed25519');
    const verifiedAfter = (count: number, keys: readonly string[]) =>
      verifyWebhook(headers([...Array<string>(count).fill(wrong), VECTOR.v1a].join(' ')), body, keys, NOW).isValid;
    expect(verifiedAfter(9, [VECTOR.public])).toBe(true);
    expect(verifiedAfter(10, [VECTOR.public])).toBe(false);
    expect(verifiedAfter(3, [other, VECTOR.public])).toBe(true);
    expect(verifiedAfter(5, [other, VECTOR.public])).toBe(false);
  });

  it('may have bytes that are not UTF-8', () => {
    const bytes = Uint8Array.from([0xff, 0xfe, 0]);
    const sent = signedHeaders({ id, timestamp, body: bytes, secrets: [VECTOR.shared] });
    expect(verifyWebhook(sent, bytes, [VECTOR.shared], NOW)).toEqual(verified);
  });
});

describe("GitHub's signature", () => {
  it('is verified with any of the secrets', () => {
    expect(verifyGithubSignature(GITHUB.signature, GITHUB.body, ['other', GITHUB.secret])).toBe(true);
  });

  it.each([
    ['another secret', GITHUB.signature, ['other']],
    ['an empty secret', GITHUB.signature, ['']],
    ['no header', undefined, [GITHUB.secret]],
    ['two headers', [GITHUB.signature, GITHUB.signature], [GITHUB.secret]],
    ['a part of the digits', GITHUB.signature.slice(0, -2), [GITHUB.secret]],
    ['SHA-1', GITHUB.signature.replace('sha256', 'sha1'), [GITHUB.secret]],
  ])('is rejected with %s', (_what, header, secrets) => {
    expect(verifyGithubSignature(header, GITHUB.body, secrets)).toBe(false);
  });

  it('is rejected over other bytes', () => {
    expect(verifyGithubSignature(GITHUB.signature, Buffer.from('Hello, world!'), [GITHUB.secret])).toBe(false);
  });
});
