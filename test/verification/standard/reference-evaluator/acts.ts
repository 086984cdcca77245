import type { ActorEventTypes } from '../../../../src/actors/actor.events.js';
import type { ClaimEventTypes } from '../../../../src/claims/claim.events.js';
import type { DocumentEventTypes } from '../../../../src/documents/document.events.js';
import type { NarrativeEventTypes } from '../../../../src/narratives/narrative.events.js';
import type { PolicyEventTypes } from '../../../../src/policies/policy.events.js';
import type { RecordedDomainEvent } from '../../../../src/domain/domain-event.js';
import type { ActorFacts, ClaimFacts, Mandate } from '../../../../src/verification/policy.js';
import type { JudgedEntry } from '../../../../src/domain/entries.js';
import type { ClaimKind } from '../../../../src/domain/vocabulary.js';

export type AnyEventTypes = ActorEventTypes &
  ClaimEventTypes &
  DocumentEventTypes &
  NarrativeEventTypes &
  PolicyEventTypes;
/** Any event of the log on which a verification can depend. */
export type AnyDomainEvent = RecordedDomainEvent<AnyEventTypes>;

/** The moments for which a claim is evaluated; all are ISO instants. */
export interface Question {
  readonly asOf?: string;
  readonly validAt?: string;
  readonly now: string;
}

/** An event with its effective recorded time. */
export type TimedEvent = AnyDomainEvent & { readonly recordedAt: string };
export type TimedEventOf<T extends AnyDomainEvent['type']> = Extract<TimedEvent, { readonly type: T }>;

/** Returns the moment asked about: `validAt`, else `asOf`, else now. */
export const momentOf = ({ validAt, asOf, now }: Question): string => new Date(validAt ?? asOf ?? now).toISOString();

/**
 * Returns the events that the ledger knew at `asOf`. The effective recorded time of an event is the later of its stamp
 * and the effective time of the event before it in the log.
 */
export function eventsKnownAt(events: readonly AnyDomainEvent[], asOf: string | undefined): TimedEvent[] {
  let effective = -Infinity;
  return events
    .map((event): TimedEvent => {
      effective = Math.max(effective, Date.parse(event.metadata.recordedAt));
      return { ...event, recordedAt: new Date(effective).toISOString() };
    })
    .filter((event) => asOf === undefined || Date.parse(event.recordedAt) <= Date.parse(asOf));
}

const streamIdOf = (event: TimedEvent): string => event.stream.slice(event.stream.indexOf('-') + 1);

export const isOfType = <T extends AnyDomainEvent['type']>(
  event: TimedEvent,
  ...types: readonly T[]
): event is TimedEventOf<T> => types.some((type) => event.type === type);

/** An event of a claim's stream, with its claim and its full reference, `claim/entry`. */
export type ClaimStreamEvent = TimedEvent & { readonly claim: string; readonly ref: string };
export function claimEvents(known: readonly TimedEvent[]): ClaimStreamEvent[] {
  return known.flatMap((event) =>
    event.stream.startsWith('claim-') && 'id' in event.data
      ? [{ ...event, claim: streamIdOf(event), ref: `${streamIdOf(event)}/${event.data.id}` }]
      : [],
  );
}

type Entry = ClaimStreamEvent | (JudgedEntry & { readonly ref: string });

/** A voided entry no longer counts. Voiding the void restores it. */
export function isVoided(ref: string, all: readonly Entry[]): boolean {
  return voidsOf(ref, all).length > 0;
}

/** Citations and targets are redirected to the replacement; of two effective voids, to the later one's. */
export function replacementOf(ref: string, all: readonly Entry[]): string | undefined {
  return voidsOf(ref, all)
    .flatMap(({ claim, data }) => (data.replacement === undefined ? [] : [`${claim}/${data.replacement}`]))
    .at(-1);
}

/** Returns the effective voids of an entry. */
function voidsOf(ref: string, all: readonly Entry[]): Extract<Entry, { readonly type: 'EntryVoided' }>[] {
  return all.flatMap((entry) =>
    entry.type === 'EntryVoided' && `${entry.claim}/${entry.data.voids}` === ref && !isVoided(entry.ref, all)
      ? [entry]
      : [],
  );
}

