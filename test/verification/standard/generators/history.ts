import fc from 'fast-check';
import { plans, type ClaimPlan, type DatePlan, type Plan, type WorldPlan } from './plans.js';
import { actFrom, ringFrom } from './acts.js';
import { Log } from './log.js';
import { dated, HOUR } from './time.js';
import { isVoided, knownAt, type AnyFact, type Question } from '../reference-evaluator/acts.js';
import { ROSTER, SPEAKERS, World, type Recorded } from './world.js';

/** A log that could have come about, and the claims in it. */
export class History {
  constructor(
    readonly facts: readonly AnyFact[],
    readonly claims: readonly string[],
  ) {}

  /** When the last event was recorded. */
  get end(): number {
    return Date.parse(knownAt(this.facts, undefined).at(-1)?.recordedAt ?? '2024-01-01');
  }

  /** One line an event, so that a counterexample can be read. */
  [fc.toStringMethod](): string {
    return this.facts
      .map(({ stream, type, data, metadata }) => `\n${metadata.recordedAt} ${stream} ${type} ${JSON.stringify(data)}`)
      .join('');
  }
}

const START = Date.UTC(2024, 2, 1);

/**
 * Histories of a small world: every kind of claim, actor and entry, and every way of putting one right. Replacements
 * can bend entries that are about entries into a ring; of those the page doesn't say who is right. What is found in
 * claims is kept only of those with many entries: these are in long histories.
 */
export function histories({ ringsOfTargets = false, long = false } = {}): fc.Arbitrary<History> {
  const { world, plan } = plans();
  const entries = (maxLength: number, minLength = 1) => fc.array(plan, { minLength, maxLength, size: 'max' });
  return fc
    .tuple(world, long ? entries(120, 60) : fc.oneof(entries(10), entries(40)))
    .map(([worldPlan, steps]) => carryOut(worldPlan, steps, ringsOfTargets));
}

/** A question to a history, in numbers that make sense in any, so that both shrink by themselves. */
const questionPlan = fc.record({
  claim: fc.oneof(fc.constant(0), fc.nat({ max: 3 })),
  asOf: moments(),
  validAt: moments(),
  later: fc.nat({ max: 24 * 100 }),
});
type QuestionPlan = typeof questionPlan extends fc.Arbitrary<infer T> ? T : never;
type MomentPlan = QuestionPlan['asOf'];

/** None, the moment when an event was recorded, or any. */
function moments() {
  const moment = fc.record({ exact: fc.boolean(), n: fc.nat({ max: 24 * 300 }) });
  return fc.option(moment, { nil: undefined, freq: 2 });
}

/** What may be asked of a history: of one of its claims, at a moment of the record and one of the world. */
export interface Asked extends Question {
  readonly claim: string;
}

function question(plan: QuestionPlan, { facts, claims, end }: History): Asked {
  const stamps = knownAt(facts, undefined).map((fact) => fact.recordedAt);
  const moment = ({ exact, n }: NonNullable<MomentPlan>): string =>
    (exact ? stamps.at(-1 - (n % stamps.length)) : undefined) ?? new Date(end - n * HOUR).toISOString();
  return {
    claim: claims[plan.claim % claims.length] ?? '',
    now: new Date(end + plan.later * HOUR).toISOString(),
    ...(plan.asOf ? { asOf: moment(plan.asOf) } : {}),
    ...(plan.validAt ? { validAt: moment(plan.validAt) } : {}),
  };
}

/** A history, and something asked of it. */
export function askedHistories(options = {}): fc.Arbitrary<readonly [History, Asked]> {
  return fc
    .tuple(histories(options), questionPlan)
    .map(([history, plan]) => [history, question(plan, history)] as const);
}

function claimData({ kind, about, holder }: ClaimPlan) {
  const named = (n: number): string => ROSTER[n % ROSTER.length]?.id ?? '';
  return {
    kind,
    about: [...new Set(about.map(named))],
    ...(kind === 'position' ? { holder: SPEAKERS[holder % SPEAKERS.length] ?? '' } : {}),
    ...(kind === 'forecast' ? { due: '2024-12' } : {}),
  };
}

function carryOut(worldPlan: WorldPlan, steps: readonly Plan[], ringsOfTargets: boolean): History {
  const world = new World(new Log());
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
    const data = { id: 'reg', text: `Claim ${i + 1}.`, language: 'en', topics: [], ...claimData(plan) };
    world.record(`c${i + 1}`, { type: 'ClaimRegistered', data }, clock);
  });
  for (const mandate of worldPlan.mandates) world.mandate(mandate, clock);

  for (const { step, what } of steps) {
    clock += step.hours * HOUR;
    const stamp = clock - step.clockBack * HOUR;
    switch (what.do) {
      case 'act': {
        const made = actFrom(what, world, stamp);
        if (made) world.record(made.claim, made.event, stamp);
        break;
      }
      case 'credit each other':
        for (const event of ringFrom(what, world, stamp)) world.record(world.claim(what.claim), event, stamp);
        break;
      case 'void':
        voidOne(what, world, stamp);
        if (!ringsOfTargets && world.hasRingOfTargets()) world.forgetLast();
        break;
      case 'mandate':
        world.mandate(what, stamp);
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
        if (!world.log.facts.some((fact) => fact.stream === 'narrative-n1'))
          world.log.append('narrative', 'n1', { type: 'NarrativeRegistered', data: { title: 'A story' } }, stamp);
        world.log.append('narrative', 'n1', { type, data }, stamp);
      }
    }
  }
  return new History(world.log.facts, world.claims);
}

interface VoidPlan {
  readonly n: number;
  readonly how: string;
  readonly other: number;
  readonly date: DatePlan;
}

/** Voids any entry but a registration, by itself or in favour of another one, recorded before or for the purpose. */
function voidOne(plan: VoidPlan, world: World, stamp: number): void {
  const entries = world.entries;
  const standing = entries.filter(({ type, ref }) => type !== 'ClaimRegistered' && !isVoided(ref, entries));
  const target = world.latest(standing, plan.n);
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

function copyOf({ type, data }: Recorded, id: string, date: DatePlan | undefined, stamp: number) {
  const occurredAt = date && 'by' in data ? dated(date, stamp) : undefined;
  return { type, data: { ...data, id, ...(occurredAt === undefined ? {} : { occurredAt }) } } as Recorded;
}
