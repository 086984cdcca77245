import { nextEntryId, type GeneratedClaim } from './generated-claim.js';
import { language, passage, sentence } from './words.js';
import type { Line, LineGenerator, World } from './world.js';

type Fields = Readonly<Record<string, unknown>>;
/** Generates the fields of one type of act; undefined if the claim has nothing that such an act could refer to. */
type FieldsGenerator = (world: World, claim: GeneratedClaim) => LineGenerator<Fields | undefined>;

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

/** One act on a claim, of a type that is about as frequent as in the news, after the registrations that it needs. */
export function* actOn(world: World, claim: GeneratedClaim): Generator<Line, void, undefined> {
  const { random } = world;
  const first = claim.acts.length === 0;
  const [type, generateFields] = first ? random.pick(OPENINGS) : random.pickWeighted(ACTS);
  const fields = yield* generateFields(world, claim);
  if (!fields) return;
  const by = (fields.by as readonly string[] | undefined) ?? [yield* outletOrPerson(world)];
  const document = random.chance(0.6) ? yield* world.document(by[0] as string, claim.language) : undefined;
  const latest = claim.acts.at(-1);
  const id = nextEntryId(claim, type.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase());
  const of = language(random);
  // Some clients leave the id to the ledger; no later line can refer to such an entry.
  const hasId = random.chance(0.95);
  yield {
    type,
    claim: claim.id,
    ...(hasId && { id }),
    ...fields,
    by,
    ...(random.chance(0.85) && { occurredAt: world.fuzzyTime(3) }),
    ...(latest && random.chance(0.08) && { after: [latest.id] }),
    ...(document !== undefined && fields.document === undefined && { document }),
    ...(random.chance(0.25) && { quote: { text: passage(random, of, random.between(1, 3)) } }),
    ...(fields.wording === undefined &&
      random.chance(0.2) && { wording: { text: sentence(random, of), language: of } }),
  };
  if (hasId) claim.acts.push({ id, type, by: by[0] as string });
}

function* outletOrPerson(world: World): LineGenerator<string> {
  return yield* world.random.chance(0.8) ? world.outlet() : world.person();
}

/** An actor that the claim is about, or its spokesperson. */
function* subjectOrSpokesperson(world: World, claim: GeneratedClaim): LineGenerator<Fields> {
  const { random } = world;
  const actor = claim.holder ?? (claim.about.length > 0 ? random.pick(claim.about) : yield* world.organization());
  const spokesperson = world.speakers.findLast(({ speaksFor }) => speaksFor === actor);
  return spokesperson && random.chance(0.5) ? { by: [spokesperson.id], onBehalfOf: [actor] } : { by: [actor] };
}

const asserted: FieldsGenerator = function* (world, claim) {
  const { random } = world;
  const who = random.chance(0.4) ? yield* subjectOrSpokesperson(world, claim) : { by: [yield* world.person()] };
  if (random.chance(0.06))
    return {
      by: [...(who.by as string[]), yield* world.outlet()].filter((id, index, all) => all.indexOf(id) === index),
      basis: random.pick(BASES),
    };
  return { ...who, basis: random.pick(BASES) };
};

const witnessed: FieldsGenerator = function* (world) {
  return {
    by: [yield* world.outlet()],
    basis: world.random.pick(['witnessed', 'recording', 'document', 'none-given', 'unnamed-source']),
  };
};

const reportedFromUnnamedSource: FieldsGenerator = function* (world) {
  const outlet = yield* world.outlet();
  const source = yield* world.unnamedSource(outlet);
  return { by: [outlet], basis: 'unnamed-source', cites: [{ actor: source, use: 'paraphrases' }] };
};

const reported: FieldsGenerator = function* (world, claim) {
  const { random } = world;
  const outlet = yield* world.outlet();
  const cited = random.chance(0.75)
    ? { entry: random.pick(claim.acts).id }
    : { actor: random.chance(0.5) ? random.pick(claim.acts).by : yield* world.outlet() };
  const cites = [
    {
      ...cited,
      use: random.pick(['quotes', 'paraphrases', 'credits']),
      ...(random.chance(0.15) && { translated: true }),
    },
  ];
  return { by: [outlet], basis: 'named-source', cites: 'actor' in cited && cited.actor === outlet ? [] : cites };
};

const repeated: FieldsGenerator = function* (world, claim) {
  return { by: [yield* world.outlet()], cites: [{ entry: world.random.pick(claim.acts).id, use: 'credits' }] };
};

const interpreted: FieldsGenerator = function* (world, claim) {
  const interprets = world.random.chance(0.7)
    ? { entry: world.random.pick(claim.acts).id }
    : { document: yield* world.document(yield* world.outlet(), claim.language) };
  return { by: [yield* world.outlet()], interprets };
};

