import { actorDecider, type RecordActorEvent } from '../../src/actors/actor.decider.js';
import type { ActorAmended, ActorEvent, ActorRegistered, MandateRecorded } from '../../src/actors/actor.events.js';
import { AlreadyExistsError, NotFoundError } from '../../src/command-handling/errors.js';
import { ACTOR_KINDS } from '../../src/domain/vocabulary.js';
import { given } from '../support/given-when-then.js';

const person = (fields: Partial<ActorRegistered> = {}): ActorEvent => ({
  type: 'ActorRegistered',
  data: { kind: 'person', name: 'Stian Jenssen', aliases: ['Jenssen'], ...fields },
});
const unnamed = person({
  kind: 'unnamed',
  name: 'diplomat',
  description: 'a senior NATO diplomat',
  outlet: 'newsweek',
});
const amended = (data: ActorAmended): ActorEvent => ({ type: 'ActorAmended', data });
const mandate = (fields: Partial<MandateRecorded> = {}): ActorEvent => ({
  type: 'MandateRecorded',
  data: { mandate: 'chief-of-staff', speaksFor: 'nato', from: '2018', until: '2024-09', document: 'cv', ...fields },
});
const mandateVoided = (reason = 'A mistake.', id = 'chief-of-staff'): ActorEvent => ({
  type: 'MandateVoided',
  data: { mandate: id, reason },
});

const givenActor = (...facts: readonly ActorEvent[]) => given(actorDecider, facts);
const recording = (event: ActorEvent): RecordActorEvent => ({ actor: 'jenssen', event });

describe('The registration of an actor', () => {
  it('is recorded once', () => {
    givenActor().when(recording(person())).then([person()]);
    givenActor(person()).when(recording(person())).thenNothing();
    givenActor(person(), amended({ name: 'S. Jenssen' }))
      .when(recording(person()))
      .thenNothing();
  });

  it("doesn't take the id of another", () => {
    givenActor(person())
      .when(recording(person({ aliases: [] })))
      .thenThrows(AlreadyExistsError);
  });

  it.each(ACTOR_KINDS.filter((kind) => kind !== 'unnamed'))('of kind %s has no description and no outlet', (kind) => {
    givenActor()
      .when(recording(person({ kind, description: 'a diplomat', outlet: 'newsweek' })))
      .thenRejects([
        { pointer: '/description', code: 'not-unnamed' },
        { pointer: '/outlet', code: 'not-unnamed' },
      ]);
  });

  it('of an unnamed one has both', () => {
    givenActor().when(recording(unnamed)).then([unnamed]);
    givenActor()
      .when(recording(person({ kind: 'unnamed' })))
      .thenRejects([
        { pointer: '/description', code: 'description-missing' },
        { pointer: '/outlet', code: 'outlet-missing' },
      ]);
  });
});

describe('The amendment of an actor', () => {
  it('needs an actor', () => {
    givenActor()
      .when(recording(amended({ name: 'J.' })))
      .thenThrows(NotFoundError);
  });

  it('makes an unnamed one a person only if description and outlet go', () => {
    const named = amended({ kind: 'person', name: 'Stian Jenssen', description: null, outlet: null });
    givenActor(unnamed).when(recording(named)).then([named]);
    givenActor(unnamed)
      .when(recording(amended({ kind: 'person', description: null })))
      .thenRejects([{ pointer: '/outlet', code: 'not-unnamed' }]);
  });

  it('leaves an unnamed one its description and outlet, and another outlet than itself', () => {
    givenActor(unnamed)
      .when(recording(amended({ outlet: null })))
      .thenRejects([{ pointer: '/outlet', code: 'outlet-missing' }]);
    givenActor(unnamed)
      .when(recording(amended({ outlet: 'jenssen' })))
      .thenRejects([{ pointer: '/outlet', code: 'vouches-for-itself' }]);
  });

  it('counts for the next', () => {
    givenActor(person(), amended({ kind: 'unnamed', description: 'a diplomat', outlet: 'newsweek' }))
      .when(recording(mandate()))
      .thenRejects([{ pointer: '/type', code: 'unnamed-speaker' }]);
  });
});

describe('A mandate', () => {
  it('needs an actor', () => {
    givenActor().when(recording(mandate())).thenThrows(NotFoundError);
    givenActor().when(recording(mandateVoided())).thenThrows(NotFoundError);
  });

  it('is recorded once', () => {
    givenActor(person()).when(recording(mandate())).then([mandate()]);
    givenActor(person(), mandate()).when(recording(mandate())).thenNothing();
  });

  it('is replaced by another of the same id', () => {
    const longer = mandate({ until: '2025' });
    givenActor(person(), mandate()).when(recording(longer)).then([longer]);
    givenActor(person(), mandate(), longer).when(recording(mandate())).then([mandate()]);
  });

  it('is voided once, and comes back by being recorded again', () => {
    givenActor(person(), mandate()).when(recording(mandateVoided())).then([mandateVoided()]);
    givenActor(person(), mandate(), mandateVoided())
      .when(recording(mandateVoided('Once more.')))
      .thenNothing();
    givenActor(person(), mandate(), mandateVoided()).when(recording(mandate())).then([mandate()]);
    givenActor(person(), mandate(), mandateVoided(), mandate())
      .when(recording(mandateVoided()))
      .then([mandateVoided()]);
  });

  it("isn't voided if it was never recorded", () => {
    givenActor(person(), mandate())
      .when(recording(mandateVoided('A mistake.', 'spokesman')))
      .thenRejects([{ pointer: '/mandate', code: 'unknown-mandate' }]);
  });

  it('is for another', () => {
    givenActor(person())
      .when(recording(mandate({ speaksFor: 'jenssen' })))
      .thenRejects([{ pointer: '/speaksFor', code: 'speaks-for-itself' }]);
  });

  it.each([
    ['2023', '2023'],
    ['2023-05', '2023'],
    ['2023-05-02T10:00Z', '2023-05-02'],
  ])('from %s until %s may be', (from, until) => {
    givenActor(person())
      .when(recording(mandate({ from, until })))
      .thenAccepted();
  });

  it.each([
    ['2023', '2022'],
    ['2023-05-02T10:00Z', '2023-05-02T11:00+02:00'],
    ['2023-05-02', '2023-05-01'],
  ])("from %s doesn't end %s", (from, until) => {
    givenActor(person())
      .when(recording(mandate({ from, until })))
      .thenRejects([{ pointer: '/until', code: 'ends-before-it-begins' }]);
  });

  it('is never of an unnamed actor', () => {
    givenActor(unnamed)
      .when(recording(mandate()))
      .thenRejects([{ pointer: '/type', code: 'unnamed-speaker' }]);
  });
});
