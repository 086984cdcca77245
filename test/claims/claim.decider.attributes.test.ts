import { attributesOf } from '../../src/claims/claim.state.js';
import { claimDecider } from '../../src/claims/claim.decider.js';
import type { ClaimAmended, ClaimEvent, ClaimRegistered } from '../../src/claims/claim.events.js';
import { AlreadyExistsError } from '../../src/command-handling/errors.js';
import { fold } from '../support/given-when-then.js';
import { entry, givenClaim, HISTORY, recording, registered, voided } from './examples.js';

const claim = (fields: Partial<ClaimRegistered>) => entry('ClaimRegistered', fields);
const amending = (fields: Partial<ClaimAmended>, id = 'amendment'): ClaimEvent => ({
  type: 'ClaimAmended',
  data: { id, ...fields },
});
const position = claim({ kind: 'position', holder: 'russia' });

describe('A registration', () => {
  it('begins the claim', () => {
    givenClaim().when(recording(registered)).then([registered]);
  });

  it('is recorded once', () => {
    givenClaim(...HISTORY)
      .when(recording(registered))
      .thenNothing();
    givenClaim(registered, amending({ text: 'Otherwise.' }))
      .when(recording(registered))
      .thenNothing();
  });

  it("doesn't take a claim that is there", () => {
    givenClaim(registered)
      .when(recording(claim({ text: 'Otherwise.' })))
      .thenThrows(AlreadyExistsError);
    givenClaim(registered)
      .when(recording(claim({ id: 'again' })))
      .thenThrows(AlreadyExistsError);
  });
});

describe('A position', () => {
  it('has a holder', () => {
    givenClaim()
      .when(recording(claim({ kind: 'position' })))
      .thenRejects([{ pointer: '/holder', code: 'holder-missing' }]);
    givenClaim().when(recording(position)).then([position]);
  });

  it('is not due some day', () => {
    givenClaim()
      .when(recording(claim({ kind: 'position', due: '2030' })))
      .thenRejects([
        { pointer: '/holder', code: 'holder-missing' },
        { pointer: '/due', code: 'not-a-forecast' },
      ]);
  });
});

it.each(['factual', 'statistical', 'forecast'] as const)('A %s claim has no holder', (kind) => {
  givenClaim()
    .when(recording(claim({ kind, holder: 'russia' })))
    .thenRejects([{ pointer: '/holder', code: 'not-a-position' }]);
});

it('A forecast may be due in the future, and vaguely', () => {
  givenClaim()
    .when(recording(claim({ due: '2030/..' })))
    .thenAccepted();
});

describe('An amendment', () => {
  const attributes = (...facts: readonly ClaimEvent[]) => attributesOf(fold(claimDecider, facts));

  it('changes only what it carries', () => {
    expect(attributes(registered, amending({ topics: ['nato'] }))).toEqual({
      text: 'NATO offers Ukraine membership for territory.',
      language: 'en',
      kind: 'forecast',
      about: ['nato'],
      topics: ['nato'],
    });
  });

  it('to a position brings a holder, unless there is one', () => {
    givenClaim(registered)
      .when(recording(amending({ kind: 'position' })))
      .thenRejects([{ pointer: '/holder', code: 'holder-missing' }]);
    givenClaim(registered)
      .when(recording(amending({ kind: 'position', holder: 'russia' })))
      .thenAccepted();
    givenClaim(position)
      .when(recording(amending({ kind: 'position' })))
      .thenAccepted();
    givenClaim(position)
      .when(recording(amending({ holder: null })))
      .thenRejects([{ pointer: '/holder', code: 'holder-missing' }]);
  });

  it('from a position takes the holder away', () => {
    const toForecast = amending({ kind: 'forecast', due: '2030' });
    givenClaim(position).when(recording(toForecast)).then([toForecast]);
    expect(attributes(position, toForecast)).toMatchObject({ kind: 'forecast', due: '2030' });
    expect(attributes(position, toForecast)).not.toHaveProperty('holder');
    givenClaim(position, toForecast)
      .when(recording(amending({ kind: 'position' }, 'back')))
      .thenRejects([{ pointer: '/holder', code: 'holder-missing' }]);
  });

  it('from a forecast takes its day away', () => {
    const day = claim({ due: '2030' });
    expect(attributes(day, amending({ kind: 'factual' }))).not.toHaveProperty('due');
    expect(attributes(day, amending({ due: null }))).not.toHaveProperty('due');
  });

  it('brings nothing that the kind is without', () => {
    givenClaim(registered)
      .when(recording(amending({ holder: 'russia' })))
      .thenRejects([{ pointer: '/holder', code: 'not-a-position' }]);
    givenClaim(position)
      .when(recording(amending({ due: '2030' })))
      .thenRejects([{ pointer: '/due', code: 'not-a-forecast' }]);
    givenClaim(position)
      .when(recording(amending({ kind: 'factual', holder: 'russia' })))
      .thenRejects([{ pointer: '/holder', code: 'not-a-position' }]);
  });

  it('counts no more once it is voided, and again once that is', () => {
    const text = amending({ text: 'Otherwise.' });
    expect(attributes(registered, text)).toMatchObject({ text: 'Otherwise.' });
    expect(attributes(registered, text, voided('v1', 'amendment'))).toEqual(attributes(registered));
    expect(attributes(registered, text, voided('v1', 'amendment'), voided('v2', 'v1'))).toMatchObject({
      text: 'Otherwise.',
    });
  });

  it('that is voided takes along what only it made possible', () => {
    const toPosition = amending({ kind: 'position', holder: 'russia' }, 'to-position');
    const otherHolder = amending({ holder: 'nato' }, 'other-holder');
    expect(attributes(registered, toPosition, otherHolder)).toMatchObject({ holder: 'nato' });
    expect(attributes(registered, toPosition, otherHolder, voided('v1', 'to-position'))).toEqual(
      attributes(registered),
    );
  });

  it("isn't voided, nor restored, where that leaves a position without holder", () => {
    const toPosition = amending({ kind: 'position', holder: 'russia' }, 'to-position');
    const still = amending({ kind: 'position', text: 'Otherwise.' }, 'still');
    givenClaim(registered, toPosition, still)
      .when(recording(voided('v1', 'to-position')))
      .thenRejects([{ pointer: '/voids', code: 'holder-missing' }]);

    const away = amending({ kind: 'factual' }, 'away');
    const history = [position, away, voided('v1', 'away'), still];
    givenClaim(...history)
      .when(recording(voided('v2', 'v1')))
      .thenRejects([{ pointer: '/voids', code: 'holder-missing' }]);
  });
});
