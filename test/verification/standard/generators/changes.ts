import fc from 'fast-check';
import type { ClaimEvent } from '../../../../src/claims/claim.events.js';
import type { Citation } from '../../../../src/domain/entries.js';
import { BASES } from '../../../../src/domain/vocabulary.js';
import { Log } from './log.js';
import { ROSTER } from './world.js';
import type { History } from './history.js';
import { claimEvents, isVoided, knownAt, type AnyFact } from '../reference-evaluator/acts.js';

const isAct = (fact: AnyFact): boolean => 'by' in fact.data;

/** The entries that must be there before this one: those that it names, and its claim's registration. */
function needs(fact: AnyFact): Set<string> {
  const claim = fact.stream.slice('claim-'.length);
  const { data } = fact;
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
 * The same history with its acts recorded in another order, all at one moment: what an entry names still comes before
 * it, and the acts of the record keep their order.
 */
export function anotherOrder(facts: readonly AnyFact[], priorities: readonly number[], at: string): AnyFact[] {
  const left = facts.map((fact, i) => ({ fact, priority: priorities[i] ?? i }));
  const done = new Set<string>();
  const ordered: AnyFact[] = [];
  while (left.length > 0) {
    const nextOfRecord = left.find(({ fact }) => !isAct(fact))?.fact;
    const ready = left.filter(
      ({ fact }) =>
        !fact.stream.startsWith('claim-') ||
        fact.type === 'ClaimRegistered' ||
        [...needs(fact)].every((ref) => done.has(ref)),
    );
    const possible = ready.filter(({ fact }) => isAct(fact) || fact === nextOfRecord);
    const next = possible.sort((a, b) => a.priority - b.priority)[0];
    if (!next) throw new Error('Every entry names only earlier ones.');
    left.splice(left.indexOf(next), 1);
    ordered.push(next.fact);
    if ('id' in next.fact.data) done.add(`${next.fact.stream.slice('claim-'.length)}/${next.fact.data.id}`);
  }
  return Log.of(ordered, at).facts;
}

const lastStamp = (facts: readonly AnyFact[]): number => Date.parse(facts.at(-1)?.metadata.recordedAt ?? '');

/** One act, named by others if any is, voided in favour of the same again; undefined if there is none. */
export function recordedAgain(facts: readonly AnyFact[], n: number): AnyFact[] | undefined {
  const all = claimEvents(knownAt(facts, undefined));
  const acts = all.filter((entry) => isAct(entry) && !isVoided(entry.ref, all));
  const named = acts.filter(({ ref }) => all.some((other) => needs(other).has(ref)));
  const possible = named.length > 0 ? named : acts;
  const act = possible.at(-1 - (n % (possible.length || 1)));
  if (!act) return undefined;
  const log = Log.of(facts);
  const { type, data } = act;
  log.append('claim', act.claim, { type, data: { ...data, id: 'again' } } as ClaimEvent, lastStamp(facts));
  const voided = { id: 'not-that', voids: act.ref.split('/')[1] ?? '', reason: 'a slip', replacement: 'again' };
  log.append('claim', act.claim, { type: 'EntryVoided', data: voided }, lastStamp(facts));
  return log.facts;
}

/** What becomes of a history when somebody adds something on one of its claims. */
export type Added = (history: History) => { readonly claim: string; readonly facts: readonly AnyFact[] };

function added(history: History, claim: number, events: readonly ClaimEvent[]): ReturnType<Added> {
  const log = Log.of(history.facts);
  const stamp = lastStamp(history.facts);
  const stream = history.claims[claim % history.claims.length] ?? '';
  for (const id of ['newcomer', 'second', 'third']) {
    log.append('actor', id, { type: 'ActorRegistered', data: { kind: 'outlet', name: id, aliases: [] } }, stamp);
  }
  for (const event of events) log.append('claim', stream, event, stamp);
  return { claim: stream, facts: log.facts };
}

/** Those of the roster who are free of something, and the newcomer, who always is. */
function oneOf(n: number, isFree: (actor: string) => boolean): string {
  const free = ['newcomer', ...ROSTER.map(({ id }) => id).filter(isFree)];
  return free[n % free.length] ?? 'newcomer';
}

const citations = ({ facts }: History): Citation[] =>
  facts.flatMap(({ data }) => ('cites' in data ? (data.cites ?? []) : []));

/** Whose word anybody takes: by name, through a document or through an entry. */
function cited(history: History): Set<string> {
  const all = claimEvents(knownAt(history.facts, undefined));
  const whose = (ref: string) =>
    all.flatMap(({ ref: full, data }) =>
      'by' in data && (full === ref || data.id === ref) ? [...data.by, ...(data.onBehalfOf ?? [])] : [],
    );
  return new Set([
    ...citations(history).flatMap((cite) =>
      'actor' in cite ? [cite.actor] : 'entry' in cite ? whose(cite.entry) : [],
    ),
    ...history.facts.flatMap(({ data }) => ('publisher' in data && data.publisher ? [data.publisher] : [])),
  ]);
}

const index = fc.nat({ max: 60 });
const basis = fc.constantFrom(...BASES);
const date = fc.option(fc.constantFrom('2023-12-01', '2024-03-01', '2024'), { nil: undefined });

/** A citation of any entry of the history. */
function citing(n: number | undefined, { facts }: History): { cites?: readonly Citation[] } {
  if (n === undefined) return {};
  const refs = claimEvents(knownAt(facts, undefined)).map(({ ref }) => ref);
  return { cites: [{ entry: refs[n % refs.length] ?? '', use: 'quotes' }] };
}
const cites = fc.option(index, { nil: undefined });

/** "one more supporting entry, by an actor whom nobody cites" */
export function oneMoreSupport(): fc.Arbitrary<Added> {
  const type = fc.constantFrom('ClaimAsserted', 'ClaimReported', 'ClaimConfirmed');
  return fc
    .tuple(type, index, index, basis, date, cites)
    .map(([type_, who, claim, basis_, occurredAt, n]): Added => (history) => {
      const by = [oneOf(who, (actor) => !cited(history).has(actor))];
      const act = { id: 'new', by, ...(occurredAt ? { occurredAt } : {}), ...citing(n, history), basis: basis_ };
      const event: ClaimEvent =
        type_ === 'ClaimConfirmed' ? { type: type_, data: { ...act, extent: 'whole' } } : { type: type_, data: act };
      return added(history, claim, [event]);
    });
}

/** Copies that credit nobody, or what is there already, or each other. */
export function copies(): fc.Arbitrary<Added> {
  const sourceless = fc.constantFrom('none-given' as const, 'named-source' as const, 'unnamed-source' as const);
  const report = (id: string, by: string, more: object): ClaimEvent => ({
    type: 'ClaimReported',
    data: { id, by: [by], basis: 'witnessed', ...more },
  });
  return fc.tuple(index, fc.boolean(), sourceless, cites).map(([claim, ring, basis_, n]): Added => (history) => {
    const of = (actor: string) => ({ cites: [{ actor, use: 'credits' as const }] });
    const events = ring
      ? [
          report('a', 'newcomer', of('second')),
          report('b', 'second', of('third')),
          report('c', 'third', of('newcomer')),
        ]
      : ['newcomer', 'second'].map((by) => report(by, by, n === undefined ? { basis: basis_ } : citing(n, history)));
    return added(history, claim, events);
  });
}

/** "a denial, question, reaction or repetition without standing, by one who put nothing forward and isn't quoted" */
export function fromBystander(): fc.Arbitrary<Added> {
  const type = fc.constantFrom('ClaimDenied', 'ClaimQuestioned', 'ReactionRecorded', 'ClaimRepeated');
  const about = fc.option(index, { nil: undefined });
  const extent = fc.constantFrom('whole' as const, 'part' as const);
  return fc
    .tuple(type, index, index, basis, date, cites, about, extent)
    .map(([type_, who, claim, basis_, occurredAt, n, of, extent_]): Added => (history) => {
      const by = [oneOf(who, (actor) => isBystander(actor, history))];
      const act = { id: 'new', by, ...(occurredAt ? { occurredAt } : {}), ...citing(n, history), basis: basis_ };
      const refs = claimEvents(knownAt(history.facts, undefined)).map(({ ref }) => ref);
      const target = of === undefined ? {} : { of: refs[of % refs.length] ?? '' };
      switch (type_) {
        case 'ClaimDenied':
        case 'ClaimQuestioned':
          return added(history, claim, [{ type: type_, data: { ...act, ...target, extent: extent_ } }]);
        case 'ReactionRecorded':
          return added(history, claim, [{ type: type_, data: { ...act, ...target, reaction: 'condemned' } }]);
        case 'ClaimRepeated':
          return added(history, claim, [{ type: type_, data: act }]);
      }
    });
}

/** Nothing that was put forward, is quoted or could be settled is theirs, nor of their side. */
function isBystander(actor: string, history: History): boolean {
  return (
    !cited(history).has(actor) &&
    !history.facts.some(
      ({ data, stream }) =>
        ('by' in data && (data.by.includes(actor) || data.onBehalfOf?.includes(actor))) ||
        ('about' in data && data.about.includes(actor)) ||
        ('holder' in data && data.holder === actor) ||
        ('outlet' in data && data.outlet === actor) ||
        ('mandate' in data && stream === `actor-${actor}`),
    )
  );
}
