import fc from 'fast-check';
import { isSecretKey, SecretBox, UnsealError } from '../../src/lib/secret-box.js';

const [FIRST, SECOND] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [string, string];

describe('SecretBox', () => {
  const box = new SecretBox([FIRST]);

  it('opens what it sealed, for the same purpose', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (text, purpose, other) => {
        const sealed = box.seal(text, purpose);
        expect(box.open(sealed, purpose)).toBe(text);
        if (other !== purpose) expect(() => box.open(sealed, other)).toThrow(UnsealError);
      }),
    );
  });
  it('opens nothing that was altered', () => {
    const sealed = box.seal('whsec_secret', 'a');
    const bytes = Buffer.from(sealed.box, 'base64');
    for (let index = 0; index < bytes.length; index += 1) {
      const altered = Buffer.from(bytes);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(() => box.open({ ...sealed, box: altered.toString('base64') }, 'a')).toThrow(UnsealError);
    }
    expect(() => box.open({ ...sealed, box: '' }, 'a')).toThrow(UnsealError);
  });
  it('seals the same text differently each time', () => {
    expect(box.seal('x', 'a').box).not.toBe(box.seal('x', 'a').box);
  });
  it('seals with the first key, and opens with each', () => {
    const old = box.seal('x', 'a');
    const rotated = new SecretBox([SECOND, FIRST]);
    expect(rotated.open(old, 'a')).toBe('x');
    expect(rotated.isCurrent(old)).toBe(false);
    const current = rotated.seal('x', 'a');
    expect(rotated.isCurrent(current)).toBe(true);
    expect(() => box.open(current, 'a')).toThrow(/CLAIM_LEDGER_SECRETS_KEY lacks/);
  });
});

it('recognizes a key: 32 bytes in base64', () => {
  expect(isSecretKey(FIRST)).toBe(true);
  for (const text of [
    '',
    'secret',
    Buffer.alloc(31).toString('base64'),
    Buffer.alloc(33).toString('base64'),
    `${FIRST} `,
  ])
    expect(isSecretKey(text)).toBe(false);
});
