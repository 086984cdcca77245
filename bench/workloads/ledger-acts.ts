import { language, sentence } from './words.js';
import { nextEntry, type Told } from './generated-claim.js';
import type { Line, World } from './world.js';

type LedgerAct = (world: World, told: Told) => Generator<Line, void, undefined>;

/** What whoever keeps the ledger does: corrects, links, merges, takes out what was recorded by mistake. */
export function* ledgerActOn(world: World, told: Told): Generator<Line, void, undefined> {
  const act = world.random.pickWeighted<LedgerAct>([
    [20, amended],
    [32, voided],
    [14, replaced],
    [10, voidVoided],
    [16, linked],
    [8, merged],
  ]);
  yield* act(world, told);
}

function* amended(world: World, told: Told): Generator<Line, void, undefined> {
  const { random } = world;
  const id = nextEntry(told, 'amended');
  if (random.chance(0.5)) yield { type: 'ClaimAmended', claim: told.id, id, text: sentence(random, told.language) };
  else
    yield {
      type: 'ClaimAmended',
      claim: told.id,
      id,
      about: [yield* world.organization()],
      topics: [random.pick(['energy', 'grain', 'borders']), 'amended'],
    };
}

function* voided(world: World, told: Told): Generator<Line, void, undefined> {
  const [act] = takeOne(world, told.acts);
  if (!act) return;
  const id = nextEntry(told, 'voided');
  yield { type: 'EntryVoided', claim: told.id, id, voids: act.id, reason: sentence(world.random, 'en') };
  told.voids.push({ id, voids: act.id });
}

/** The same act once more, read with more care, then the first one taken out. */
function* replaced(world: World, told: Told): Generator<Line, void, undefined> {
  const index = told.acts.findLastIndex(({ type }) => type === 'ClaimReported');
  const [act] = index < 0 ? [] : told.acts.splice(index, 1);
  if (!act) return;
  const replacement = nextEntry(told, 'report');
  yield {
    type: 'ClaimReported',
    claim: told.id,
    id: replacement,
    by: [act.by],
    occurredAt: world.vague(3),
    basis: 'none-given',
  };
  told.acts.push({ ...act, id: replacement });
  const id = nextEntry(told, 'voided');
  yield {
    type: 'EntryVoided',
    claim: told.id,
    id,
    voids: act.id,
    reason: sentence(world.random, language(world.random)),
    replacement,
  };
  told.voids.push({ id, voids: act.id });
}

function* voidVoided(world: World, told: Told): Generator<Line, void, undefined> {
  const [first] = takeOne(world, told.voids);
  if (!first) return;
  const id = nextEntry(told, 'restored');
  yield { type: 'EntryVoided', claim: told.id, id, voids: first.id, reason: 'It was right after all.' };
  told.voids.push({ id, voids: first.id });
}

function* linked(world: World, told: Told): Generator<Line, void, undefined> {
  const other = earlier(world, told);
  if (!other) return;
  const relation = world.random.pick(['restates', 'contradicts', 'supersedes', 'derives-from', 'part-of']);
  yield { type: 'ClaimLinked', claim: told.id, id: nextEntry(told, 'linked'), relation, other: other.id };
  told.linked.push(other.id);
}

/** Only with one registered before, so that no two stories make the same link. */
function* merged(world: World, told: Told): Generator<Line, void, undefined> {
  const other = earlier(world, told);
  if (!other || other.kind !== told.kind) return;
  yield { type: 'ClaimLinked', claim: told.id, id: nextEntry(told, 'merged'), relation: 'same-as', other: other.id };
  told.linked.push(other.id);
  if (!world.random.chance(0.3)) return;
  yield {
    type: 'ClaimUnlinked',
    claim: told.id,
    id: nextEntry(told, 'unmerged'),
    relation: 'same-as',
    other: other.id,
  };
}

function earlier({ random, claims }: World, told: Told) {
  if (claims.length === 0) return undefined;
  const other = random.pick(claims);
  return other.number < told.number && !told.linked.includes(other.id) && told.linked.length < 90 ? other : undefined;
}

function takeOne<Item>({ random }: World, items: Item[]): Item[] {
  return items.length === 0 ? [] : items.splice(random.between(0, items.length - 1), 1);
}
