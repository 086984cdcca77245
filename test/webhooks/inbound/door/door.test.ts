import { createHmac } from 'node:crypto';
import { type DoorSecret, passDoor, type Verification } from '../../../../src/webhooks/inbound/door/door.js';
import { createSecret, publicKeyOf } from '../../../../src/webhooks/signing/secrets.js';
import { signedHeaders } from '../../../../src/webhooks/signing/sign.js';

const NOW = Date.parse('2024-05-14T10:00:00Z');
const SECONDS = NOW / 1_000;
const body = Buffer.from('{"a": "é"}');
const pass = (
  verification: Verification,
  secrets: readonly DoorSecret[],
  headers: Readonly<Record<string, string>>,
  bytes = body,
) => passDoor(verification, secrets, { headers, body: bytes }, NOW);

describe('a door of Standard Webhooks', () => {
  const secret = createSecret('hmac');
  const signed = (timestamp = SECONDS, by = secret) => signedHeaders({ id: 'msg_1', timestamp, body, secrets: [by] });

  it('opens for a signature over the bytes, within five minutes before and after', () => {
    for (const timestamp of [SECONDS - 300, SECONDS, SECONDS + 300]) {
      expect(pass('standard-webhooks', [{ secret }], signed(timestamp))).toEqual({
        isOpen: true,
        delivery: 'msg_1',
        isChosen: false,
      });
    }
    const key = createSecret('ed25519');
    const known = [{ secret: publicKeyOf(key) ?? '' }];
    expect(pass('standard-webhooks', known, signed(SECONDS, key))).toMatchObject({ isOpen: true });
  });

  it.each([
    ['other bytes', signed(), Buffer.from('{"a": "é" }'), 'webhook-signature'],
    ['another id', { ...signed(), 'webhook-id': 'msg_2' }, body, 'webhook-signature'],
    ['another secret', signed(SECONDS, createSecret('hmac')), body, 'webhook-signature'],
    ['no signature', { 'webhook-id': 'msg_1', 'webhook-timestamp': String(SECONDS) }, body, 'webhook-signature'],
    ['an id with a dot', { ...signed(), 'webhook-id': 'msg.1' }, body, 'webhook-id'],
    ['an old timestamp', signed(SECONDS - 301), body, 'webhook-timestamp'],
    ['a future timestamp', signed(SECONDS + 301), body, 'webhook-timestamp'],
    ['a timestamp in milliseconds', { ...signed(), 'webhook-timestamp': '1715680800.5' }, body, 'webhook-timestamp'],
  ])('stays closed for %s, and names the header', (_what, headers, bytes, header) => {
    expect(pass('standard-webhooks', [{ secret }], headers, bytes)).toMatchObject({ isOpen: false, header });
  });

  it('takes a secret that was rotated out until its time is over', () => {
    const newer = { secret: createSecret('hmac') };
    expect(pass('standard-webhooks', [newer, { secret, until: NOW + 1 }], signed())).toMatchObject({ isOpen: true });
    expect(pass('standard-webhooks', [newer, { secret, until: NOW }], signed())).toMatchObject({ isOpen: false });
  });
});

describe("a door with GitHub's signature", () => {
  const secret = "It's a Secret to Everybody";
  const sign = (bytes: Buffer) => `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;

  it('opens for the HMAC of the bytes, which identify the delivery whatever its name', () => {
    const headers = { 'x-hub-signature-256': sign(body) };
    const first = pass('github', [{ secret }], { ...headers, 'x-github-delivery': '1' });
    expect(first).toMatchObject({ isOpen: true });
    expect(pass('github', [{ secret }], { ...headers, 'x-github-delivery': '2' })).toEqual(first);
  });

  it.each([
    ['without a signature', {}],
    ['for other bytes', { 'x-hub-signature-256': sign(Buffer.from('{}')) }],
    ['for SHA-1', { 'x-hub-signature-256': 'sha1=00' }],
  ])('stays closed %s', (_what, headers) => {
    expect(pass('github', [{ secret }], headers)).toMatchObject({ isOpen: false, header: 'x-hub-signature-256' });
  });
});

describe('a door with a secret in Authorization', () => {
  const secrets = [{ secret: 'one' }, { secret: 'two', until: NOW + 1 }, { secret: 'three', until: NOW }];

  it('opens for each secret that is live; a delivery is named by its key, else by its bytes', () => {
    const keyed = { authorization: 'bearer two', 'idempotency-key': 'k' };
    expect(pass('bearer', secrets, keyed)).toEqual({ isOpen: true, delivery: 'k', isChosen: true });
    const [first, same, other] = [body, body, Buffer.from('{}')].map((bytes) =>
      pass('bearer', secrets, { authorization: 'Bearer one' }, bytes),
    );
    expect(first).toMatchObject({ isOpen: true });
    expect(same).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it.each(['Bearer three', 'Bearer', 'Basic one', 'Bearer one two', ''])('stays closed for %j', (authorization) => {
    expect(pass('bearer', secrets, { authorization })).toMatchObject({ isOpen: false, header: 'authorization' });
  });
});
