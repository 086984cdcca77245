/** A claim of a generated corpus, and the same proposition in other words. */
export interface ParaphrasedClaim {
  readonly text: string;
  readonly paraphrase: string;
}

const SYLLABLES = ['ba', 'der', 'fi', 'gon', 'hul', 'ka', 'lem', 'mo', 'nir', 'pas', 'ro', 'sut', 'tav', 'vel', 'zi'];
const REPORTING = ['says', 'claims', 'holds', 'reports', 'announces'];
const ACTING = ['leave', 'close', 'sell', 'move', 'double', 'inspect', 'reopen'];
const TIMES = ['since 2019', 'since 2021', 'since June 2023', 'before 2030', 'every year'];

/**
 * A corpus that is the same at every call. Some names and things are in many claims, most in few; every claim has words
 * that nearly all claims have. A paraphrase has other verbs, another order, and no time.
 */
export function paraphrasedClaims(count: number): ParaphrasedClaim[] {
  const random = generator(20_261_129);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  /** Smaller numbers more often. */
  const skewed = (max: number): number => Math.floor(max * random() ** 2);
  return Array.from({ length: count }, () => {
    const [speaker, subject, place, thing] = [skewed(400), 400 + skewed(600), 1_000 + skewed(200), 1_200 + skewed(800)];
    const [a, b, c, d] = [capital(word(speaker)), word(subject), capital(word(place)), word(thing)];
    const [says, acts] = [pick(REPORTING), pick(ACTING)];
    return {
      text: `${a} ${says} that the ${b} of ${c} is to ${acts} the ${d} ${pick(TIMES)}.`,
      paraphrase: `The ${d} will ${pick(ACTING)}, as the ${c} ${b} was informed according to ${a}.`,
    };
  });
}

/** A generated word; different for each number below 3,375. */
function word(number: number): string {
  const at = (index: number): string => SYLLABLES[Math.floor(number / 15 ** index) % 15] ?? '';
  return at(0) + at(1) + at(2);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Numbers from 0 to 1, by the generator mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
