import { standard } from '../../../src/verification/standard/standard-policy.js';
import { PolicyInputBuilder } from '../policy-input.builder.js';

type Step = (given: PolicyInputBuilder) => PolicyInputBuilder;

/** A claim with so many entries that the policy caches its analysis from one evaluation to the next. */
function claimWithManyEntries(): PolicyInputBuilder {
  const given = new PolicyInputBuilder().actor('organization', 'nato', 'kyiv').actor('outlet', 'vg', 'tass', 'bbc');
  for (let n = 0; n < 40; n += 1) given.reported(`report-${n}`, 'bbc', { on: '2024-01-01' });
  return given;
}

describe('standard policy: cached analysis of large claims', () => {
  it.each<[string, ...Step[]]>([
    ['one origin', (given) => given.reported('a', 'vg', { basis: 'witnessed' })],
    [
      'two entries of one origin',
      (given) => given.reported('b', 'vg', { basis: 'witnessed' }),
      (given) => given.reported('a', 'vg', { basis: 'witnessed' }),
    ],
    [
      'three origins, the last of which has the first entry id',
      (given) => given.reported('c', 'vg', { basis: 'witnessed' }),
      (given) => given.reported('b', 'tass', { basis: 'witnessed' }),
      (given) => given.reported('a', 'kyiv', { basis: 'witnessed' }),
    ],
    [
      'two origins, one with a second entry that has the first entry id',
      (given) => given.reported('c', 'vg', { basis: 'witnessed' }),
      (given) => given.reported('b', 'tass', { basis: 'witnessed' }),
      (given) => given.reported('a', 'vg', { basis: 'witnessed' }),
    ],
    [
      'a report of a cited actor between two acts that cite it',
      (given) => given.repeated('a', 'tass', { cites: ['@nato'], on: '2024-02-10' }),
      (given) => given.reported('b', 'vg', { cites: ['@tass'], on: '2024-01-15' }),
      (given) => given.reported('c', 'tass', { on: '2024-02-01' }),
      (given) => given.reported('d', 'kyiv', { cites: ['@tass'], on: '2024-02-05' }),
    ],
    [
      'a denial by a cited actor without earlier entries',
      (given) => given.reported('a', 'vg', { cites: ['@nato'] }),
      (given) => given.denied('b', 'nato'),
    ],
    [
      'a report that cites an actor who only denied',
      (given) => given.reported('a', 'vg', { cites: ['@kyiv'] }),
      (given) => given.denied('b', 'nato'),
      (given) => given.reported('c', 'tass', { cites: ['@nato'] }),
    ],
    [
      'a report by a cited actor without earlier entries',
      (given) => given.reported('a', 'vg', { cites: ['@tass'] }),
      (given) => given.reported('b', 'tass'),
    ],
    [
      'a second report by a cited actor whose first reached no origin',
      (given) => given.reacted('a', 'kyiv'),
      (given) => given.reported('b', 'tass', { cites: ['a'] }),
      (given) => given.reported('c', 'vg', { cites: ['@tass'] }),
      (given) => given.reported('d', 'tass'),
    ],
    [
      'a report by an actor in a citation cycle',
      (given) => given.reported('a', 'tass', { cites: ['@vg'], on: '2024-02' }),
      (given) => given.reported('b', 'vg', { cites: ['@tass'], on: '2024-02' }),
      (given) => given.reported('c', 'kyiv', { cites: ['@tass'], on: '2024-02' }),
      (given) => given.reported('d', 'tass', { on: '2024-02' }),
    ],
    [
      'a repetition by a cited actor, of an actor without entries',
      (given) => given.reported('a', 'vg', { cites: ['@bbc'] }),
      (given) => given.repeated('b', 'bbc', { cites: ['@nato'] }),
    ],
    [
      'a report by an actor who denied the claim earlier',
      (given) => given.denied('a', 'vg', { on: '2024-02' }),
      (given) => given.reported('b', 'vg', { on: '2024-03', basis: 'witnessed' }),
    ],
    [
      'a report by an actor who denied the claim later',
      (given) => given.denied('a', 'vg', { on: '2024-03' }),
      (given) => given.reported('b', 'vg', { on: '2024-02', basis: 'witnessed' }),
    ],
    [
      'a report that cites an actor who denied the claim and reported it later',
      (given) => given.reported('a', 'vg', { cites: ['@kyiv'], on: '2024-03' }),
      (given) => given.reported('b', 'nato', { on: '2024-03' }),
      (given) => given.denied('c', 'nato', { on: '2024-02' }),
      (given) => given.reported('d', 'tass', { cites: ['@nato'], on: '2024-02' }),
    ],
    [
      'a denial by an actor who reported the claim earlier',
      (given) => given.reported('a', 'vg', { on: '2024-02', basis: 'witnessed' }),
      (given) => given.denied('b', 'vg', { on: '2024-03' }),
    ],
    [
      'a report by an actor who retracted an earlier one',
      (given) => given.reported('a', 'vg', { on: '2024-02' }),
      (given) => given.retracted('b', 'vg', 'a', { on: '2024-03' }),
      (given) => given.reported('c', 'vg', { on: '2024-04', basis: 'witnessed' }),
    ],
    [
      'a retraction',
      (given) => given.reported('a', 'vg', { basis: 'witnessed' }),
      (given) => given.retracted('b', 'vg', 'a'),
    ],
    [
      'a document found genuine, then forged',
      (given) => given.evidence('a', 'vg', 'supports'),
      (given) => given.evidence('b', 'tass', 'supports', { authenticity: 'forged' }),
    ],
    [
      'two verdicts of one rater',
      (given) => given.rated('a', 'vg', 'false', { on: '2024-02' }),
      (given) => given.rated('b', 'vg', 'false', { on: '2024-03' }),
    ],
    [
      'a search that replaces an earlier one',
      (given) => given.searched('a', 'vg', 'found-nothing', { on: '2024-02' }),
      (given) => given.searched('b', 'tass', 'found-nothing', { on: '2024-03', goodUntil: '2024-04-01' }),
    ],
    ['a voided entry', (given) => given.reported('a', 'vg', { basis: 'witnessed' }), (given) => given.voided('b', 'a')],
    ['two entries added together', (given) => given.rated('a', 'vg', 'false').rated('b', 'tass', 'true')],
  ])('returns the same result as without the cache after %s', (_, ...steps) => {
    const given = claimWithManyEntries();
    const input = { ...given.build(), cache: {} };
    const before = standard.evaluate(input);
    let cached = before;
    for (const step of steps) {
      step(given);
      cached = standard.evaluate(input);
      expect(cached).toEqual(standard.evaluate(given.build()));
    }
    expect(cached).not.toEqual(before);
  });
});
