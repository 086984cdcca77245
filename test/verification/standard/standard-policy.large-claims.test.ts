import { standard } from '../../../src/verification/standard/standard-policy.js';
import { ACase } from '../policy-input.builder.js';

type Step = (given: ACase) => ACase;

/** A claim with so many entries that what was found in them is kept from one judgement to the next. */
function withMany(): ACase {
  const given = new ACase().actor('organization', 'nato', 'kyiv').actor('outlet', 'vg', 'tass', 'bbc');
  for (let n = 0; n < 40; n += 1) given.reported(`report-${n}`, 'bbc', { on: '2024-01-01' });
  return given;
}

describe('a claim with many entries', () => {
  it.each<[string, ...Step[]]>([
    ['an origin', (given) => given.reported('a', 'vg', { basis: 'witnessed' })],
    [
      'two entries of an origin',
      (given) => given.reported('b', 'vg', { basis: 'witnessed' }),
      (given) => given.reported('a', 'vg', { basis: 'witnessed' }),
    ],
    [
      'three origins, of which the last is the first in the order of entries',
      (given) => given.reported('c', 'vg', { basis: 'witnessed' }),
      (given) => given.reported('b', 'tass', { basis: 'witnessed' }),
      (given) => given.reported('a', 'kyiv', { basis: 'witnessed' }),
    ],
    [
      'two entries of one of two origins, the later the first in the order of entries',
      (given) => given.reported('c', 'vg', { basis: 'witnessed' }),
      (given) => given.reported('b', 'tass', { basis: 'witnessed' }),
      (given) => given.reported('a', 'vg', { basis: 'witnessed' }),
    ],
    [
      'an entry from before another of one who is cited',
      (given) => given.repeated('a', 'tass', { cites: ['@nato'], on: '2024-02-10' }),
      (given) => given.reported('b', 'vg', { cites: ['@tass'], on: '2024-01-15' }),
      (given) => given.reported('c', 'tass', { on: '2024-02-01' }),
      (given) => given.reported('d', 'kyiv', { cites: ['@tass'], on: '2024-02-05' }),
    ],
    [
      'a denial by one who was cited and had said nothing',
      (given) => given.reported('a', 'vg', { cites: ['@nato'] }),
      (given) => given.denied('b', 'nato'),
    ],
    [
      'a report that cites one who only denied',
      (given) => given.reported('a', 'vg', { cites: ['@kyiv'] }),
      (given) => given.denied('b', 'nato'),
      (given) => given.reported('c', 'tass', { cites: ['@nato'] }),
    ],
    [
      'a report by one who was cited and had said nothing',
      (given) => given.reported('a', 'vg', { cites: ['@tass'] }),
      (given) => given.reported('b', 'tass'),
    ],
    [
      'a report by one who was cited and whose word led nowhere',
      (given) => given.reacted('a', 'kyiv'),
      (given) => given.reported('b', 'tass', { cites: ['a'] }),
      (given) => given.reported('c', 'vg', { cites: ['@tass'] }),
      (given) => given.reported('d', 'tass'),
    ],
    [
      'a report by one who was cited in a ring',
      (given) => given.reported('a', 'tass', { cites: ['@vg'], on: '2024-02' }),
      (given) => given.reported('b', 'vg', { cites: ['@tass'], on: '2024-02' }),
      (given) => given.reported('c', 'kyiv', { cites: ['@tass'], on: '2024-02' }),
      (given) => given.reported('d', 'tass', { on: '2024-02' }),
    ],
    [
      'a repetition of a stranger by one who was cited',
      (given) => given.reported('a', 'vg', { cites: ['@bbc'] }),
      (given) => given.repeated('b', 'bbc', { cites: ['@nato'] }),
    ],
    [
      'a report by one who denied it before',
      (given) => given.denied('a', 'vg', { on: '2024-02' }),
      (given) => given.reported('b', 'vg', { on: '2024-03', basis: 'witnessed' }),
    ],
    [
      'a report by one who denied it later',
      (given) => given.denied('a', 'vg', { on: '2024-03' }),
      (given) => given.reported('b', 'vg', { on: '2024-02', basis: 'witnessed' }),
    ],
    [
      'a denial, by one who reported it later, of what cites that one',
      (given) => given.reported('a', 'vg', { cites: ['@kyiv'], on: '2024-03' }),
      (given) => given.reported('b', 'nato', { on: '2024-03' }),
      (given) => given.denied('c', 'nato', { on: '2024-02' }),
      (given) => given.reported('d', 'tass', { cites: ['@nato'], on: '2024-02' }),
    ],
    [
      'a denial by one who reported it before',
      (given) => given.reported('a', 'vg', { on: '2024-02', basis: 'witnessed' }),
      (given) => given.denied('b', 'vg', { on: '2024-03' }),
    ],
    [
      'a report by one who took another back',
      (given) => given.reported('a', 'vg', { on: '2024-02' }),
      (given) => given.tookBack('b', 'vg', 'a', { on: '2024-03' }),
      (given) => given.reported('c', 'vg', { on: '2024-04', basis: 'witnessed' }),
    ],
    [
      'a retraction',
      (given) => given.reported('a', 'vg', { basis: 'witnessed' }),
      (given) => given.tookBack('b', 'vg', 'a'),
    ],
    [
      'evidence in a document found genuine, and then forged',
      (given) => given.evidence('a', 'vg', 'supports'),
      (given) => given.evidence('b', 'tass', 'supports', { authenticity: 'forged' }),
    ],
    [
      'two verdicts of one rater',
      (given) => given.rated('a', 'vg', 'false', { on: '2024-02' }),
      (given) => given.rated('b', 'vg', 'false', { on: '2024-03' }),
    ],
    [
      'searches of which one takes the place of another',
      (given) => given.searched('a', 'vg', 'found-nothing', { on: '2024-02' }),
      (given) => given.searched('b', 'tass', 'found-nothing', { on: '2024-03', goodUntil: '2024-04-01' }),
    ],
    [
      'an entry recorded by mistake',
      (given) => given.reported('a', 'vg', { basis: 'witnessed' }),
      (given) => given.voided('b', 'a'),
    ],
    ['two entries at once', (given) => given.rated('a', 'vg', 'false').rated('b', 'tass', 'true')],
  ])('is judged with %s as one that is read for the first time', (_, ...steps) => {
    const given = withMany();
    const laid = given.build();
    const before = standard.evaluate(laid);
    let kept = before;
    for (const step of steps) {
      step(given);
      kept = standard.evaluate(laid);
      expect(kept).toEqual(standard.evaluate({ ...laid, entries: [...laid.entries] }));
    }
    expect(kept).not.toEqual(before);
  });
});
