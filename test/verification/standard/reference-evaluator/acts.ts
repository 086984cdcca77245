import type { ActorEventTypes } from '../../../../src/actors/actor.events.js';
import type { ClaimEventTypes } from '../../../../src/claims/claim.events.js';
import type { DocumentEventTypes } from '../../../../src/documents/document.events.js';
import type { NarrativeEventTypes } from '../../../../src/narratives/narrative.events.js';
import type { RecordedDomainEvent } from '../../../../src/domain/domain-event.js';
import type { ActorFacts, ClaimFacts, Mandate } from '../../../../src/verification/policy.js';
import type { JudgedEntry } from '../../../../src/domain/entries.js';
import type { ClaimKind } from '../../../../src/domain/vocabulary.js';

export type AnyTypes = ActorEventTypes & ClaimEventTypes & DocumentEventTypes & NarrativeEventTypes;
/** Any event of the whole log that a verification can depend on. */
export type AnyFact = RecordedDomainEvent<AnyTypes>;

/** What a claim's verification is asked for; all are ISO instants. */
export interface Question {
  readonly asOf?: string;
  readonly validAt?: string;
  readonly now: string;
}

/** An event with the recorded time in force. */
export type Known = AnyFact & { readonly recordedAt: string };
export type KnownIn<T extends AnyFact['type']> = Extract<Known, { readonly type: T }>;

/** "the moment asked about (`validAt`, else `asOf`, else now)" */
export const momentOf = ({ validAt, asOf, now }: Question): string => new Date(validAt ?? asOf ?? now).toISOString();

/** "in force is the later of its stamp and that of the event before it in the log" – "`asOf=T`: as the ledger knew it at T" */
export function knownAt(events: readonly AnyFact[], asOf: string | undefined): Known[] {
  let inForce = -Infinity;
  return events
    .map((event): Known => {
      inForce = Math.max(inForce, Date.parse(event.metadata.recordedAt));
      return { ...event, recordedAt: new Date(inForce).toISOString() };
    })
    .filter((event) => asOf === undefined || Date.parse(event.recordedAt) <= Date.parse(asOf));
}

const idIn = (event: Known): string => event.stream.slice(event.stream.indexOf('-') + 1);

export const isOf = <T extends AnyFact['type']>(event: Known, ...types: readonly T[]): event is KnownIn<T> =>
  types.some((type) => event.type === type);

/** Every event of a claim's stream, with its claim and its name from anywhere. */
export type InClaim = Known & { readonly claim: string; readonly ref: string };
export function claimEvents(known: readonly Known[]): InClaim[] {
  return known.flatMap((event) =>
    event.stream.startsWith('claim-') && 'id' in event.data
      ? [{ ...event, claim: idIn(event), ref: `${idIn(event)}/${event.data.id}` }]
      : [],
  );
}

type Entry = InClaim | (JudgedEntry & { readonly ref: string });

/** "The entry stays readable and counts no more. Voiding a void restores" */
export function isVoided(ref: string, all: readonly Entry[]): boolean {
  return voidsOf(ref, all).length > 0;
}

/** "optionally its `replacement`: citations and targets then follow it"; of two voids in force, the later one's. */
export function replacementOf(ref: string, all: readonly Entry[]): string | undefined {
  return voidsOf(ref, all)
    .flatMap(({ claim, data }) => (data.replacement === undefined ? [] : [`${claim}/${data.replacement}`]))
    .at(-1);
}

/** The voids in force of one entry. */
function voidsOf(ref: string, all: readonly Entry[]): Extract<Entry, { readonly type: 'EntryVoided' }>[] {
  return all.flatMap((entry) =>
    entry.type === 'EntryVoided' && `${entry.claim}/${entry.data.voids}` === ref && !isVoided(entry.ref, all)
      ? [entry]
      : [],
  );
}

/** "a clerical change of these"; a holder goes when the claim is no position. */
export function claimFacts(claim: string, all: readonly InClaim[]): ClaimFacts | undefined {
  const counting = all.filter((event) => event.claim === claim && !isVoided(event.ref, all));
  const registration = counting.find((event) => event.type === 'ClaimRegistered');
  if (registration?.type !== 'ClaimRegistered') return undefined;
  let facts: { kind: ClaimKind; about: readonly string[]; holder?: string | null } = registration.data;
  for (const event of counting) {
    if (event.type === 'ClaimAmended') facts = { ...facts, ...event.data };
    if (facts.kind !== 'position') facts = { ...facts, holder: null };
  }
  const { kind, about, holder } = facts;
  return { id: claim, kind, about, ...(holder ? { holder } : {}) };
}

/** "of a pair, the last link or unlink in either stream holds" – "within one kind" */
function merged(a: string, b: string, all: readonly InClaim[]): boolean {
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

/** "`same-as` is a merge that can be undone: mutual, transitive" */
export function groupOf(claim: string, all: readonly InClaim[]): ClaimFacts[] {
  const everyClaim = [...new Set(all.map((event) => event.claim))];
  const group = new Set([claim]);
  for (const member of group) {
    for (const other of everyClaim) if (other !== member && merged(member, other, all)) group.add(other);
  }
  return [...group].flatMap((member) => claimFacts(member, all) ?? []);
}

/** "mandate id, whom it speaks for, from, until …; the same id again replaces it" */
export function mandatesIn(known: readonly Known[]): Mandate[] {
  const mandates = new Map<string, Mandate>();
  for (const event of known) {
    if (isOf(event, 'MandateRecorded')) {
      const { mandate: id, speaksFor: principal, from, until } = event.data;
      const ends = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
      mandates.set(`${event.stream}/${id}`, { id, speaker: idIn(event), principal, ...ends });
    }
    if (isOf(event, 'MandateVoided')) mandates.delete(`${event.stream}/${event.data.mandate}`);
  }
  return [...mandates.values()];
}

/** "An unnamed actor belongs to the one outlet that vouches for it" */
export function actorsIn(known: readonly Known[]): Map<string, ActorFacts> {
  const actors = new Map<string, ActorFacts>();
  for (const event of known) {
    if (isOf(event, 'ActorRegistered', 'ActorAmended')) {
      const { kind, outlet } = { ...actors.get(idIn(event)), ...event.data };
      if (kind) actors.set(idIn(event), { id: idIn(event), kind, ...(outlet ? { outlet } : {}) });
    }
  }
  return actors;
}

export function publishersIn(known: readonly Known[]): Map<string, string> {
  const publishers = new Map<string, string>();
  for (const event of known) {
    if (isOf(event, 'DocumentRegistered', 'DocumentAmended') && event.data.publisher !== undefined)
      publishers.set(idIn(event), event.data.publisher);
  }
  return publishers;
}
