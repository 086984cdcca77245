import { actorDecider, type RecordActorEvent } from '../../src/actors/actor.decider.js';
import type { ActorAmended, ActorEvent, ActorRegistered, MandateRecorded } from '../../src/actors/actor.events.js';
import { AlreadyExistsError, NotFoundError } from '../../src/command-handling/errors.js';
import { ACTOR_KINDS } from '../../src/domain/vocabulary.js';
import { given, positionAt } from '../support/given-when-then.js';

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

const givenActor = (...events: readonly ActorEvent[]) => given(actorDecider, events);
const recording = (event: ActorEvent): RecordActorEvent => ({ actor: 'jenssen', event });

describe('actorDecider: the number of mandates', () => {
  const full = [person(), ...Array.from({ length: 1_000 }, (_, n) => mandate({ mandate: `m${n}` }))];

  it('is limited to a thousand', () => {
    givenActor(...full)
      .when(recording(mandate({ mandate: 'one-more' })))
      .thenRejects([{ pointer: '/mandate', code: 'too-many-mandates' }]);
  });

  it('leaves out voided mandates, and those that are recorded again', () => {
    givenActor(...full)
      .when(recording(mandate({ mandate: 'm7', until: '2023' })))
      .thenAccepted();
    givenActor(...full, mandateVoided('A mistake.', 'm7'))
      .when(recording(mandate({ mandate: 'one-more' })))
      .thenAccepted();
  });
});

describe('actorDecider: registrations', () => {
  it('returns no event for a repeated registration', () => {
    givenActor().when(recording(person())).then([person()]);
    givenActor(person()).when(recording(person())).thenNothing();
    givenActor(person(), amended({ name: 'S. Jenssen' }))
      .when(recording(person()))
      .thenNothing();
  });

  it('rejects a registration that differs from the first', () => {
    givenActor(person())
      .when(recording(person({ aliases: [] })))
      .thenThrows(AlreadyExistsError);
  });

  it.each(ACTOR_KINDS.filter((kind) => kind !== 'unnamed'))(
    'rejects a description and an outlet for the kind %s',
    (kind) => {
      givenActor()
        .when(recording(person({ kind, description: 'a diplomat', outlet: 'newsweek' })))
        .thenRejects([
          { pointer: '/description', code: 'not-unnamed' },
          { pointer: '/outlet', code: 'not-unnamed' },
        ]);
    },
  );

  it('requires a description and an outlet for an unnamed actor', () => {
    givenActor().when(recording(unnamed)).then([unnamed]);
    givenActor()
      .when(recording(person({ kind: 'unnamed' })))
      .thenRejects([
        { pointer: '/description', code: 'description-missing' },
        { pointer: '/outlet', code: 'outlet-missing' },
      ]);
  });
});

describe('actorDecider: amendments', () => {
  it('rejects an amendment of an unknown actor', () => {
    givenActor()
      .when(recording(amended({ name: 'J.' })))
      .thenThrows(NotFoundError);
  });

  it('requires the removal of description and outlet when an unnamed actor becomes a person', () => {
    const named = amended({ kind: 'person', name: 'Stian Jenssen', description: null, outlet: null });
    givenActor(unnamed).when(recording(named)).then([named]);
    givenActor(unnamed)
      .when(recording(amended({ kind: 'person', description: null })))
      .thenRejects([{ pointer: '/outlet', code: 'not-unnamed' }]);
  });

  it('rejects an unnamed actor without an outlet, or with itself as the outlet', () => {
    givenActor(unnamed)
      .when(recording(amended({ outlet: null })))
      .thenRejects([{ pointer: '/outlet', code: 'outlet-missing' }]);
    givenActor(unnamed)
      .when(recording(amended({ outlet: 'jenssen' })))
      .thenRejects([{ pointer: '/outlet', code: 'vouches-for-itself' }]);
  });

  it('decides the next command on the amended kind', () => {
    givenActor(person(), amended({ kind: 'unnamed', description: 'a diplomat', outlet: 'newsweek' }))
      .when(recording(mandate()))
      .thenRejects([{ pointer: '/type', code: 'unnamed-speaker' }]);
  });
});

