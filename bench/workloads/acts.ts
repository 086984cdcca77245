import { nextEntry, type Told } from './generated-claim.js';
import { language, passage, sentence } from './words.js';
import type { Line, Making, World } from './world.js';

type Fields = Readonly<Record<string, unknown>>;
/** What an act of one type has of its own; undefined if the story has nothing that it could be about. */
type OwnFields = (world: World, told: Told) => Making<Fields | undefined>;

const BASES = ['witnessed', 'recording', 'document', 'named-source', 'unnamed-source', 'reasoning', 'none-given'];
const RATINGS = [
  'true',
  'mostly-true',
  'mixture',
  'mostly-false',
  'false',
  'false',
  'misleading',
  'missing-context',
  'unproven',
  'satire',
];
const LABELS = ['False', 'Falsch', 'Неправда', 'Mostly false', 'Needs context', 'Engañoso', 'Half true'];

/** An act in the world, of a type that is as frequent as in the news, with what comes before it. */
export function* actOn(world: World, told: Told): Generator<Line, void, undefined> {
  const { random } = world;
  const first = told.acts.length === 0;
  const [type, own] = first ? random.pick(OPENINGS) : random.pickWeighted(ACTS);
  const fields = yield* own(world, told);
  if (!fields) return;
  const by = (fields.by as readonly string[] | undefined) ?? [yield* speaker(world)];
  const document = random.chance(0.6) ? yield* world.document(by[0] as string, told.language) : undefined;
  const latest = told.acts.at(-1);
  const id = nextEntry(told, type.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase());
  const of = language(random);
  // Some callers leave it to the ledger to make an id; nobody can name such an entry before it is read.
  const named = random.chance(0.95);
  yield {
    type,
    claim: told.id,
    ...(named && { id }),
    ...fields,
    by,
    ...(random.chance(0.85) && { occurredAt: world.vague(3) }),
    ...(latest && random.chance(0.08) && { after: [latest.id] }),
    ...(document !== undefined && fields.document === undefined && { document }),
    ...(random.chance(0.25) && { quote: { text: passage(random, of, random.between(1, 3)) } }),
    ...(fields.wording === undefined &&
      random.chance(0.2) && { wording: { text: sentence(random, of), language: of } }),
  };
  if (named) told.acts.push({ id, type, by: by[0] as string });
}

function* speaker(world: World): Making<string> {
  return yield* world.random.chance(0.8) ? world.outlet() : world.person();
}

/** Who the claim is about, or who speaks for it. */
function* concerned(world: World, told: Told): Making<Fields> {
  const { random } = world;
  const actor = told.holder ?? (told.about.length > 0 ? random.pick(told.about) : yield* world.organization());
  const voice = world.speakers.findLast(({ speaksFor }) => speaksFor === actor);
  return voice && random.chance(0.5) ? { by: [voice.id], onBehalfOf: [actor] } : { by: [actor] };
}

const asserted: OwnFields = function* (world, told) {
  const { random } = world;
  const who = random.chance(0.4) ? yield* concerned(world, told) : { by: [yield* world.person()] };
  if (random.chance(0.06))
    return {
      by: [...(who.by as string[]), yield* world.outlet()].filter((id, index, all) => all.indexOf(id) === index),
      basis: random.pick(BASES),
    };
  return { ...who, basis: random.pick(BASES) };
};

const witnessed: OwnFields = function* (world) {
  return {
    by: [yield* world.outlet()],
    basis: world.random.pick(['witnessed', 'recording', 'document', 'none-given', 'unnamed-source']),
  };
};

const reportedOfUnnamed: OwnFields = function* (world) {
  const outlet = yield* world.outlet();
  const source = yield* world.unnamed(outlet);
  return { by: [outlet], basis: 'unnamed-source', cites: [{ actor: source, use: 'paraphrases' }] };
};

const reported: OwnFields = function* (world, told) {
  const { random } = world;
  const outlet = yield* world.outlet();
  const cited = random.chance(0.75)
    ? { entry: random.pick(told.acts).id }
    : { actor: random.chance(0.5) ? random.pick(told.acts).by : yield* world.outlet() };
  const cites = [
    {
      ...cited,
      use: random.pick(['quotes', 'paraphrases', 'credits']),
      ...(random.chance(0.15) && { translated: true }),
    },
  ];
  return { by: [outlet], basis: 'named-source', cites: 'actor' in cited && cited.actor === outlet ? [] : cites };
};

const repeated: OwnFields = function* (world, told) {
  return { by: [yield* world.outlet()], cites: [{ entry: world.random.pick(told.acts).id, use: 'credits' }] };
};

const interpreted: OwnFields = function* (world, told) {
  const interprets = world.random.chance(0.7)
    ? { entry: world.random.pick(told.acts).id }
    : { document: yield* world.document(yield* world.outlet(), told.language) };
  return { by: [yield* world.outlet()], interprets };
};