const confirmationOrDenial: FieldsGenerator = function* (world, claim) {
  const { random } = world;
  const who = random.chance(0.7) ? yield* subjectOrSpokesperson(world, claim) : {};
  return {
    ...who,
    basis: random.pick(BASES),
    extent: random.chance(0.85) ? 'whole' : 'part',
    ...(random.chance(0.15) && { of: random.pick(claim.acts).id }),
  };
};

const questioned: FieldsGenerator = function* (world, claim) {
  return {
    by: [yield* world.person()],
    extent: 'whole',
    ...(world.random.chance(0.3) && { of: world.random.pick(claim.acts).id }),
  };
};

/** By the actor that made the act. */
const retraction: FieldsGenerator = function* (world, claim) {
  const act = claim.acts.findLast(({ type }) => type === 'ClaimAsserted' || type === 'ClaimReported');
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

const reworded: FieldsGenerator = function* (world, claim) {
  const fields = yield* retraction(world, claim);
  const other = world.claims.at(-1);
  const replacementClaim = other && world.random.chance(0.3) ? { replacementClaim: other.id } : {};
  return (
    fields && {
      ...fields,
      ...replacementClaim,
      wording: { text: sentence(world.random, claim.language), language: claim.language },
    }
  );
};

const reaction: FieldsGenerator = function* (world, claim) {
  return {
    by: [yield* world.organization()],
    reaction: world.random.pick(['condemned', 'welcomed', 'commented']),
    ...(world.random.chance(0.4) && { of: world.random.pick(claim.acts).id }),
  };
};

const search: FieldsGenerator = function* (world, claim) {
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
      ? { where: 'the register of press releases', query: sentence(random, claim.language).slice(0, 80) }
      : { asked: claim.about.slice(0, 1) }),
    ...(random.chance(0.5) && { goodUntil: world.day(-60) }),
  };
};

const evidence: FieldsGenerator = function* (world, claim) {
  const { random } = world;
  const by = yield* world.outlet();
  return {
    by: [by],
    document: yield* world.document(by, claim.language),
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
    ...(random.chance(0.2) && { of: random.pick(claim.acts).id }),
  };
};

const verdict: FieldsGenerator = function* (world) {
  const { random } = world;
  return {
    by: [yield* world.outlet()],
    rating: random.pick(RATINGS),
    label: random.pick(LABELS),
    reviewUrl: `https://factcheck.example/review/${world.count('review')}`,
    ...(random.chance(0.6) && { rationale: passage(random, language(random), random.between(2, 10)) }),
  };
};

const withdrawn: FieldsGenerator = function* (_world, claim) {
  const act = claim.acts.findLast(({ type }) => type === 'VerdictIssued');
  return act && { by: [act.by], of: act.id };
};

const resolved: FieldsGenerator = function* (world, claim) {
  if (claim.kind !== 'forecast') return undefined;
  const by = yield* world.outlet();
  return {
    by: [by],
    outcome: world.random.pickWeighted([
      [4, 'came-true'],
      [4, 'did-not'],
      [1, 'in-part'],
      [1, 'lapsed'],
    ]),
    document: yield* world.document(by, claim.language),
  };
};

const OPENINGS: readonly (readonly [string, FieldsGenerator])[] = [
  ['ClaimAsserted', asserted],
  ['ClaimReported', witnessed],
  ['ClaimReported', reportedFromUnnamedSource],
];

const ACTS: readonly (readonly [number, readonly [string, FieldsGenerator]])[] = [
  [26, ['ClaimReported', reported]],
  [5, ['ClaimReported', witnessed]],
  [2, ['ClaimReported', reportedFromUnnamedSource]],
  [17, ['ClaimRepeated', repeated]],
  [6, ['ClaimAsserted', asserted]],
  [3, ['ClaimInterpreted', interpreted]],
  [4, ['ClaimConfirmed', confirmationOrDenial]],
  [7, ['ClaimDenied', confirmationOrDenial]],
  [4, ['ClaimQuestioned', questioned]],
  [2, ['StatementRetracted', retraction]],
  [1, ['ApologyIssued', retraction]],
  [2, ['CorrectionIssued', retraction]],
  [1, ['StatementReworded', reworded]],
  [6, ['ReactionRecorded', reaction]],
  [5, ['ConfirmationSought', search]],
  [5, ['EvidenceAttached', evidence]],
  [3, ['VerdictIssued', verdict]],
  [1, ['VerdictWithdrawn', withdrawn]],
  [6, ['ForecastResolved', resolved]],
];
