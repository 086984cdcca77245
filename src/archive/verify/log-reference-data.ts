import type { ActorAmended, ActorLinked, ActorRegistered, MandateRecorded } from '../../actors/actor.events.js';
import type { ClaimLinked } from '../../claims/claim.events.js';
import type { ContextSource } from '../../claims/projection/policy-input.js';
import { joinedActors } from '../../domain/joined-actors.js';
import { effectiveRecordedAt } from '../../domain/recorded-time.js';
import type { DocumentAmended } from '../../documents/document.events.js';
import type { RecordedEvent } from '../../event-log/event-log.js';
import { positionNumber } from '../../event-log/position.js';
import { parseStreamName } from '../../domain/domain-event.js';
import { applyAmendment } from '../../command-handling/registration.js';
import type { ActorFacts, Mandate } from '../../verification/policy.js';

/** Consecutive events stamped earlier than an event before them, so that their effective recorded time is that event's. */
interface EarlyStampRun {
  readonly from: string;
  through: string;
  readonly recordedAt: string;
}

/**
 * Reference data read from the log, without the read model: all claims and which of them were ever linked as the same,
 * actors and their mandates, publishers of documents, and effective recorded times, as of the last event added.
 * Memory grows with the number of these, not with the number of events.
 */
export class LogReferenceData implements ContextSource {
  /** The position of every claim's registration, by claim id. */
  readonly claims = new Map<string, number>();
  private readonly actors = new Map<string, ActorRegistered>();
  private readonly mandates = new Map<string, Map<string, MandateRecorded>>();
  private readonly publishers = new Map<string, string>();
  /** By actor: those with an effective link to it, in either direction. */
  private readonly links = new Map<string, Set<string>>();
  private readonly linkedTo = new Map<string, Set<string>>();
  private readonly linkedFrom = new Map<string, Set<string>>();
  private readonly earlyStampRuns: EarlyStampRun[] = [];
  private latestRecordedAt = '';
  private openRun: EarlyStampRun | undefined;

  /** Takes the events in log order. For excluded events, only the recorded time counts. */
  add(event: RecordedEvent, isExcluded: boolean): void {
    this.trackRecordedTime(event);
    const name = isExcluded ? undefined : parseStreamName(event.stream);
    if (name?.noun === 'claim') this.addClaimEvent(name.id, event);
    if (name?.noun === 'actor') this.addActorEvent(name.id, event);
    if (name?.noun === 'document') {
      const { publisher } = event.data as DocumentAmended;
      if (publisher != null) this.publishers.set(name.id, publisher);
    }
  }

  actor(id: string): Omit<ActorFacts, 'joined'> | undefined {
    const actor = this.actors.get(id);
    if (!actor) return undefined;
    const { kind, outlet } = actor;
    return { id, kind, ...(outlet !== undefined && { outlet }) };
  }

  joinedWith(id: string): readonly string[] {
    return joinedActors(
      id,
      (member) => [...(this.links.get(member) ?? [])],
      (member) => this.actors.get(member)?.kind,
    );
  }

  mandatesOf(speaker: string): Mandate[] {
    return [...(this.mandates.get(speaker)?.values() ?? [])]
      .sort((a, b) => (a.mandate < b.mandate ? -1 : 1))
      .map(({ mandate: id, speaksFor: principal, from, until }) => {
        return { id, speaker, principal, ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
      });
  }

  publisher(document: string): string | undefined {
    return this.publishers.get(document);
  }

  linkedAsSame(claim: string): string[] {
    return [...(this.linkedFrom.get(claim) ?? [])].sort();
  }

  /** This claim and all claims that were ever linked with it as the same, directly or indirectly. */
  everLinkedAsSame(claim: string): Set<string> {
    const group = new Set([claim]);
    for (const id of group) {
      for (const other of [...(this.linkedTo.get(id) ?? []), ...this.linkedAsSame(id)]) group.add(other);
    }
    return group;
  }

  /** The effective recorded time of an event that was added. */
  recordedAt({ position, metadata }: RecordedEvent): string {
    let [low, high] = [0, this.earlyStampRuns.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.earlyStampRuns[middle]?.through ?? '') < position) low = middle + 1;
      else high = middle;
    }
    const run = this.earlyStampRuns[low];
    return run && run.from <= position ? run.recordedAt : (metadata['recordedAt'] as string);
  }

  private trackRecordedTime({ position, metadata }: RecordedEvent): void {
    const stamp = metadata['recordedAt'];
    this.latestRecordedAt = effectiveRecordedAt(stamp, this.latestRecordedAt);
    if (stamp === this.latestRecordedAt) {
      this.openRun = undefined;
    } else if (this.openRun) {
      this.openRun.through = position;
    } else {
      this.openRun = { from: position, through: position, recordedAt: this.latestRecordedAt };
      this.earlyStampRuns.push(this.openRun);
    }
  }

  private addClaimEvent(id: string, { type, data, position }: RecordedEvent): void {
    if (type === 'ClaimRegistered') this.claims.set(id, positionNumber(position));
    if (type !== 'ClaimLinked' && type !== 'ClaimUnlinked') return;
    const { relation, other } = data as unknown as ClaimLinked;
    if (relation !== 'same-as') return;
    addTo(this.linkedTo, id, other);
    addTo(this.linkedFrom, other, id);
  }

  private addActorEvent(id: string, { type, data }: RecordedEvent): void {
    const actor = this.actors.get(id);
    if (type === 'ActorRegistered') this.actors.set(id, data as unknown as ActorRegistered);
    if (type === 'ActorAmended' && actor) this.actors.set(id, applyAmendment(actor, data as ActorAmended));
    if (type === 'ActorLinked' || type === 'ActorUnlinked') {
      const { other } = data as unknown as ActorLinked;
      for (const [one, two] of [
        [id, other],
        [other, id],
      ] as const) {
        if (type === 'ActorLinked') addTo(this.links, one, two);
        else this.links.get(one)?.delete(two);
      }
    }
    if (type !== 'MandateRecorded' && type !== 'MandateVoided') return;
    const mandates = this.mandates.get(id) ?? new Map<string, MandateRecorded>();
    const mandate = data as unknown as MandateRecorded;
    if (type === 'MandateRecorded') mandates.set(mandate.mandate, mandate);
    else mandates.delete(mandate.mandate);
    this.mandates.set(id, mandates);
  }
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
