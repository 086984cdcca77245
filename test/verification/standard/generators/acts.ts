import type { ClaimEvent } from '../../../../src/claims/claim.events.js';
import type { Citation } from '../../../../src/domain/entries.js';
import type { ActPlan, CitePlan, RingPlan, WhoPlan } from './plans.js';
import { dated, daysAfter, endOf } from './time.js';
import { ROSTER, SPEAKERS, type Recorded, type World } from './world.js';

const PUTS_FORWARD = ['ClaimAsserted', 'ClaimReported', 'ClaimConfirmed', 'ClaimRepeated'];
/** What an act of a type is mostly about, so that not every other one is beside the point. */
const ABOUT: Readonly<Record<string, readonly string[]>> = {
  StatementRetracted: [...PUTS_FORWARD, 'ClaimDenied', 'StatementRetracted', 'EvidenceAttached', 'ForecastResolved'],
  CorrectionIssued: PUTS_FORWARD,
  ClaimDenied: [...PUTS_FORWARD, 'ClaimDenied'],
  EvidenceAttached: PUTS_FORWARD,
  VerdictWithdrawn: ['VerdictIssued'],
};

const nameFor = (claim: string, entry: Recorded): string => (entry.claim === claim ? entry.data.id : entry.ref);

/** The act that a plan comes to in this world; undefined if there is nothing that it could be about. */
export function actFrom(
  plan: ActPlan,
  world: World,
  stamp: number,
): { readonly claim: string; readonly event: ClaimEvent } | undefined {
  const claim = plan.type === 'ForecastResolved' ? world.forecast(plan.claim) : world.claim(plan.claim);
  if (claim === undefined) return undefined;
  const acts = world.entries.filter((entry) => 'by' in entry.data);
  const candidates = acts.filter((entry) => ABOUT[plan.type]?.includes(entry.type) ?? true);
  const target = world.latest(candidates, plan.of);
  const isTakingBack = plan.type === 'StatementRetracted' || plan.type === 'CorrectionIssued';
  const by = [...new Set(plan.by.map((who) => speaker(who, claim, target, world, isTakingBack)))];
  const onBehalfOf = plan.onBehalfOf && principal(plan.onBehalfOf, by[0] ?? '', world);
  const occurredAt = dated(plan.date, stamp);
  const { basis, extent, takesBack } = plan;
  const act = {
    id: world.nextId(),
    by,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf: [onBehalfOf] }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    ...(plan.after && acts.length > 0
      ? { after: plan.after.flatMap((n) => world.latest(acts, n) ?? []).map((entry) => nameFor(claim, entry)) }
      : {}),
    ...(plan.document === undefined ? {} : { document: world.document(plan.document) }),
    ...(plan.cites.length === 0 ? {} : { cites: plan.cites.flatMap((cite) => citation(cite, claim, world) ?? []) }),
  };
  const document = world.document(plan.document ?? 0);
  const of = target && nameFor(claim, target);
  const ofEntry = plan.ofEntry && of !== undefined ? { of } : {};
  const made = (event: ClaimEvent) => ({ claim, event });

  switch (plan.type) {
    case 'ClaimAsserted':
    case 'ClaimReported':
    case 'ClaimRepeated':
      return made({ type: plan.type, data: { ...act, basis } });
    case 'ClaimInterpreted':
      return made({
        type: plan.type,
        data: { ...act, interprets: of === undefined || plan.ofEntry ? { document } : { entry: of } },
      });
    case 'ClaimConfirmed':
    case 'ClaimDenied':
    case 'ClaimQuestioned':
      return made({ type: plan.type, data: { ...act, basis, extent, ...ofEntry } });
    case 'StatementRetracted':
    case 'ApologyIssued':
    case 'CorrectionIssued':
      return of === undefined ? undefined : made({ type: plan.type, data: { ...act, of, takesBack } });
    case 'StatementReworded': {
      const wording = { text: 'What was meant.', language: 'en' };
      return of === undefined ? undefined : made({ type: plan.type, data: { ...act, of, takesBack, wording } });
    }
    case 'ReactionRecorded':
      return made({ type: plan.type, data: { ...act, reaction: plan.reaction, ...ofEntry } });
    case 'ConfirmationSought': {
      const until = plan.goodDays === undefined ? undefined : daysAfter(stamp, plan.goodDays);
      const goodUntil = until === undefined ? {} : { goodUntil: endOf(plan.primary ? 'day' : 'instant', until) };
      return made({ type: plan.type, data: { ...act, outcome: plan.search, ...goodUntil } });
    }
    case 'EvidenceAttached': {
      const { bearing, primary, authenticity } = plan;
      return made({ type: plan.type, data: { ...act, document, bearing, primary, authenticity, ...ofEntry } });
    }
    case 'VerdictIssued':
      return made({ type: plan.type, data: { ...act, rating: plan.rating } });
    case 'VerdictWithdrawn':
      return of === undefined ? undefined : made({ type: plan.type, data: { ...act, of } });
    case 'ForecastResolved':
      return made({ type: plan.type, data: { ...act, outcome: plan.outcome, document } });
  }
}

/** Reports of actors who each credit the next, and the last the first. */
export function ringFrom({ first, size, basis, date }: RingPlan, world: World, stamp: number): ClaimEvent[] {
  const occurredAt = dated(date, stamp);
  const actor = (n: number): string => SPEAKERS[(first + (n % size)) % SPEAKERS.length] ?? '';
  return Array.from({ length: size }, (_, n) => {
    const cites: readonly Citation[] = [{ actor: actor(n + 1), use: 'credits' }];
    const when = occurredAt === undefined ? {} : { occurredAt };
    return { type: 'ClaimReported', data: { id: world.nextId(), by: [actor(n)], ...when, cites, basis } };
  });
}

function speaker(
  { as, n }: WhoPlan,
  claim: string,
  target: Recorded | undefined,
  world: World,
  takesBack: boolean,
): string {
  const told = target && 'by' in target.data ? target.data : undefined;
  const from: Record<WhoPlan['as'], readonly string[]> = {
    anyone: ROSTER.map(({ id }) => id),
    settles: takesBack ? (told?.by ?? []) : world.settle(claim),
    'maker of the target': told?.by ?? [],
    'publisher of the target': [(told?.document && world.documents.get(told.document)) ?? []].flat(),
    'cited by the target': (told?.cites ?? []).flatMap((cite) => ('actor' in cite ? [cite.actor] : [])),
    'with a mandate': world.mandated,
  };
  const possible = from[as];
  return (possible.length > 0 ? possible : SPEAKERS)[n % (possible.length || SPEAKERS.length)] ?? '';
}

function principal({ mandated, n }: { mandated: boolean; n: number }, by: string, world: World): string | undefined {
  const possible = mandated ? world.principalsOf(by) : ROSTER.map(({ id }) => id);
  return possible[n % (possible.length || 1)];
}

function citation({ what, n, use, translated }: CitePlan, claim: string, world: World): Citation | undefined {
  const how = translated ? { use, translated } : { use };
  switch (what) {
    case 'actor':
      return { actor: ROSTER[n % ROSTER.length]?.id ?? '', ...how };
    case 'document':
      return { document: world.document(n), ...how };
    case 'support':
    case 'entry': {
      const entry = world.latest(
        world.entries.filter(({ type }) => (what === 'entry' ? true : PUTS_FORWARD.includes(type))),
        n,
      );
      return entry && { entry: nameFor(claim, entry), ...how };
    }
  }
}
