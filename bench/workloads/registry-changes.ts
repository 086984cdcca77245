import { language, passage, sentence } from './words.js';
import type { Line, World } from './world.js';

/** What is recorded beside the claims: who speaks for whom changes, and what is known of actors and documents. */
export function* chores(world: World): Generator<Line, never, undefined> {
  const { random } = world;
  for (;;) {
    const chore = random.pickWeighted([
      [5, mandate],
      [3, actor],
      [2, document],
      [1, narrative],
    ]);
    yield* chore(world);
  }
}

/** Ends a mandate, turns it to another organization, or finds that it never was. */
function* mandate(world: World): Generator<Line, void, undefined> {
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

/** Not of the few whom half of all claims name: such things are known of them from the start. */
function* actor(world: World): Generator<Line, void, undefined> {
  const { random, persons } = world;
  if (persons.length < 100) return;
  yield {
    type: 'ActorAmended',
    actor: random.pick(persons.slice(30)),
    aliases: [sentence(random, language(random)).slice(0, 40)],
  };
}

function* document(world: World): Generator<Line, void, undefined> {
  const { random, documents } = world;
  if (documents.length === 0) return;
  yield {
    type: 'DocumentAmended',
    document: random.pick(documents),
    archivedUrl: `https://archive.example/web/${random.between(1, 1e9)}`,
  };
}

function* narrative(world: World): Generator<Line, void, undefined> {
  const { random, narratives } = world;
  if (narratives.length === 0) return;
  yield {
    type: 'NarrativeAmended',
    narrative: random.pick(narratives),
    summary: passage(random, language(random), random.between(1, 4)),
  };
}
