import { TooManyKeyAttemptsError } from '../../src/access/errors.js';
import { KeyAttempts } from '../../src/access/key-attempts.js';

const GUESSER = '192.0.2.1';

describe('KeyAttempts', () => {
  let now: number;
  let counts: string[];
  let verified: string[];
  let attempts: KeyAttempts;
  beforeEach(() => {
    now = 0;
    counts = [];
    verified = [];
    attempts = new KeyAttempts(
      3,
      (outcome) => counts.push(outcome),
      () => now,
    );
  });

  const valid = new Set(['mine', 'yours']);
  const verify = (key: string, ip = GUESSER) =>
    attempts.verify(key, { ip }, async (text) => {
      verified.push(text);
      await Promise.resolve();
      return valid.has(text) ? text : undefined;
    });
  const guess = async (...keys: readonly string[]) => {
    for (const key of keys) expect(await verify(key)).toBeUndefined();
  };

  it('looks at three different invalid keys of an address, then at none until the minute is over', async () => {
    await guess('a', 'b', 'c');
    now = 59_999;
    await expect(verify('d')).rejects.toEqual(new TooManyKeyAttemptsError(1));
    await expect(verify('yours')).rejects.toThrow(TooManyKeyAttemptsError);
    expect(verified).toEqual(['a', 'b', 'c']);
    expect(counts).toEqual(['invalid', 'invalid', 'invalid', 'unchecked', 'unchecked']);
    now = 60_000;
    expect(await verify('yours')).toBe('yours');
    await guess('d', 'e', 'f');
    await expect(verify('g')).rejects.toThrow(TooManyKeyAttemptsError);
  });

  it('counts guesses that are made at the same time', async () => {
    const results = await Promise.allSettled(Array.from({ length: 1_000 }, (_, n) => verify(`guess ${n}`)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(verified).toHaveLength(3);
  });

  it('counts a key that is repeated once, so a client with an old key locks nobody out', async () => {
    for (let time = 0; time < 100; time += 1) await guess('old');
    expect(await verify('mine')).toBe('mine');
  });

  it('accepts keys that were valid before, from any address, and no longer once they are invalid', async () => {
    await verify('mine', '192.0.2.2');
    await guess('a', 'b', 'c');
    expect(await verify('mine')).toBe('mine');
    valid.delete('mine');
    expect(await verify('mine')).toBeUndefined();
    await expect(verify('mine')).rejects.toThrow(TooManyKeyAttemptsError);
    valid.add('mine');
  });

  it('does not count valid keys', async () => {
    await guess('a', 'b');
    expect(await verify('mine')).toBe('mine');
    expect(await verify('yours')).toBe('yours');
    await guess('c');
    await expect(verify('d')).rejects.toThrow(TooManyKeyAttemptsError);
  });

  it('counts each address by itself', async () => {
    await guess('a', 'b', 'c');
    expect(await verify('d', '192.0.2.2')).toBeUndefined();
    expect(await verify('yours', '192.0.2.2')).toBe('yours');
  });

  it('has no limit of 0', async () => {
    attempts = new KeyAttempts(0);
    await guess(...Array.from({ length: 100 }, (_, n) => `guess ${n}`));
    expect(await verify('mine')).toBe('mine');
  });
});
