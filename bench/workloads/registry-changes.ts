import { language, passage, sentence } from './words.js';
import type { Line, World } from './world.js';

/** Changes of the registries, next to the claims: of mandates, and amendments of actors, documents and narratives. */
export function* registryChanges(world: World): Generator<Line, never, undefined> {
  const { random } = world;
  for (;;) {
    const change = random.pickWeighted([
      [5, mandateChange],
      [1, actorLink],
      [3, actor],
      [2, documentAmendment],
      [1, narrativeAmendment],
    ]);
    yield* change(world);
  }
}

/** Ends a mandate, replaces it with one of another organization, or voids it. */
function* mandateChange(world: World): Generator<Line, void, undefined> {
  const { random, speakers } = world;
  if (speakers.length === 0) return;
  const [speaker] = speakers.splice(random.between(0, speakers.length - 1), 1);
  if (!speaker) return;
  const about = { actor: speaker.id, mandate: 'spokesperson' };
  const from = world.day(300);
  switch (
    random.pickWeighted([
      [5, 'ended'],
      [4, 'changed'],
      [1, 'voided'],
    ])
  ) {
    case 'ended':
      yield { type: 'MandateRecorded', ...about, speaksFor: speaker.speaksFor, from, until: world.day(0) };
      return;
    case 'changed': {
      const speaksFor = yield* world.organization();
      yield { type: 'MandateRecorded', ...about, mandate: `since-${from}`, speaksFor, from };
      return;
    }
    default:
      yield { type: 'MandateVoided', ...about, reason: sentence(random, 'en') };
  }
}

/** Joins two persons, or ends a link. */
function* actorLink(world: World): Generator<Line, void, undefined> {
  const { random, persons } = world;
  if (persons.length < 120) return;
  const [one, other] = [random.between(100, persons.length - 1), random.between(100, persons.length - 1)].sort(
    (a, b) => a - b,
  ) as [number, number];
  const [actor, joined] = [persons[one], persons[other]];
  if (actor === undefined || joined === undefined || actor === joined) return;
  yield { type: 'ActorLinked', actor, other: joined };
  yield { type: 'ActorUnlinked', actor, other: joined };
}

/** Not of the few persons that half of all claims refer to. */
function* actor(world: World): Generator<Line, void, undefined> {
  const { random, persons } = world;
  if (persons.length < 100) return;
  yield {
    type: 'ActorAmended',
    actor: random.pick(persons.slice(30)),
    aliases: [sentence(random, language(random)).slice(0, 40)],
  };
}

function* documentAmendment(world: World): Generator<Line, void, undefined> {
  const { random, documents } = world;
  if (documents.length === 0) return;
  yield {
    type: 'DocumentAmended',
    document: random.pick(documents),
    archivedUrl: `https://archive.example/web/${random.between(1, 1e9)}`,
  };
}

function* narrativeAmendment(world: World): Generator<Line, void, undefined> {
  const { random, narratives } = world;
  if (narratives.length === 0) return;
  yield {
    type: 'NarrativeAmended',
    narrative: random.pick(narratives),
    summary: passage(random, language(random), random.between(1, 4)),
  };
}