/** Applies the amendments to the registration. Only a position has a holder, and only a forecast is due. */
export function claimFacts(claim: string, all: readonly ClaimStreamEvent[]): ClaimFacts | undefined {
  const notVoided = all.filter((event) => event.claim === claim && !isVoided(event.ref, all));
  const registration = notVoided.find((event) => event.type === 'ClaimRegistered');
  if (registration?.type !== 'ClaimRegistered') return undefined;
  let facts: { kind: ClaimKind; about: readonly string[]; holder?: string | null; due?: string | null } =
    registration.data;
  for (const event of notVoided) {
    if (event.type === 'ClaimAmended') facts = { ...facts, ...event.data };
    if (facts.kind !== 'position') facts = { ...facts, holder: null };
    if (facts.kind !== 'forecast') facts = { ...facts, due: null };
  }
  const { kind, about, holder, due } = facts;
  return { id: claim, kind, about, ...(holder ? { holder } : {}), ...(due ? { due } : {}) };
}

/** Of a pair of claims, the last link or unlink in either stream is effective. Only claims of one kind are merged. */
function areMerged(a: string, b: string, all: readonly ClaimStreamEvent[]): boolean {
  const last = all
    .filter(
      (event) =>
        (event.type === 'ClaimLinked' || event.type === 'ClaimUnlinked') &&
        event.data.relation === 'same-as' &&
        [event.claim, event.data.other].sort().join() === [a, b].sort().join() &&
        !isVoided(event.ref, all),
    )
    .at(-1);
  const kinds = [a, b].map((claim) => claimFacts(claim, all)?.kind);
  return last?.type === 'ClaimLinked' && kinds[0] !== undefined && kinds[0] === kinds[1];
}

/** A `same-as` link is mutual, transitive and reversible. */
export function sameAsGroupOf(claim: string, all: readonly ClaimStreamEvent[]): ClaimFacts[] {
  const everyClaim = [...new Set(all.map((event) => event.claim))];
  const group = new Set([claim]);
  for (const member of group) {
    for (const other of everyClaim) if (other !== member && areMerged(member, other, all)) group.add(other);
  }
  return [...group].flatMap((member) => claimFacts(member, all) ?? []);
}

/** A mandate replaces an earlier one with the same id. */
export function mandatesIn(known: readonly TimedEvent[]): Mandate[] {
  const mandates = new Map<string, Mandate>();
  for (const event of known) {
    if (isOfType(event, 'MandateRecorded')) {
      const { mandate: id, speaksFor: principal, from, until } = event.data;
      const ends = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
      mandates.set(`${event.stream}/${id}`, { id, speaker: streamIdOf(event), principal, ...ends });
    }
    if (isOfType(event, 'MandateVoided')) mandates.delete(`${event.stream}/${event.data.mandate}`);
  }
  return [...mandates.values()];
}

/** An unnamed actor belongs to the outlet that vouches for it. */
export function actorsIn(known: readonly TimedEvent[]): Map<string, ActorFacts> {
  const actors = new Map<string, ActorFacts>();
  for (const event of known) {
    if (isOfType(event, 'ActorRegistered', 'ActorAmended')) {
      const { kind, outlet } = { ...actors.get(streamIdOf(event)), ...event.data };
      if (kind) actors.set(streamIdOf(event), { id: streamIdOf(event), kind, ...(outlet ? { outlet } : {}) });
    }
  }
  const links = known.filter((event) => isOfType(event, 'ActorLinked', 'ActorUnlinked'));
  /** Of a pair, the last link or unlink in either stream holds. Unnamed actors are never joined, nor is a group with one that speaks. */
  const areJoined = (a: string, b: string): boolean => {
    const ofPair = links.filter((link) => [streamIdOf(link), link.data.other].sort().join() === [a, b].sort().join());
    const kinds = [a, b].map((id) => actors.get(id)?.kind);
    const groups = kinds.filter((kind) => kind === 'group').length;
    return ofPair.at(-1)?.type === 'ActorLinked' && !kinds.includes('unnamed') && groups !== 1;
  };
  /** Joining is mutual and transitive. */
  const joinedWith = (id: string): string[] => {
    const joined = new Set([id]);
    for (const member of joined) for (const other of actors.keys()) if (areJoined(member, other)) joined.add(other);
    return [...joined].sort();
  };
  return new Map(
    [...actors].map(([id, facts]) => {
      const joined = joinedWith(id);
      return [id, { ...facts, ...(joined.length > 1 ? { joined } : {}) }];
    }),
  );
}

/** The makers of every act in the log, by its reference. */
export function makersIn(known: readonly TimedEvent[]): Map<string, readonly string[]> {
  return new Map(claimEvents(known).flatMap(({ ref, data }) => ('by' in data ? [[ref, data.by]] : [])));
}

export function publishersIn(known: readonly TimedEvent[]): Map<string, string> {
  const publishers = new Map<string, string>();
  for (const event of known) {
    if (isOfType(event, 'DocumentRegistered', 'DocumentAmended') && event.data.publisher !== undefined)
      publishers.set(streamIdOf(event), event.data.publisher);
  }
  return publishers;
}
