import { language, sentence } from './words.js';
import { nextEntryId, type GeneratedClaim } from './generated-claim.js';
import type { Line, World } from './world.js';

type LedgerAct = (world: World, claim: GeneratedClaim) => Generator<Line, void, undefined>;

/** What editors of the ledger do: amend, link and merge claims, and void entries that were recorded by mistake. */
export function* ledgerActOn(world: World, claim: GeneratedClaim): Generator<Line, void, undefined> {
  const act = world.random.pickWeighted<LedgerAct>([
    [20, amended],
    [32, voided],
    [14, replaced],
    [10, voidedVoid],
    [16, linked],
    [8, merged],
  ]);
  yield* act(world, claim);
}

function* amended(world: World, claim: GeneratedClaim): Generator<Line, void, undefined> {
  const { random } = world;
  const id = nextEntryId(claim, 'amended');
  if (random.chance(0.5)) yield { type: 'ClaimAmended', claim: claim.id, id, text: sentence(random, claim.language) };
  else
    yield {
      type: 'ClaimAmended',
      claim: claim.id,
      id,
      about: [yield* world.organization()],
      topics: [random.pick(['energy', 'grain', 'borders']), 'amended'],
    };
}

function* voided(world: World, claim: GeneratedClaim): Generator<Line, void, undefined> {
  const [act] = removeRandom(world, claim.acts);
  if (!act) return;
  const id = nextEntryId(claim, 'voided');
  yield { type: 'EntryVoided', claim: claim.id, id, voids: act.id, reason: sentence(world.random, 'en') };
  claim.voids.push({ id, voids: act.id });
}

/** Records an act again with other fields, then voids the first. */
function* replaced(world: World, claim: GeneratedClaim): Generator<Line, void, undefined> {
  const index = claim.acts.findLastIndex(({ type }) => type === 'ClaimReported');
  const [act] = index < 0 ? [] : claim.acts.splice(index, 1);
  if (!act) return;
  const replacement = nextEntryId(claim, 'report');
  yield {
    type: 'ClaimReported',
    claim: claim.id,
    id: replacement,
    by: [act.by],
    occurredAt: world.fuzzyTime(3),
    basis: 'none-given',
  };
  claim.acts.push({ ...act, id: replacement });
  const id = nextEntryId(claim, 'voided');
  yield {
    type: 'EntryVoided',
    claim: claim.id,
    id,
    voids: act.id,
    reason: sentence(world.random, language(world.random)),
    replacement,
  };
  claim.voids.push({ id, voids: act.id });
}

function* voidedVoid(world: World, claim: GeneratedClaim): Generator<Line, void, undefined> {
  const [first] = removeRandom(world, claim.voids);
  if (!first) return;
  const id = nextEntryId(claim, 'restored');
  yield { type: 'EntryVoided', claim: claim.id, id, voids: first.id, reason: 'It was right after all.' };
  claim.voids.push({ id, voids: first.id });
}

function* linked(world: World, claim: GeneratedClaim): Generator<Line, void, undefined> {
  const other = findEarlierClaim(world, claim);
  if (!other) return;
  const relation = world.random.pick(['restates', 'contradicts', 'supersedes', 'derives-from', 'part-of']);
  yield { type: 'ClaimLinked', claim: claim.id, id: nextEntryId(claim, 'linked'), relation, other: other.id };
  claim.linked.push(other.id);
}

/** Only with a claim that was registered before, so that no two claims make the same link. */
function* merged(world: World, claim: GeneratedClaim): Generator<Line, void, undefined> {
  const other = findEarlierClaim(world, claim);
  if (!other || other.kind !== claim.kind) return;
  yield {
    type: 'ClaimLinked',
    claim: claim.id,
    id: nextEntryId(claim, 'merged'),
    relation: 'same-as',
    other: other.id,
  };
  claim.linked.push(other.id);
  if (!world.random.chance(0.3)) return;
  yield {
    type: 'ClaimUnlinked',
    claim: claim.id,
    id: nextEntryId(claim, 'unmerged'),
    relation: 'same-as',
    other: other.id,
  };
}

function findEarlierClaim({ random, claims }: World, claim: GeneratedClaim) {
  if (claims.length === 0) return undefined;
  const other = random.pick(claims);
  return other.number < claim.number && !claim.linked.includes(other.id) && claim.linked.length < 90
    ? other
    : undefined;
}

function removeRandom<Item>({ random }: World, items: Item[]): Item[] {
  return items.length === 0 ? [] : items.splice(random.between(0, items.length - 1), 1);
}
