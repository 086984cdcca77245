import { claimDecider } from '../../src/claims/claim.decider.js';
import { AlreadyExistsError, NotFoundError } from '../../src/command-handling/errors.js';
import { fold } from '../support/given-when-then.js';
import { asserted, CLAIM, entry, givenClaim, HISTORY, recording, registered, voided } from './fixtures.js';

describe('claimDecider: several entries in one command', () => {
  it('may reference earlier entries of the command', () => {
    const together = [
      registered,
      asserted('first'),
      entry('ClaimReported'),
      entry('ClaimDenied', { of: `${CLAIM}/report` }),
      asserted('second'),
      voided('void', 'first', 'second'),
      entry('ForecastResolved', { after: ['denial'] }),
    ];
    givenClaim()
      .when(recording(...together))
      .then(together);
  });

  it('may not reference later entries of the command', () => {
    givenClaim(registered)
      .when(recording(entry('ClaimDenied', { of: 'first' }), asserted('first')))
      .thenRejects([{ pointer: '/0/of', code: 'unknown-entry' }]);
  });

  it('are rejected together, with the index of the first invalid entry', () => {
    givenClaim(...HISTORY)
      .when(recording(asserted('third'), entry('ClaimDenied', { of: 'nowhere', occurredAt: '2030' })))
      .thenRejects([
        { pointer: '/1/occurredAt', code: 'in-the-future' },
        { pointer: '/1/of', code: 'unknown-entry' },
      ]);
    givenClaim(...HISTORY)
      .when(recording(voided('v1', 'first'), voided('v2', 'second', 'first')))
      .thenRejects([{ pointer: '/1/replacement', code: 'invalid-replacement' }]);
    givenClaim(...HISTORY)
      .when(recording(asserted('third'), entry('ClaimLinked', { other: CLAIM })))
      .thenRejects([{ pointer: '/1/other', code: 'link-to-itself' }]);
    givenClaim(...HISTORY)
      .when(recording(asserted('third'), entry('ClaimRepeated', { id: 'third' })))
      .thenRejects([{ pointer: '/1/id', code: 'id-taken' }]);
    givenClaim(...HISTORY)
      .when(recording(asserted('third'), entry('ClaimAmended', { holder: 'nato' })))
      .thenRejects([{ pointer: '/1/holder', code: 'not-a-position' }]);
  });

  it('are rejected unless a registration comes first', () => {
    givenClaim()
      .when(recording(asserted('first'), registered))
      .thenThrows(NotFoundError);
    givenClaim()
      .when(recording(registered, entry('ClaimRegistered', { text: 'Otherwise.' })))
      .thenThrows(AlreadyExistsError);
  });

  it('are recorded without those that are already recorded', () => {
    givenClaim(...HISTORY)
      .when(recording(registered, asserted('first'), asserted('third'), asserted('third')))
      .then([asserted('third')]);
    givenClaim(...HISTORY)
      .when(recording(asserted('second'), asserted('first')))
      .thenNothing();
  });

  it('do not change the state before they are recorded', () => {
    const state = fold(claimDecider, HISTORY);
    const before = structuredClone(state);
    claimDecider.decide(
      state,
      recording(entry('ClaimAmended'), entry('ClaimLinked'), voided('v1', 'first'), voided('v2', 'linked')),
    );
    claimDecider.decide(state, recording(voided('v1', 'first')));
    expect(state).toEqual(before);
  });
});