const sided: OwnFields = function* (world, told) {
  const { random } = world;
  const who = random.chance(0.7) ? yield* concerned(world, told) : {};
  return {
    ...who,
    basis: random.pick(BASES),
    extent: random.chance(0.85) ? 'whole' : 'part',
    ...(random.chance(0.15) && { of: random.pick(told.acts).id }),
  };
};

const questioned: OwnFields = function* (world, told) {
  return {
    by: [yield* world.person()],
    extent: 'whole',
    ...(world.random.chance(0.3) && { of: world.random.pick(told.acts).id }),
  };
};

/** By its maker. */
const takenBack: OwnFields = function* (world, told) {
  const act = told.acts.findLast(({ type }) => type === 'ClaimAsserted' || type === 'ClaimReported');
  return (
    act && {
      by: [act.by],
      of: act.id,
      takesBack: world.random.pickWeighted([
        [6, 'whole'],
        [2, 'part'],
        [2, 'nothing'],
      ]),
    }
  );
};

const reworded: OwnFields = function* (world, told) {
  const fields = yield* takenBack(world, told);
  const other = world.claims.at(-1);
  const replacementClaim = other && world.random.chance(0.3) ? { replacementClaim: other.id } : {};
  return (
    fields && {
      ...fields,
      ...replacementClaim,
      wording: { text: sentence(world.random, told.language), language: told.language },
    }
  );
};

const reaction: OwnFields = function* (world, told) {
  return {
    by: [yield* world.organization()],
    reaction: world.random.pick(['condemned', 'welcomed', 'commented']),
    ...(world.random.chance(0.4) && { of: world.random.pick(told.acts).id }),
  };
};

const search: OwnFields = function* (world, told) {
  const { random } = world;
  return {
    by: [yield* world.outlet()],
    outcome: random.pickWeighted([
      [5, 'found-nothing'],
      [2, 'found'],
      [2, 'no-answer'],
      [1, 'declined'],
    ]),
    ...(random.chance(0.5)
      ? { where: 'the register of press releases', query: sentence(random, told.language).slice(0, 80) }
      : { asked: told.about.slice(0, 1) }),
    ...(random.chance(0.5) && { goodUntil: world.day(-60) }),
  };
};

const evidence: OwnFields = function* (world, told) {
  const { random } = world;
  const by = yield* world.outlet();
  return {
    by: [by],
    document: yield* world.document(by, told.language),
    bearing: random.pickWeighted([
      [5, 'supports'],
      [3, 'refutes'],
      [4, 'context'],
    ]),
    primary: random.chance(0.4),
    authenticity: random.pickWeighted([
      [5, 'genuine'],
      [1, 'forged'],
      [4, 'unexamined'],
    ]),
    ...(random.chance(0.2) && { of: random.pick(told.acts).id }),
  };
};

const verdict: OwnFields = function* (world) {
  const { random } = world;
  return {
    by: [yield* world.outlet()],
    rating: random.pick(RATINGS),
    label: random.pick(LABELS),
    reviewUrl: `https://factcheck.example/review/${world.count('review')}`,
    ...(random.chance(0.6) && { rationale: passage(random, language(random), random.between(2, 10)) }),
  };
};

const withdrawn: OwnFields = function* (_world, told) {
  const act = told.acts.findLast(({ type }) => type === 'VerdictIssued');
  return act && { by: [act.by], of: act.id };
};

const resolved: OwnFields = function* (world, told) {
  if (told.kind !== 'forecast') return undefined;
  const by = yield* world.outlet();
  return {
    by: [by],
    outcome: world.random.pickWeighted([
      [4, 'came-true'],
      [4, 'did-not'],
      [1, 'in-part'],
      [1, 'lapsed'],
    ]),
    document: yield* world.document(by, told.language),
  };
};

const OPENINGS: readonly (readonly [string, OwnFields])[] = [
  ['ClaimAsserted', asserted],
  ['ClaimReported', witnessed],
  ['ClaimReported', reportedOfUnnamed],
];

const ACTS: readonly (readonly [number, readonly [string, OwnFields]])[] = [
  [26, ['ClaimReported', reported]],
  [5, ['ClaimReported', witnessed]],
  [2, ['ClaimReported', reportedOfUnnamed]],
  [17, ['ClaimRepeated', repeated]],
  [6, ['ClaimAsserted', asserted]],
  [3, ['ClaimInterpreted', interpreted]],
  [4, ['ClaimConfirmed', sided]],
  [7, ['ClaimDenied', sided]],
  [4, ['ClaimQuestioned', questioned]],
  [2, ['StatementRetracted', takenBack]],
  [1, ['ApologyIssued', takenBack]],
  [2, ['CorrectionIssued', takenBack]],
  [1, ['StatementReworded', reworded]],
  [6, ['ReactionRecorded', reaction]],
  [5, ['ConfirmationSought', search]],
  [5, ['EvidenceAttached', evidence]],
  [3, ['VerdictIssued', verdict]],
  [1, ['VerdictWithdrawn', withdrawn]],
  [6, ['ForecastResolved', resolved]],
];
