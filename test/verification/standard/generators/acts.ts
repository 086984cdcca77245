import type { ClaimEvent } from '../../../../src/claims/claim.events.js';
import type { Citation } from '../../../../src/domain/entries.js';
import type { ActPlan, AnswerPlan, CitationPlan, CyclePlan, DatePlan, DisputePlan, MakerPlan } from './plans.js';
import { occurredAtFrom, daysAfter, endOf } from './time.js';
import { ROSTER, SPEAKERS, type RecordedEntry, type World } from './world.js';

const PUTS_FORWARD = ['ClaimAsserted', 'ClaimReported', 'ClaimConfirmed', 'ClaimRepeated'];
/** The types of entries that an act of a type usually targets, so that most generated acts have an effect. */
const USUAL_TARGETS: Readonly<Record<string, readonly string[]>> = {
  StatementRetracted: [...PUTS_FORWARD, 'ClaimDenied', 'StatementRetracted', 'EvidenceAttached', 'ForecastResolved'],
  CorrectionIssued: PUTS_FORWARD,
  ClaimDenied: [...PUTS_FORWARD, 'ClaimDenied'],
  EvidenceAttached: PUTS_FORWARD,
  VerdictWithdrawn: ['VerdictIssued'],
};

const referenceFrom = (claim: string, entry: RecordedEntry): string =>
  entry.claim === claim ? entry.data.id : entry.ref;

/** Returns the act that a plan describes in this world; undefined if there is no entry that it could target. */
export function actFromPlan(
  plan: ActPlan,
  world: World,
  stamp: number,
): { readonly claim: string; readonly event: ClaimEvent } | undefined {
  const claim = plan.type === 'ForecastResolved' ? world.forecast(plan.claim) : world.claim(plan.claim);
  if (claim === undefined) return undefined;
  const acts = world.entries.filter((entry) => 'by' in entry.data);
  /** A decider sees only in its own stream what isn't a verdict. */
  const isUnseen = (entry: RecordedEntry): boolean =>
    plan.type === 'VerdictWithdrawn' && plan.primary && entry.claim !== claim;
  const candidates = acts.filter(
    (entry) => (USUAL_TARGETS[plan.type]?.includes(entry.type) ?? true) || isUnseen(entry),
  );
  const target = world.latest(candidates, plan.of);
  const isRetraction = plan.type === 'StatementRetracted' || plan.type === 'CorrectionIssued';
  const by = [...new Set(plan.by.map((who) => speaker(who, claim, target, world, isRetraction)))];
  const onBehalfOf = plan.onBehalfOf && principal(plan.onBehalfOf, by[0] ?? '', world);
  const occurredAt = occurredAtFrom(plan.date, stamp);
  const { basis, extent, takesBack } = plan;
  const act = {
    id: world.nextId(),
    by,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf: [onBehalfOf] }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    ...(plan.after && acts.length > 0
      ? { after: plan.after.flatMap((n) => world.latest(acts, n) ?? []).map((entry) => referenceFrom(claim, entry)) }
      : {}),
    ...(plan.document === undefined ? {} : { document: world.document(plan.document) }),
    ...(plan.cites.length === 0
      ? {}
      : { cites: plan.cites.flatMap((cite) => citation(cite, claim, [...by, onBehalfOf ?? []].flat(), world) ?? []) }),
    ...(plan.capacity === undefined ? {} : { capacity: plan.capacity }),
  };
  const document = world.document(plan.document ?? 0);
  const of = target && referenceFrom(claim, target);
  const ofEntry = plan.ofEntry && of !== undefined ? { of } : {};
  const inClaim = (event: ClaimEvent) => ({ claim, event });

  switch (plan.type) {
    case 'ClaimAsserted':
    case 'ClaimReported':
    case 'ClaimRepeated':
      return inClaim({ type: plan.type, data: { ...act, basis } });
    case 'ClaimInterpreted':
      return inClaim({
        type: plan.type,
        data: { ...act, interprets: of === undefined || plan.ofEntry ? { document } : { entry: of } },
      });
    case 'ClaimConfirmed':
    case 'ClaimDenied':
    case 'ClaimQuestioned':
      return inClaim({ type: plan.type, data: { ...act, basis, extent, ...ofEntry } });
    case 'StatementRetracted':
    case 'ApologyIssued':
    case 'CorrectionIssued':
      return of === undefined ? undefined : inClaim({ type: plan.type, data: { ...act, of, takesBack } });
    case 'StatementReworded': {
      const wording = { text: 'What was meant.', language: 'en' };
      return of === undefined ? undefined : inClaim({ type: plan.type, data: { ...act, of, takesBack, wording } });
    }
    case 'ReactionRecorded':
      return inClaim({ type: plan.type, data: { ...act, reaction: plan.reaction, ...ofEntry } });
    case 'ConfirmationSought': {
      const until = plan.goodDays === undefined ? undefined : daysAfter(stamp, plan.goodDays);
      const goodUntil = until === undefined ? {} : { goodUntil: endOf(plan.primary ? 'day' : 'instant', until) };
      return inClaim({ type: plan.type, data: { ...act, outcome: plan.search, ...goodUntil } });
    }
    case 'EvidenceAttached': {
      const { bearing, primary, authenticity } = plan;
      return inClaim({ type: plan.type, data: { ...act, document, bearing, primary, authenticity, ...ofEntry } });
    }
    case 'VerdictIssued':
      return inClaim({ type: plan.type, data: { ...act, rating: plan.rating } });
    case 'VerdictWithdrawn':
      return of === undefined ? undefined : inClaim({ type: plan.type, data: { ...act, of } });
    case 'ForecastResolved':
      return inClaim({ type: plan.type, data: { ...act, outcome: plan.outcome, document } });
  }
}

