import fc from 'fast-check';
import { plans, type ClaimPlan, type DatePlan, type Plan, type WorldPlan } from './plans.js';
import { actFromPlan, citationCycle, disputedAttribution, sayingAndAnswer } from './acts.js';
import { GeneratedLog } from './log.js';
import { occurredAtFrom, HOUR } from './time.js';
import { isVoided, eventsKnownAt, type AnyDomainEvent, type Question } from '../reference-evaluator/acts.js';
import { ROSTER, SPEAKERS, World, type RecordedEntry } from './world.js';

/** A log that deciders could have written, and the claims in it. */
export class History {
  constructor(
    readonly events: readonly AnyDomainEvent[],
    readonly claims: readonly string[],
  ) {}

  /** The time when the last event was recorded. */
  get end(): number {
    return Date.parse(eventsKnownAt(this.events, undefined).at(-1)?.recordedAt ?? '2024-01-01');
  }

  /** One line per event, for a readable counterexample. */
  [fc.toStringMethod](): string {
    return this.events
      .map(({ stream, type, data, metadata }) => `\n${metadata.recordedAt} ${stream} ${type} ${JSON.stringify(data)}`)
      .join('');
  }
}

const START = Date.UTC(2024, 2, 1);

/**
 * Generates histories of a small world with every kind of claim, actor and entry, and every way to correct one.
 * Replacements can turn entries that target each other into a cycle (`targetCycles`), on which the policy's rules do
 * not say which entry is effective. Only `long` histories have claims with so many entries that their analysis is
 * cached. Only `unpublished` histories have documents without a publisher, which deciders refuse.
 */
export function histories({
  ringsOfTargets: targetCycles = false,
  long = false,
  unpublished = false,
} = {}): fc.Arbitrary<History> {
  const { world, plan } = plans();
  const entries = (maxLength: number, minLength = 1) => fc.array(plan, { minLength, maxLength, size: 'max' });
  return fc
    .tuple(world, long ? entries(120, 60) : fc.oneof(entries(12, 2), entries(40, 10)))
    .map(([worldPlan, steps]) => carryOut(worldPlan, steps, new World(new GeneratedLog(), unpublished), targetCycles));
}

/** A question about a history, in numbers that are valid for any history, so that both shrink independently. */
const questionPlan = fc.record({
  claim: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 3 }) }),
  asOf: moments(),
  validAt: moments(),
  later: fc.nat({ max: 24 * 100 }),
});
type QuestionPlan = typeof questionPlan extends fc.Arbitrary<infer T> ? T : never;
type MomentPlan = QuestionPlan['asOf'];

/** No moment, the moment when an event was recorded, or any moment. */
function moments() {
  const moment = fc.record({ exact: fc.boolean(), n: fc.nat({ max: 24 * 300 }) });
  return fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: moment });
}

/** A question about one claim of a history, with a recorded and an occurred time. */
export interface ClaimQuestion extends Question {
  readonly claim: string;
}

function question(plan: QuestionPlan, { events, claims, end }: History): ClaimQuestion {
  const stamps = eventsKnownAt(events, undefined).map((event) => event.recordedAt);
  const moment = ({ exact, n }: NonNullable<MomentPlan>): string =>
    (exact ? stamps.at(-1 - (n % stamps.length)) : undefined) ?? new Date(end - n * HOUR).toISOString();
  return {
    claim: claims[plan.claim % claims.length] ?? '',
    now: new Date(end + plan.later * HOUR).toISOString(),
    ...(plan.asOf ? { asOf: moment(plan.asOf) } : {}),
    ...(plan.validAt ? { validAt: moment(plan.validAt) } : {}),
  };
}

/** Generates a history and a question about it. */
export function historiesWithQuestion(options = {}): fc.Arbitrary<readonly [History, ClaimQuestion]> {
  return fc
    .tuple(histories(options), questionPlan)
    .map(([history, plan]) => [history, question(plan, history)] as const);
}

function claimData({ kind, about, holder, due }: ClaimPlan) {
  const named = (n: number): string => ROSTER[n % ROSTER.length]?.id ?? '';
  return {
    kind,
    about: [...new Set(about.map(named))],
    ...(kind === 'position' ? { holder: SPEAKERS[holder % SPEAKERS.length] ?? '' } : {}),
    ...(kind === 'forecast' && due !== undefined ? { due } : {}),
  };
}

