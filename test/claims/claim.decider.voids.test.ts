import fc from 'fast-check';
import { ForbiddenError } from '../../src/access/errors.js';
import { claimDecider } from '../../src/claims/claim.decider.js';
import type { ClaimEvent } from '../../src/claims/claim.events.js';
import { fold } from '../support/given-when-then.js';
import { asserted, entry, givenClaim, HISTORY, recording, registered, voided } from './fixtures.js';

describe('claimDecider: voids', () => {
  it.each(['first', 'rating', 'linked'])('are accepted for any entry, such as %s', (voids) => {
    givenClaim(...HISTORY)
      .when(recording(voided('void', voids)))
      .then([voided('void', voids)]);
  });

  it('are rejected for the registration', () => {
    givenClaim(...HISTORY)
      .when(recording(voided('void', 'registered')))
      .thenRejects([{ pointer: '/voids', code: 'registration-voided' }]);
  });

  it('are rejected for an unknown entry and for themselves', () => {
    for (const voids of ['nowhere', 'void']) {
      givenClaim(...HISTORY)
        .when(recording(voided('void', voids)))
        .thenRejects([{ pointer: '/voids', code: 'unknown-entry' }]);
    }
  });

  it('of voids are rejected when they are eleven deep', () => {
    const chain = Array.from({ length: 11 }, (_, n) => voided(`v${n + 1}`, n === 0 ? 'first' : `v${n}`));
    givenClaim(...HISTORY, ...chain.slice(0, 9))
      .when(recording(...chain.slice(9, 10)))
      .thenAccepted();
    givenClaim(...HISTORY, ...chain.slice(0, 10))
      .when(recording(...chain.slice(10)))
      .thenRejects([{ pointer: '/voids', code: 'void-too-deep' }]);
    givenClaim(...HISTORY)
      .when(recording(...chain))
      .thenRejects([{ pointer: '/10/voids', code: 'void-too-deep' }]);
  });

  describe('take the scope of what they void', () => {
    const as = (scope: string, ...entries: ClaimEvent[]) => ({ ...recording(...entries), scopes: [scope] });
    const withdrawn = entry('VerdictWithdrawn', { id: 'withdrawn', of: 'rating' });

    it.each([
      ['a verdict', 'rating', []],
      ['its withdrawal', 'withdrawn', [withdrawn]],
      ['the void of a verdict', 'v1', [voided('v1', 'rating')]],
      ['the void of the void of a verdict', 'v2', [voided('v1', 'rating'), voided('v2', 'v1')]],
    ])('%s takes "rate"', (_what, voids, further) => {
      const claim = givenClaim(...HISTORY, ...further);
      claim.when(as('record', voided('void', voids))).thenThrows(ForbiddenError);
      claim.when(as('rate', voided('void', voids))).then([voided('void', voids)]);
    });

    it('a verdict that is void already takes "rate"', () => {
      const claim = givenClaim(...HISTORY, voided('v1', 'rating'));
      claim.when(as('record', voided('void', 'rating'))).thenThrows(ForbiddenError);
      claim.when(as('rate', voided('void', 'rating'))).thenNothing();
    });

    it.each([
      ['an assertion', 'first', []],
      ['a link', 'linked', []],
      ['the void of an assertion', 'v1', [voided('v1', 'first')]],
    ])('%s takes "record"', (_what, voids, further) => {
      const claim = givenClaim(...HISTORY, ...further);
      claim.when(as('rate', voided('void', voids))).thenThrows(ForbiddenError);
      claim.when(as('record', voided('void', voids))).then([voided('void', voids)]);
    });

    it('a verdict of the same batch takes "rate"', () => {
      const verdict = entry('VerdictIssued', { id: 'second-rating' });
      const correction = [verdict, voided('void', 'rating', 'second-rating')];
      givenClaim(...HISTORY)
        .when(as('rate', ...correction))
        .then(correction);
      const batch = [verdict, voided('void', 'second-rating')];
      givenClaim(...HISTORY)
        .when(as('record', ...batch))
        .thenThrows(ForbiddenError);
    });

    it('and a replacement takes no other', () => {
      const correction = voided('void', 'first', 'rating');
      givenClaim(...HISTORY)
        .when(as('record', correction))
        .then([correction]);
    });

    it('an unknown entry is named whatever the scope', () => {
      givenClaim(...HISTORY)
        .when(as('rate', voided('void', 'nowhere')))
        .thenRejects([{ pointer: '/voids', code: 'unknown-entry' }]);
    });
  });

  it('are recorded once, whatever their id', () => {
    givenClaim(...HISTORY, voided('void', 'first'))
      .when(recording(voided('another', 'first')))
      .thenNothing();
    givenClaim(...HISTORY, voided('void', 'first'))
      .when(recording(voided('another', 'first', 'second')))
      .thenNothing();
  });

  it('restore an entry when voided themselves', () => {
    const history = [registered, asserted('first'), voided('v1', 'first')];
    const afterwards = (...voids: ClaimEvent[]) => fold(claimDecider, [...history, ...voids]).voids.isVoided('first');
    expect(afterwards()).toBe(true);
    expect(afterwards(voided('v2', 'v1'))).toBe(false);
    expect(afterwards(voided('v2', 'v1'), voided('v3', 'v2'))).toBe(true);
    expect(afterwards(voided('v2', 'v1'), voided('v3', 'first'))).toBe(true);
    givenClaim(...history, voided('v2', 'v1'))
      .when(recording(voided('v3', 'first')))
      .thenAccepted();
    givenClaim(...history, voided('v2', 'v1'))
      .when(recording(voided('v3', 'v1')))
      .thenNothing();
  });

  it('take effect again when restored', () => {
    const history = [
      registered,
      asserted('first'),
      voided('v1', 'first'),
      voided('v2', 'v1'),
      voided('v3', 'first'),
      voided('v4', 'v2'),
      voided('v5', 'v3'),
    ];
    expect(fold(claimDecider, history).voids.isVoided('first')).toBe(true);
    givenClaim(...history)
      .when(recording(voided('v6', 'first')))
      .thenNothing();
  });

  it('hide exactly the entries with an effective void, in any history', () => {
    const choices = fc.array(fc.nat(), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(choices, (targets) => {
        const entries: ClaimEvent[] = [registered, asserted('a0'), asserted('a1')];
        targets.forEach((target, index) => {
          const voids = entries[1 + (target % (entries.length - 1))]?.data.id ?? '';
          entries.push(voided(`v${index}`, voids));
        });
        const { voids } = fold(claimDecider, entries);
        const isEffective = (id: string): boolean =>
          !entries.some(
            (other) => other.type === 'EntryVoided' && other.data.voids === id && isEffective(other.data.id),
          );
        for (const { data } of entries)
          expect([data.id, voids.isVoided(data.id)]).toEqual([data.id, !isEffective(data.id)]);
      }),
    );
  });
});