/** Returns reports of actors who each credit the next, and the last one the first. */
export function citationCycle({ first, size, basis, date }: CyclePlan, world: World, stamp: number): ClaimEvent[] {
  const occurredAt = occurredAtFrom(date, stamp);
  const actor = (n: number): string => SPEAKERS[(first + (n % size)) % SPEAKERS.length] ?? '';
  return Array.from({ length: size }, (_, n) => {
    const cites: readonly Citation[] = [{ actor: actor(n + 1), use: 'credits' }];
    const when = occurredAt === undefined ? {} : { occurredAt };
    return { type: 'ClaimReported', data: { id: world.nextId(), by: [actor(n)], ...when, cites, basis } };
  });
}

/** Returns a denial by a maker of an entry that it is rightly attributed, and evidence that it is. */
export function disputedAttribution(
  { n, examiner, document, date }: DisputePlan,
  world: World,
  stamp: number,
): { readonly claim: string; readonly events: readonly ClaimEvent[] } | undefined {
  const target = world.latest(
    world.entries.filter(({ type }) => PUTS_FORWARD.includes(type)),
    n,
  );
  if (!target || !('by' in target.data)) return undefined;
  const occurredAt = occurredAtFrom(date, stamp);
  const when = occurredAt === undefined ? {} : { occurredAt };
  const of = target.data.id;
  const by = [SPEAKERS[examiner % SPEAKERS.length] ?? ''];
  const denial = { id: world.nextId(), by: target.data.by.slice(0, 1), ...when, of, basis: 'none-given' as const };
  const evidence = { id: world.nextId(), by, of, document: world.document(document), bearing: 'supports' as const };
  return {
    claim: target.claim,
    events: [
      { type: 'ClaimDenied', data: { ...denial, extent: 'whole' } },
      { type: 'EvidenceAttached', data: { ...evidence, ...when, primary: true, authenticity: 'genuine' } },
    ],
  };
}

/**
 * Returns what one of a speaker and its principal says in its own name, and the answer of the other, if one of them has
 * standing.
 */
export function sayingAndAnswer(plan: AnswerPlan, claim: string, world: World, stamp: number): readonly ClaimEvent[] {
  const withStanding = world.actorsWithStanding(claim);
  const pairs = world.mandates.filter((pair) => pair.some((actor) => withStanding.includes(actor)));
  const pair = pairs[plan.mandate % (pairs.length || 1)];
  if (!pair) return [];
  const [one, other] = plan.isPrincipalFirst ? pair.toReversed() : pair;
  const act = (by: string | undefined, date: DatePlan) => {
    const occurredAt = occurredAtFrom(date, stamp);
    return { id: world.nextId(), by: [by ?? ''], ...(occurredAt === undefined ? {} : { occurredAt }) };
  };
  return [
    { type: plan.first, data: { ...act(one, plan.date), basis: 'none-given' } },
    { type: plan.answer, data: { ...act(other, plan.answerDate), basis: 'none-given', extent: 'whole' } },
  ];
}

function speaker(
  { as, n }: MakerPlan,
  claim: string,
  target: RecordedEntry | undefined,
  world: World,
  isRetraction: boolean,
): string {
  const targetAct = target && 'by' in target.data ? target.data : undefined;
  const from: Record<MakerPlan['as'], readonly string[]> = {
    anyone: ROSTER.map(({ id }) => id),
    settles: isRetraction ? (targetAct?.by ?? []) : world.actorsWithStanding(claim),
    'speaks for who settles': world.speakersFor(world.actorsWithStanding(claim)),
    'a group': ROSTER.flatMap(({ id, kind }) => (kind === 'group' ? [id] : [])),
    unnamed: ROSTER.flatMap(({ id, kind }) => (kind === 'unnamed' ? [id] : [])),
    'maker of the target': targetAct?.by ?? [],
    'publisher of the target': [(targetAct?.document && world.documents.get(targetAct.document)) ?? []].flat(),
    'cited by the target': (targetAct?.cites ?? []).flatMap((cite) => {
      if ('actor' in cite) return [cite.actor];
      return 'entry' in cite && target ? world.makersOf(target.claim, cite.entry) : [];
    }),
    'with a mandate': world.mandated,
  };
  const possible = from[as];
  return (possible.length > 0 ? possible : SPEAKERS)[n % (possible.length || SPEAKERS.length)] ?? '';
}

function principal({ mandated, n }: { mandated: boolean; n: number }, by: string, world: World): string | undefined {
  const possible = mandated ? world.principalsOf(by) : ROSTER.map(({ id }) => id);
  return possible[n % (possible.length || 1)];
}

function citation(
  { what, n, use, translated }: CitationPlan,
  claim: string,
  side: readonly string[],
  world: World,
): Citation | undefined {
  const how = translated ? { use, translated } : { use };
  switch (what) {
    case 'actor':
      return { actor: ROSTER[n % ROSTER.length]?.id ?? '', ...how };
    case 'document':
      return { document: world.document(n), ...how };
    case 'own document':
      return { document: world.documentOf(side, n), ...how };
    case 'support':
    case 'elsewhere':
    case 'entry': {
      const candidates = world.entries.filter((entry) => {
        if (what === 'elsewhere') return entry.claim !== claim;
        return what === 'entry' || PUTS_FORWARD.includes(entry.type);
      });
      const entry = world.latest(candidates, n);
      return entry && { entry: referenceFrom(claim, entry), ...how };
    }
  }
}
