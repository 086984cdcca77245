import { actOn } from './acts.js';
import { ledgerActOn } from './ledger-acts.js';
import type { Random } from './random.js';
import type { GeneratedClaim } from './generated-claim.js';
import { language, sentence } from './words.js';
import type { Line, LineGenerator, World } from './world.js';

/** A claim with at least so many entries counts as large. */
export const LARGE_CLAIM_ENTRIES = 500;
/** How many of a claim's latest entries later ones can refer to. */
const MAX_REFERABLE = 40;

export const TOPICS = [
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

/**
 * Returns how many entries the claim with this number gets: the 40th 10,000, a few 1,000, one in 300 some hundreds,
 * most 2 to 15.
 */
export function entryCountOf(number: number, random: Random): number {
  if (number === 40) return 10_000;
  if (number % 7_000 === 700) return 1_000;
  if (number % 300 === 150) return random.between(100, 300);
  return 2 + Math.floor(14 * random.next() ** 1.5);
}

/** Generates one claim from its registration to its last entry, with the registrations that it needs. */
export function* claimLines(world: World, number: number, size: number): Generator<Line, void, undefined> {
  const claim = yield* registration(world, number);
  if (number % 120 === 60) yield* citationChain(world, claim, world.random.between(20, 30));
  if (number % 90 === 30) yield* citationCycle(world, claim, world.random.between(2, 4));
  while (claim.entries < size) {
    const step = world.random.chance(0.06) && claim.entries > 2 ? ledgerActOn : actOn;
    yield* step(world, claim);
    claim.acts.splice(0, claim.acts.length - MAX_REFERABLE);
    claim.voids.splice(0, claim.voids.length - MAX_REFERABLE);
  }
  const act = claim.acts[0];
  if (act && size < 100)
    world.remember('claim', world.claims, { id: claim.id, number, kind: claim.kind, entry: act.id });
}

function* registration(world: World, number: number): LineGenerator<GeneratedClaim> {
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
  const claim: GeneratedClaim = {
    id,
    number,
    kind,
    language: of,
    about,
    holder,
    acts: [],
    voids: [],
    linked: [],
    entries: 0,
  };
  if (random.chance(0.3)) {
    const narrative = yield* world.narrative();
    yield { type: 'NarrativeClaimAdded', narrative, claim: id };
    if (random.chance(0.04)) yield { type: 'NarrativeClaimRemoved', narrative, claim: id };
  }
  return claim;
}

/** Reports of which each cites the one before. */
function* citationChain(world: World, claim: GeneratedClaim, length: number): Generator<Line, void, undefined> {
  for (let link = 0; link < length; link += 1) {
    const by = yield* world.outlet();
    const id = `chain-${link}`;
    const before = claim.acts.at(-1);
    yield {
      type: 'ClaimReported',
      claim: claim.id,
      id,
      by: [by],
      occurredAt: world.fuzzyTime(1),
      basis: link === 0 ? world.random.pick(['witnessed', 'unnamed-source']) : 'named-source',
      ...(before && {
        cites: [{ entry: before.id, use: 'credits', ...(world.random.chance(0.2) && { translated: true }) }],
      }),
    };
    claim.acts.push({ id, type: 'ClaimReported', by });
    claim.entries += 1;
  }
}

/** Reports of which each cites the maker of the next, and the last that of the first: none has an origin. */
function* citationCycle(world: World, claim: GeneratedClaim, length: number): Generator<Line, void, undefined> {
  const outlets = new Set<string>();
  while (outlets.size < length) outlets.add(yield* world.outlet());
  const all = [...outlets];
  for (const [index, by] of all.entries()) {
    const id = `ring-${index}`;
    const actor = all[(index + 1) % all.length];
    yield {
      type: 'ClaimReported',
      claim: claim.id,
      id,
      by: [by],
      occurredAt: world.fuzzyTime(1),
      basis: 'named-source',
      cites: [{ actor, use: 'credits' }],
    };
    claim.acts.push({ id, type: 'ClaimReported', by });
    claim.entries += 1;
  }
}
