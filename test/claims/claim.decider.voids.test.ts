import fc from 'fast-check';
import { claimDecider } from '../../src/claims/claim.decider.js';
import type { ClaimEvent } from '../../src/claims/claim.events.js';
import { fold } from '../support/given-when-then.js';
import { asserted, entry, givenClaim, HISTORY, recording, registered, voided } from './examples.js';

describe('A void', () => {
  it.each(['first', 'rating', 'linked'])('takes away any entry, as %s', (voids) => {
    givenClaim(...HISTORY)
      .when(recording(voided('void', voids)))
      .then([voided('void', voids)]);
  });

  it('never takes away the registration', () => {
    givenClaim(...HISTORY)
      .when(recording(voided('void', 'registered')))
      .thenRejects([{ pointer: '/voids', code: 'registration-voided' }]);
  });

  it("doesn't take away what isn't there, nor itself", () => {
    for (const voids of ['nowhere', 'void']) {
      givenClaim(...HISTORY)
        .when(recording(voided('void', voids)))
        .thenRejects([{ pointer: '/voids', code: 'unknown-entry' }]);
    }
  });

  it('is recorded once, by whatever id', () => {
    givenClaim(...HISTORY, voided('void', 'first'))
      .when(recording(voided('another', 'first')))
      .thenNothing();
    givenClaim(...HISTORY, voided('void', 'first'))
      .when(recording(voided('another', 'first', 'second')))
      .thenNothing();
  });

  it('that is voided restores; voided again, takes away again', () => {
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

  it('that was restored goes on when another one is voided', () => {
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

  it('takes away what no void in force spares, in any history', () => {
    const choices = fc.array(fc.nat(), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(choices, (targets) => {
        const entries: ClaimEvent[] = [registered, asserted('a0'), asserted('a1')];
        targets.forEach((target, index) => {
          const voids = entries[1 + (target % (entries.length - 1))]?.data.id ?? '';
          entries.push(voided(`v${index}`, voids));
        });
        const { voids } = fold(claimDecider, entries);
        const counts = (id: string): boolean =>
          !entries.some((other) => other.type === 'EntryVoided' && other.data.voids === id && counts(other.data.id));
        for (const { data } of entries) expect([data.id, voids.isVoided(data.id)]).toEqual([data.id, !counts(data.id)]);
      }),
    );
  });
});

describe('The replacement of what is voided', () => {
  const replacing = (replacement: string, voids = 'first') => recording(voided('void', voids, replacement));

  it('is another entry of the claim', () => {
    givenClaim(...HISTORY)
      .when(replacing('second'))
      .thenAccepted();
  });

  it.each(['nowhere', 'void'])('is there already: %s', (replacement) => {
    givenClaim(...HISTORY)
      .when(replacing(replacement))
      .thenRejects([{ pointer: '/replacement', code: 'unknown-entry' }]);
  });

  it("isn't the entry itself, the registration, or voided", () => {
    const refused = [{ pointer: '/replacement', code: 'invalid-replacement' }];
    const history = [...HISTORY, asserted('third'), voided('gone', 'third')];
    for (const replacement of ['first', 'registered', 'third']) {
      givenClaim(...history)
        .when(replacing(replacement))
        .thenRejects(refused);
    }
  });

  it('is told apart from what it replaces', () => {
    givenClaim(...HISTORY)
      .when(replacing('nowhere', 'nowhere-else'))
      .thenRejects([
        { pointer: '/voids', code: 'unknown-entry' },
        { pointer: '/replacement', code: 'unknown-entry' },
      ]);
  });
});

it('What was voided stays the command that ran before, and keeps its id', () => {
  const history = [...HISTORY, voided('void', 'first')];
  givenClaim(...history)
    .when(recording(asserted('first')))
    .thenNothing();
  givenClaim(...history)
    .when(recording(entry('ClaimAsserted', { id: 'first' })))
    .thenRejects([{ pointer: '/id', code: 'id-taken' }]);
});