describe('claimDecider: replacements of voided entries', () => {
  const replacing = (replacement: string, voids = 'first') => recording(voided('void', voids, replacement));

  it('are accepted for another entry of the claim', () => {
    givenClaim(...HISTORY)
      .when(replacing('second'))
      .thenAccepted();
  });

  it.each(['nowhere', 'void'])('are rejected for an unknown entry, such as %s', (replacement) => {
    givenClaim(...HISTORY)
      .when(replacing(replacement))
      .thenRejects([{ pointer: '/replacement', code: 'unknown-entry' }]);
  });

  it('are rejected for the entry itself, the registration, or a voided entry', () => {
    const violations = [{ pointer: '/replacement', code: 'invalid-replacement' }];
    const history = [...HISTORY, asserted('third'), voided('gone', 'third')];
    for (const replacement of ['first', 'registered', 'third']) {
      givenClaim(...history)
        .when(replacing(replacement))
        .thenRejects(violations);
    }
  });

  it('are reported separately from the voided entry', () => {
    givenClaim(...HISTORY)
      .when(replacing('nowhere', 'nowhere-else'))
      .thenRejects([
        { pointer: '/voids', code: 'unknown-entry' },
        { pointer: '/replacement', code: 'unknown-entry' },
      ]);
  });
});

it('claimDecider recognizes a repeated command, and a taken id, of a voided entry', () => {
  const history = [...HISTORY, voided('void', 'first')];
  givenClaim(...history)
    .when(recording(asserted('first')))
    .thenNothing();
  givenClaim(...history)
    .when(recording(entry('ClaimAsserted', { id: 'first' })))
    .thenRejects([{ pointer: '/id', code: 'id-taken' }]);
});
