import fc from 'fast-check';
import type { ClaimEvent } from '../../../../src/claims/claim.events.js';
import type { Citation } from '../../../../src/domain/entries.js';
import { BASES, EXTENTS, REACTIONS } from '../../../../src/domain/vocabulary.js';
import { GeneratedLog } from './log.js';
import { ROSTER } from './world.js';
import type { History } from './history.js';
import { actorsIn, claimEvents, isVoided, eventsKnownAt, type AnyDomainEvent } from '../reference-evaluator/acts.js';

const isAct = (event: AnyDomainEvent): boolean => 'by' in event.data;

/** Returns the entries that must be recorded before this one: those that it names, and its claim's registration. */
function dependenciesOf(event: AnyDomainEvent): Set<string> {
  const claim = event.stream.slice('claim-'.length);
  const { data } = event;
  const named = [
    'of' in data ? data.of : undefined,
    'interprets' in data && 'entry' in data.interprets ? data.interprets.entry : undefined,
    'voids' in data ? data.voids : undefined,
    'replacement' in data ? data.replacement : undefined,
    ...('after' in data ? (data.after ?? []) : []),
    ...('cites' in data ? (data.cites ?? []) : []).map((cite) => ('entry' in cite ? cite.entry : undefined)),
    'reg',
  ];
  return new Set(named.flatMap((ref) => (ref === undefined ? [] : [ref.includes('/') ? ref : `${claim}/${ref}`])));
}

/**
 * Returns the same events in another order, all recorded at one moment. What an entry names still comes before it, and
 * registrations, amendments, links and voids keep their order.
 */
export function reordered(
  events: readonly AnyDomainEvent[],
  priorities: readonly number[],
  at: string,
): AnyDomainEvent[] {
  const left = events.map((event, i) => ({ event, priority: priorities[i] ?? i }));
  const done = new Set<string>();
  const ordered: AnyDomainEvent[] = [];
  while (left.length > 0) {
    const nextClericalEvent = left.find(({ event }) => !isAct(event))?.event;
    const ready = left.filter(
      ({ event }) =>
        !event.stream.startsWith('claim-') ||
        event.type === 'ClaimRegistered' ||
        [...dependenciesOf(event)].every((ref) => done.has(ref)),
    );
    const possible = ready.filter(({ event }) => isAct(event) || event === nextClericalEvent);
    const next = possible.sort((a, b) => a.priority - b.priority)[0];
    if (!next) throw new Error('Every entry names only earlier ones.');
    left.splice(left.indexOf(next), 1);
    ordered.push(next.event);
    if ('id' in next.event.data) done.add(`${next.event.stream.slice('claim-'.length)}/${next.event.data.id}`);
  }
  return GeneratedLog.of(ordered, at).events;
}

const lastStamp = (events: readonly AnyDomainEvent[]): number => Date.parse(events.at(-1)?.metadata.recordedAt ?? '');

/**
 * Voids one act and replaces it with a copy. It takes an act that others name, if there is one. Returns undefined if
 * there is no act.
 */
export function withOneReplaced(events: readonly AnyDomainEvent[], n: number): AnyDomainEvent[] | undefined {
  const all = claimEvents(eventsKnownAt(events, undefined));
  const acts = all.filter((entry) => isAct(entry) && !isVoided(entry.ref, all));
  const named = acts.filter(({ ref }) => all.some((other) => dependenciesOf(other).has(ref)));
  const possible = named.length > 0 ? named : acts;
  const act = possible.at(-1 - (n % (possible.length || 1)));
  if (!act) return undefined;
  const log = GeneratedLog.of(events);
  const { type, data } = act;
  log.append('claim', act.claim, { type, data: { ...data, id: 'again' } } as ClaimEvent, lastStamp(events));
  const voided = { id: 'not-that', voids: act.ref.split('/')[1] ?? '', reason: 'a slip', replacement: 'again' };
  log.append('claim', act.claim, { type: 'EntryVoided', data: voided }, lastStamp(events));
  return log.events;
}

/** Adds events to one claim of a history. */
export type Addition = (history: History) => { readonly claim: string; readonly events: readonly AnyDomainEvent[] };

function append(history: History, claim: number, events: readonly ClaimEvent[]): ReturnType<Addition> {
  const log = GeneratedLog.of(history.events);
  const stamp = lastStamp(history.events);
  const stream = history.claims[claim % history.claims.length] ?? '';
  for (const id of ['newcomer', 'second', 'third']) {
    log.append('actor', id, { type: 'ActorRegistered', data: { kind: 'outlet', name: id, aliases: [] } }, stamp);
  }
  for (const event of events) log.append('claim', stream, event, stamp);
  return { claim: stream, events: log.events };
}

/** Returns all ids of an actor. */
const idsOf = (actor: string, { events }: History): readonly string[] =>
  actorsIn(eventsKnownAt(events, undefined)).get(actor)?.joined ?? [actor];

/** Picks an actor of the roster that passes the filter, or the newcomer, who always does. */
function pickActor(n: number, isFree: (actor: string) => boolean): string {
  const free = ['newcomer', ...ROSTER.map(({ id }) => id).filter(isFree)];
  return free[n % free.length] ?? 'newcomer';
}

const citations = ({ events }: History): Citation[] =>
  events.flatMap(({ data }) => ('cites' in data ? (data.cites ?? []) : []));

