import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { createSecret, InvalidSecretError } from '../../../src/webhooks/signing/secrets.js';
import { signedHeaders } from '../../../src/webhooks/signing/sign.js';
import { verifyWebhook } from '../../../src/webhooks/signing/verify.js';
import { VECTOR } from './vectors.js';

const { id, timestamp, body } = VECTOR;

describe('signed headers', () => {
  it('are those of the public vectors', () => {
    expect(signedHeaders({ id, timestamp, body, secrets: [VECTOR.shared, VECTOR.private] })).toEqual({
      'webhook-id': id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': `${VECTOR.v1} ${VECTOR.v1a}`,
    });
  });

  it('are verified by the library of Standard Webhooks, also while a secret is rotated', () => {
    const [old, recent] = [createSecret('hmac'), createSecret('hmac')];
    const now = Math.floor(Date.now() / 1_000);
    fc.assert(
      fc.property(fc.uuid(), fc.json(), (id, text) => {
        const headers = signedHeaders({ id, timestamp: now, body: Buffer.from(text), secrets: [recent, old] });
        for (const secret of [old, recent]) expect(new Webhook(secret).verify(text, headers)).toEqual(JSON.parse(text));
        expect(() => new Webhook(createSecret('hmac')).verify(text, headers)).toThrow('No matching signature');
      }),
    );
  });

  it('are verified by any bytes that were signed, and by no other', () => {
    const keys = [createSecret('hmac'), createSecret('ed25519')];
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), fc.constantFrom(...keys), (sent, received, key) => {
        const headers = signedHeaders({ id, timestamp, body: sent, secrets: keys });
        const { isValid } = verifyWebhook(headers, received, [key], timestamp * 1_000);
        expect(isValid).toBe(Buffer.compare(sent, received) === 0);
      }),
    );
  });

  it.each(['with.dot', 'with space', ''])('refuse the id "%s"', (wrong) => {
    expect(() => signedHeaders({ id: wrong, timestamp, body, secrets: [VECTOR.shared] })).toThrow(RangeError);
  });

  it.each([1.5, -1, NaN])('refuse the timestamp %s', (wrong) => {
    expect(() => signedHeaders({ id, timestamp: wrong, body, secrets: [VECTOR.shared] })).toThrow(RangeError);
  });

  it('refuse to be made without a secret', () => {
    expect(() => signedHeaders({ id, timestamp, body, secrets: [] })).toThrow(RangeError);
  });

  it('refuse a public key, which signs nothing', () => {
    expect(() => signedHeaders({ id, timestamp, body, secrets: [VECTOR.public] })).toThrow(InvalidSecretError);
  });
});
