import { attributesOf } from '../../src/claims/claim.state.js';
import { claimDecider } from '../../src/claims/claim.decider.js';
import type { ClaimAmended, ClaimEvent, ClaimRegistered } from '../../src/claims/claim.events.js';
import { AlreadyExistsError } from '../../src/command-handling/errors.js';
import { fold } from '../support/given-when-then.js';
import { entry, givenClaim, HISTORY, recording, registered, voided } from './fixtures.js';

const claim = (fields: Partial<ClaimRegistered>) => entry('ClaimRegistered', fields);
const amending = (fields: Partial<ClaimAmended>, id = 'amendment'): ClaimEvent => ({
  type: 'ClaimAmended',
  data: { id, ...fields },
});
const position = claim({ kind: 'position', holder: 'russia' });

describe('claimDecider: registrations', () => {
  it('creates a claim', () => {
    givenClaim().when(recording(registered)).then([registered]);
  });

  it('returns no event for a repeated registration', () => {
    givenClaim(...HISTORY)
      .when(recording(registered))
      .thenNothing();
    givenClaim(registered, amending({ text: 'Otherwise.' }))
      .when(recording(registered))
      .thenNothing();
  });

  it('rejects a registration that differs from the first', () => {
    givenClaim(registered)
      .when(recording(claim({ text: 'Otherwise.' })))
      .thenThrows(AlreadyExistsError);
    givenClaim(registered)
      .when(recording(claim({ id: 'again' })))
      .thenThrows(AlreadyExistsError);
  });
});

describe('claimDecider: positions', () => {
  it('requires a holder', () => {
    givenClaim()
      .when(recording(claim({ kind: 'position' })))
      .thenRejects([{ pointer: '/holder', code: 'holder-missing' }]);
    givenClaim().when(recording(position)).then([position]);
  });

  it('rejects a due date', () => {
    givenClaim()
      .when(recording(claim({ kind: 'position', due: '2030' })))
      .thenRejects([
        { pointer: '/holder', code: 'holder-missing' },
        { pointer: '/due', code: 'not-a-forecast' },
      ]);
  });
});

it.each(['factual', 'statistical', 'forecast'] as const)('claimDecider rejects a holder of a %s claim', (kind) => {
  givenClaim()
    .when(recording(claim({ kind, holder: 'russia' })))
    .thenRejects([{ pointer: '/holder', code: 'not-a-position' }]);
});

it('claimDecider accepts a forecast with a vague due date in the future', () => {
  givenClaim()
    .when(recording(claim({ due: '2030/..' })))
    .thenAccepted();
});

describe('claimDecider: amendments', () => {
  const attributes = (...events: readonly ClaimEvent[]) => attributesOf(fold(claimDecider, events));

  it('changes only the given attributes', () => {
    expect(attributes(registered, amending({ topics: ['nato'] }))).toEqual({
      text: 'NATO offers Ukraine membership for territory.',
      language: 'en',
      kind: 'forecast',
      about: ['nato'],
      topics: ['nato'],
    });
  });

  it('requires a holder when the claim becomes a position', () => {
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

  it('removes the holder when the claim is no longer a position', () => {
    const toForecast = amending({ kind: 'forecast', due: '2030' });
    givenClaim(position).when(recording(toForecast)).then([toForecast]);
    expect(attributes(position, toForecast)).toMatchObject({ kind: 'forecast', due: '2030' });
    expect(attributes(position, toForecast)).not.toHaveProperty('holder');
    givenClaim(position, toForecast)
      .when(recording(amending({ kind: 'position' }, 'back')))
      .thenRejects([{ pointer: '/holder', code: 'holder-missing' }]);
  });

  it('removes the due date when the claim is no longer a forecast', () => {
    const day = claim({ due: '2030' });
    expect(attributes(day, amending({ kind: 'factual' }))).not.toHaveProperty('due');
    expect(attributes(day, amending({ due: null }))).not.toHaveProperty('due');
  });

  it('rejects attributes that the kind does not have', () => {
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

  it('is undone by a void, and restored when the void is voided', () => {
    const text = amending({ text: 'Otherwise.' });
    expect(attributes(registered, text)).toMatchObject({ text: 'Otherwise.' });
    expect(attributes(registered, text, voided('v1', 'amendment'))).toEqual(attributes(registered));
    expect(attributes(registered, text, voided('v1', 'amendment'), voided('v2', 'v1'))).toMatchObject({
      text: 'Otherwise.',
    });
  });

  it('is undone together with later amendments that depend on it', () => {
    const toPosition = amending({ kind: 'position', holder: 'russia' }, 'to-position');
    const otherHolder = amending({ holder: 'nato' }, 'other-holder');
    expect(attributes(registered, toPosition, otherHolder)).toMatchObject({ holder: 'nato' });
    expect(attributes(registered, toPosition, otherHolder, voided('v1', 'to-position'))).toEqual(
      attributes(registered),
    );
  });

  it('rejects a void that leaves a position without a holder', () => {
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
