import { actOn } from './acts.js';
import { ledgerActOn } from './ledger-acts.js';
import type { Random } from './random.js';
import type { Told } from './generated-claim.js';
import { language, sentence } from './words.js';
import type { Line, Making, World } from './world.js';

/** From so many entries on, a claim is one of the few big ones. */
export const BIG = 500;
/** How many of its entries a story still speaks of. */
const REMEMBERED = 40;

const TOPICS = [
  'security',
  'elections',
  'sanctions',
  'energy',
  'grain',
  'health',
  'migration',
  'borders',
  'budget',
  'air-defence',
  'ceasefire',
  'membership',
  'vaccines',
  'courts',
  'media',
  'education',
  'climate',
  'banks',
  'railways',
  'prisoners',
];

/** How many entries the claim with this number gets: the 40th some 10,000, a few 1,000, one in 300 some hundreds, and most 2 to 15. */
export function sizeOf(number: number, random: Random): number {
  if (number === 40) return 10_000;
  if (number % 7_000 === 700) return 1_000;
  if (number % 300 === 150) return random.between(100, 300);
  return 2 + Math.floor(14 * random.next() ** 1.5);
}

/** One claim from its registration to its last entry, with all that has to be registered for it. */
export function* story(world: World, number: number, size: number): Generator<Line, void, undefined> {
  const told = yield* registration(world, number);
  if (number % 120 === 60) yield* chain(world, told, world.random.between(20, 30));
  if (number % 90 === 30) yield* ring(world, told, world.random.between(2, 4));
  while (told.entries < size) {
    const step = world.random.chance(0.06) && told.entries > 2 ? ledgerActOn : actOn;
    yield* step(world, told);
    told.acts.splice(0, told.acts.length - REMEMBERED);
    told.voids.splice(0, told.voids.length - REMEMBERED);
  }
  const act = told.acts[0];
  if (act && size < 100) world.keep('claim', world.claims, { id: told.id, number, kind: told.kind, entry: act.id });
}

function* registration(world: World, number: number): Making<Told> {
  const { random } = world;
  const of = language(random);
  const kind = random.pickWeighted([
    [62, 'factual'],
    [14, 'statistical'],
    [14, 'position'],
    [10, 'forecast'],
  ]);
  const about: string[] = [];
  for (
    let left = random.pickWeighted([
      [10, 0],
      [60, 1],
      [25, 2],
      [5, 3],
    ]);
    left > 0;
    left -= 1
  ) {
    about.push(yield* random.chance(0.7) ? world.organization() : world.person());
  }
  if (random.chance(0.05)) about.push(yield* world.group());
  const holder = kind === 'position' ? (about[0] ?? (yield* world.organization())) : undefined;
  const topics = Array.from({ length: random.between(1, 4) }, () => random.pickSkewed(TOPICS, 2));
  const id = `${topics[0] ?? 'claim'}-${number}`;
  yield {
    type: 'ClaimRegistered',
    claim: id,
    text: sentence(random, of),
    language: of,
    kind,
    ...(holder !== undefined && { holder }),
    ...(kind === 'forecast' && {
      due: random.pick([world.day(-400), world.day(-400).slice(0, 7), world.day(-800).slice(0, 4)]),
    }),
    about: [...new Set(about)],
    topics: [...new Set(topics)],
  };
  const told: Told = { id, number, kind, language: of, about, holder, acts: [], voids: [], linked: [], entries: 0 };
  if (random.chance(0.3)) {
    const narrative = yield* world.narrative();
    yield { type: 'NarrativeClaimAdded', narrative, claim: id };
    if (random.chance(0.04)) yield { type: 'NarrativeClaimRemoved', narrative, claim: id };
  }
  return told;
}

/** Each cites the one before it: a copy of a copy of a copy. */
function* chain(world: World, told: Told, length: number): Generator<Line, void, undefined> {
  for (let link = 0; link < length; link += 1) {
    const by = yield* world.outlet();
    const id = `chain-${link}`;
    const before = told.acts.at(-1);
    yield {
      type: 'ClaimReported',
      claim: told.id,
      id,
      by: [by],
      occurredAt: world.vague(1),
      basis: link === 0 ? world.random.pick(['witnessed', 'unnamed-source']) : 'named-source',
      ...(before && {
        cites: [{ entry: before.id, use: 'credits', ...(world.random.chance(0.2) && { translated: true }) }],
      }),
    };
    told.acts.push({ id, type: 'ClaimReported', by });
    told.entries += 1;
  }
}

/** Each cites the next by name, and the last the first: nobody has it from anywhere. */
function* ring(world: World, told: Told, length: number): Generator<Line, void, undefined> {
  const outlets = new Set<string>();
  while (outlets.size < length) outlets.add(yield* world.outlet());
  const all = [...outlets];
  for (const [index, by] of all.entries()) {
    const id = `ring-${index}`;
    const actor = all[(index + 1) % all.length];
    yield {
      type: 'ClaimReported',
      claim: told.id,
      id,
      by: [by],
      occurredAt: world.vague(1),
      basis: 'named-source',
      cites: [{ actor, use: 'credits' }],
    };
    told.acts.push({ id, type: 'ClaimReported', by });
    told.entries += 1;
  }
}