describe('actorDecider: mandates', () => {
  it('rejects a mandate of an unknown actor', () => {
    givenActor().when(recording(mandate())).thenThrows(NotFoundError);
    givenActor().when(recording(mandateVoided())).thenThrows(NotFoundError);
  });

  it('returns no event for a repeated mandate', () => {
    givenActor(person()).when(recording(mandate())).then([mandate()]);
    givenActor(person(), mandate()).when(recording(mandate())).thenNothing();
  });

  it('replaces a mandate with the same id', () => {
    const longer = mandate({ until: '2025' });
    givenActor(person(), mandate()).when(recording(longer)).then([longer]);
    givenActor(person(), mandate(), longer).when(recording(mandate())).then([mandate()]);
  });

  it('voids a mandate once, until it is recorded again', () => {
    givenActor(person(), mandate()).when(recording(mandateVoided())).then([mandateVoided()]);
    givenActor(person(), mandate(), mandateVoided())
      .when(recording(mandateVoided('Once more.')))
      .thenNothing();
    givenActor(person(), mandate(), mandateVoided()).when(recording(mandate())).then([mandate()]);
    givenActor(person(), mandate(), mandateVoided(), mandate())
      .when(recording(mandateVoided()))
      .then([mandateVoided()]);
  });

  it('rejects the void of an unknown mandate', () => {
    givenActor(person(), mandate())
      .when(recording(mandateVoided('A mistake.', 'spokesman')))
      .thenRejects([{ pointer: '/mandate', code: 'unknown-mandate' }]);
  });

  it('rejects a mandate for the actor itself', () => {
    givenActor(person())
      .when(recording(mandate({ speaksFor: 'jenssen' })))
      .thenRejects([{ pointer: '/speaksFor', code: 'speaks-for-itself' }]);
  });

  it.each([
    ['2023', '2023'],
    ['2023-05', '2023'],
    ['2023-05-02T10:00Z', '2023-05-02'],
  ])('accepts a mandate from %s until %s', (from, until) => {
    givenActor(person())
      .when(recording(mandate({ from, until })))
      .thenAccepted();
  });

  it.each([
    ['2023', '2022'],
    ['2023-05-02T10:00Z', '2023-05-02T11:00+02:00'],
    ['2023-05-02', '2023-05-01'],
  ])('rejects a mandate from %s until %s, which is earlier', (from, until) => {
    givenActor(person())
      .when(recording(mandate({ from, until })))
      .thenRejects([{ pointer: '/until', code: 'ends-before-it-begins' }]);
  });

  it('rejects a mandate of an unnamed actor', () => {
    givenActor(unnamed)
      .when(recording(mandate()))
      .thenRejects([{ pointer: '/type', code: 'unnamed-speaker' }]);
  });
});

describe('actorDecider: links', () => {
  const link = (other = 'jenssen-s'): ActorEvent => ({ type: 'ActorLinked', data: { other } });
  const unlink = (other = 'jenssen-s'): ActorEvent => ({ type: 'ActorUnlinked', data: { other } });
  const from = (linked: boolean, position: number) => ({ linked, position: positionAt(position) });

  it('joins two actors once, and separates them once', () => {
    givenActor(person()).when(recording(link())).then([link()]);
    givenActor(person(), link()).when(recording(link())).thenNothing();
    givenActor(person(), link()).when(recording(unlink())).then([unlink()]);
    givenActor(person(), link(), unlink()).when(recording(link())).then([link()]);
  });

  it('counts the last link or unlink in either stream', () => {
    givenActor(person(), link())
      .when({ ...recording(link()), reverseLink: from(false, 9) })
      .then([link()]);
    givenActor(person(), unlink())
      .when({ ...recording(link()), reverseLink: from(true, 0) })
      .then([link()]);
    givenActor(person())
      .when({ ...recording(unlink()), reverseLink: from(true, 0) })
      .then([unlink()]);
  });

  it('rejects a link to itself, of an unnamed actor, and the end of a link that does not exist', () => {
    givenActor(person())
      .when(recording(link('jenssen')))
      .thenRejects([{ pointer: '/other', code: 'link-to-itself' }]);
    givenActor(unnamed)
      .when(recording(link()))
      .thenRejects([{ pointer: '/type', code: 'unnamed-joined' }]);
    givenActor(person())
      .when(recording(unlink()))
      .thenRejects([{ pointer: '/other', code: 'not-linked' }]);
  });
});