/** Returns the actors whom any entry cites: by name, through a document or through an entry. */
function citedActors(history: History): Set<string> {
  const all = claimEvents(eventsKnownAt(history.events, undefined));
  const whose = (ref: string) =>
    all.flatMap(({ ref: full, data }) =>
      'by' in data && (full === ref || data.id === ref) ? [...data.by, ...(data.onBehalfOf ?? [])] : [],
    );
  return new Set([
    ...citations(history).flatMap((cite) =>
      'actor' in cite ? [cite.actor] : 'entry' in cite ? whose(cite.entry) : [],
    ),
    ...history.events.flatMap(({ data }) => ('publisher' in data && data.publisher ? [data.publisher] : [])),
  ]);
}

const index = fc.nat({ max: 60 });
const basis = fc.constantFrom(...BASES);
const date = fc.option(fc.constantFrom('2023-12-01', '2024-03-01', '2024'), { nil: undefined });

/** Returns a citation of any entry of the history. */
function citationOf(n: number | undefined, { events }: History): { cites?: readonly Citation[] } {
  if (n === undefined) return {};
  const refs = claimEvents(eventsKnownAt(events, undefined)).map(({ ref }) => ref);
  return { cites: [{ entry: refs[n % refs.length] ?? '', use: 'quotes' }] };
}
const cites = fc.option(index, { nil: undefined });

/** Adds one supporting entry by an actor whom no entry cites. */
export function oneMoreSupportingEntry(): fc.Arbitrary<Addition> {
  const type = fc.constantFrom('ClaimAsserted', 'ClaimReported', 'ClaimConfirmed');
  return fc
    .tuple(type, index, index, basis, date, cites)
    .map(([type_, who, claim, basis_, occurredAt, n]): Addition => (history) => {
      const cited = citedActors(history);
      const by = [pickActor(who, (actor) => !idsOf(actor, history).some((id) => cited.has(id)))];
      const act = { id: 'new', by, ...(occurredAt ? { occurredAt } : {}), ...citationOf(n, history), basis: basis_ };
      const event: ClaimEvent =
        type_ === 'ClaimConfirmed' ? { type: type_, data: { ...act, extent: 'whole' } } : { type: type_, data: act };
      return append(history, claim, [event]);
    });
}

/** Adds reports that cite no source, an existing entry, or each other. */
export function unsourcedCopies(): fc.Arbitrary<Addition> {
  const sourceless = fc.constantFrom('none-given' as const, 'named-source' as const, 'unnamed-source' as const);
  const report = (id: string, by: string, more: object): ClaimEvent => ({
    type: 'ClaimReported',
    data: { id, by: [by], basis: 'witnessed', ...more },
  });
  return fc.tuple(index, fc.boolean(), sourceless, cites).map(([claim, ring, basis_, n]): Addition => (history) => {
    const of = (actor: string) => ({ cites: [{ actor, use: 'credits' as const }] });
    const events = ring
      ? [
          report('a', 'newcomer', of('second')),
          report('b', 'second', of('third')),
          report('c', 'third', of('newcomer')),
        ]
      : ['newcomer', 'second'].map((by) =>
          report(by, by, n === undefined ? { basis: basis_ } : citationOf(n, history)),
        );
    return append(history, claim, events);
  });
}

/**
 * Adds a denial, question, reaction or repetition by an actor without standing who put nothing forward and isn't cited.
 */
export function bystanderActs(): fc.Arbitrary<Addition> {
  const type = fc.constantFrom('ClaimDenied', 'ClaimQuestioned', 'ReactionRecorded', 'ClaimRepeated');
  const about = fc.option(index, { nil: undefined });
  const more = fc.tuple(fc.constantFrom(...EXTENTS), fc.constantFrom(...REACTIONS));
  return fc
    .tuple(type, index, index, basis, date, cites, about, more)
    .map(([type_, who, claim, basis_, occurredAt, n, of, [extent, reaction]]): Addition => (history) => {
      const by = [pickActor(who, (actor) => idsOf(actor, history).every((id) => isBystander(id, history)))];
      const act = { id: 'new', by, ...(occurredAt ? { occurredAt } : {}), ...citationOf(n, history), basis: basis_ };
      const refs = claimEvents(eventsKnownAt(history.events, undefined)).map(({ ref }) => ref);
      const target = of === undefined ? {} : { of: refs[of % refs.length] ?? '' };
      switch (type_) {
        case 'ClaimDenied':
        case 'ClaimQuestioned':
          return append(history, claim, [{ type: type_, data: { ...act, ...target, extent } }]);
        case 'ReactionRecorded':
          return append(history, claim, [{ type: type_, data: { ...act, ...target, reaction } }]);
        case 'ClaimRepeated':
          return append(history, claim, [{ type: type_, data: act }]);
      }
    });
}

/** True if the actor made and represents no entry, isn't cited, has no standing, and has no mandate. */
function isBystander(actor: string, history: History): boolean {
  return (
    !citedActors(history).has(actor) &&
    !history.events.some(
      ({ data, stream }) =>
        ('by' in data && (data.by.includes(actor) || data.onBehalfOf?.includes(actor))) ||
        ('about' in data && data.about.includes(actor)) ||
        ('holder' in data && data.holder === actor) ||
        ('outlet' in data && data.outlet === actor) ||
        ('mandate' in data && stream === `actor-${actor}`),
    )
  );
}