function carryOut(worldPlan: WorldPlan, steps: readonly Plan[], world: World, targetCycles: boolean): History {
  let clock = START;
  for (const { id, kind, outlet } of ROSTER) {
    const unnamed = outlet === undefined ? {} : { outlet, description: `a source of ${outlet}` };
    world.log.append(
      'actor',
      id,
      { type: 'ActorRegistered', data: { kind, name: id, aliases: [], ...unnamed } },
      clock,
    );
  }
  worldPlan.publishers.forEach((n, i) => {
    world.registerDocument(`d${i + 1}`, n, clock);
  });
  worldPlan.claims.forEach((plan, i) => {
    const kind = worldPlan.isMerged && i === 1 ? (worldPlan.claims[0]?.kind ?? plan.kind) : plan.kind;
    const data = { id: 'reg', text: `Claim ${i + 1}.`, language: 'en', topics: [], ...claimData({ ...plan, kind }) };
    world.record(`c${i + 1}`, { type: 'ClaimRegistered', data }, clock);
  });
  if (worldPlan.isMerged)
    world.record('c1', { type: 'ClaimLinked', data: { id: 'merge', relation: 'same-as', other: 'c2' } }, clock);
  for (const mandate of worldPlan.mandates) world.mandate(mandate, clock);
  for (const join of worldPlan.joins) world.join(join, clock);

  for (const { step, what } of steps) {
    clock += step.hours * HOUR;
    const stamp = clock - step.clockBack * HOUR;
    switch (what.do) {
      case 'act': {
        const act = actFromPlan(what, world, stamp);
        if (act) world.record(act.claim, act.event, stamp);
        break;
      }
      case 'credit each other':
        for (const event of citationCycle(what, world, stamp)) world.record(world.claim(what.claim), event, stamp);
        break;
      case 'deny and prove an attribution': {
        const disputed = disputedAttribution(what, world, stamp);
        for (const event of disputed?.events ?? []) world.record(disputed?.claim ?? '', event, stamp);
        break;
      }
      case 'say and answer': {
        const claim = world.claim(what.claim);
        for (const event of sayingAndAnswer(what, claim, world, stamp)) world.record(claim, event, stamp);
        break;
      }
      case 'void':
        voidOne(what, world, stamp);
        if (!targetCycles && world.hasTargetCycle()) world.removeLast();
        break;
      case 'mandate':
        world.mandate(what, stamp);
        break;
      case 'join':
        world.join(what, stamp);
        break;
      case 'link':
      case 'unlink': {
        const [claim, other] = [world.claim(what.claim), world.claim(what.other)];
        const type = what.do === 'link' ? 'ClaimLinked' : 'ClaimUnlinked';
        if (claim !== other)
          world.record(claim, { type, data: { id: world.nextId(), relation: what.relation, other } }, stamp);
        break;
      }
      case 'amend claim': {
        const data = { id: world.nextId(), ...claimData(what.claim) };
        world.record(world.claim(what.n), { type: 'ClaimAmended', data }, stamp);
        break;
      }
      case 'amend document':
        world.amendDocument(what.n, stamp);
        break;
      case 'amend actor': {
        const outlet = ROSTER.filter((actor) => actor.kind === 'outlet')[what.n % 2]?.id ?? '';
        world.log.append('actor', 'diplomat', { type: 'ActorAmended', data: { outlet } }, stamp);
        break;
      }
      case 'narrate': {
        const [type, data] = ['NarrativeClaimAdded' as const, { claim: world.claim(what.n) }];
        if (!world.log.events.some((event) => event.stream === 'narrative-n1'))
          world.log.append('narrative', 'n1', { type: 'NarrativeRegistered', data: { title: 'A story' } }, stamp);
        world.log.append('narrative', 'n1', { type, data }, stamp);
      }
    }
  }
  return new History(world.log.events, world.claims);
}

interface VoidPlan {
  readonly n: number;
  readonly how: string;
  readonly other: number;
  readonly date: DatePlan;
}

/** Voids any entry except a registration, with or without a replacement, which is an existing or a new entry. */
function voidOne(plan: VoidPlan, world: World, stamp: number): void {
  const entries = world.entries;
  const effective = entries.filter(({ type, ref }) => type !== 'ClaimRegistered' && !isVoided(ref, entries));
  const target = world.latest(effective, plan.n);
  if (!target) return;
  const { claim } = target;
  let replacement: string | undefined;
  if (plan.how === 'another instead')
    replacement = world.latest(
      entries.filter((entry) => entry.claim === claim && entry.ref !== target.ref && entry.type !== 'EntryVoided'),
      plan.other,
    )?.data.id;
  if (plan.how === 'recorded again' || plan.how === 'changed') {
    replacement = world.nextId();
    world.record(claim, copyOf(target, replacement, plan.how === 'changed' ? plan.date : undefined, stamp), stamp);
  }
  const data = {
    id: world.nextId(),
    voids: target.data.id,
    reason: 'recorded by mistake',
    ...(replacement === undefined ? {} : { replacement }),
  };
  world.record(claim, { type: 'EntryVoided', data }, stamp);
}

function copyOf({ type, data }: RecordedEntry, id: string, date: DatePlan | undefined, stamp: number) {
  const occurredAt = date && 'by' in data ? occurredAtFrom(date, stamp) : undefined;
  return { type, data: { ...data, id, ...(occurredAt === undefined ? {} : { occurredAt }) } } as RecordedEntry;
}
