import type { ActorAmended, ActorRegistered, MandateRecorded } from '../../actors/actor.events.js';
import type { ClaimLinked } from '../../claims/claim.events.js';
import type { ContextSource } from '../../claims/projection/policy-input.js';
import { effectiveRecordedAt } from '../../domain/recorded-time.js';
import type { DocumentAmended } from '../../documents/document.events.js';
import type { RecordedEvent } from '../../event-log/event-log.js';
import { positionNumber } from '../../event-log/position.js';
import { parseStreamName } from '../../domain/domain-event.js';
import { applyAmendment } from '../../command-handling/registration.js';
import type { ActorFacts, Mandate } from '../../verification/policy.js';

/** Consecutive events whose stamps lie before a time that was in force already. */
interface Run {
  readonly from: string;
  through: string;
  readonly recordedAt: string;
}

/**
 * What the log says of everything but the acts in claims, as of the last event that it was told: all claims and which
 * were ever linked as the same, actors with their mandates, publishers, and the recorded times in force. It grows with
 * the number of these, not with the number of events.
 */
export class LogRegistry implements ContextSource {
  /** Every claim, with the position of its registration. */
  readonly claims = new Map<string, number>();
  private readonly actors = new Map<string, ActorRegistered>();
  private readonly mandates = new Map<string, Map<string, MandateRecorded>>();
  private readonly publishers = new Map<string, string>();
  private readonly linked = new Map<string, Set<string>>();
  private readonly linkedBy = new Map<string, Set<string>>();
  private readonly runs: Run[] = [];
  private inForce = '';
  private run: Run | undefined;

  /** Takes the events in the order of the log; of those left out, only the recorded time counts. */
  take(event: RecordedEvent, isLeftOut: boolean): void {
    this.noteTime(event);
    const named = isLeftOut ? undefined : parseStreamName(event.stream);
    if (named?.noun === 'claim') this.takeOfClaim(named.id, event);
    if (named?.noun === 'actor') this.takeOfActor(named.id, event);
    if (named?.noun === 'document') {
      const { publisher } = event.data as DocumentAmended;
      if (publisher != null) this.publishers.set(named.id, publisher);
    }
  }

  actor(id: string): ActorFacts | undefined {
    const actor = this.actors.get(id);
    return actor && { id, kind: actor.kind, ...(actor.outlet !== undefined && { outlet: actor.outlet }) };
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

  saidToBeSame(claim: string): string[] {
    return [...(this.linkedBy.get(claim) ?? [])].sort();
  }

  /** This claim and all that were ever linked with it as the same, however indirectly. */
  everSame(claim: string): Set<string> {
    const found = new Set([claim]);
    for (const id of found) {
      for (const other of [...(this.linked.get(id) ?? []), ...this.saidToBeSame(id)]) found.add(other);
    }
    return found;
  }

  /** The recorded time in force of an event that was taken. */
  recordedAt({ position, metadata }: RecordedEvent): string {
    let [low, high] = [0, this.runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.runs[middle]?.through ?? '') < position) low = middle + 1;
      else high = middle;
    }
    const run = this.runs[low];
    return run && run.from <= position ? run.recordedAt : (metadata['recordedAt'] as string);
  }

  private noteTime({ position, metadata }: RecordedEvent): void {
    const stamp = metadata['recordedAt'];
    this.inForce = effectiveRecordedAt(stamp, this.inForce);
    if (stamp === this.inForce) {
      this.run = undefined;
    } else if (this.run) {
      this.run.through = position;
    } else {
      this.run = { from: position, through: position, recordedAt: this.inForce };
      this.runs.push(this.run);
    }
  }

  private takeOfClaim(id: string, { type, data, position }: RecordedEvent): void {
    if (type === 'ClaimRegistered') this.claims.set(id, positionNumber(position));
    if (type !== 'ClaimLinked' && type !== 'ClaimUnlinked') return;
    const { relation, other } = data as unknown as ClaimLinked;
    if (relation !== 'same-as') return;
    put(this.linked, id, other);
    put(this.linkedBy, other, id);
  }

  private takeOfActor(id: string, { type, data }: RecordedEvent): void {
    const before = this.actors.get(id);
    if (type === 'ActorRegistered') this.actors.set(id, data as unknown as ActorRegistered);
    if (type === 'ActorAmended' && before) this.actors.set(id, applyAmendment(before, data as ActorAmended));
    if (type !== 'MandateRecorded' && type !== 'MandateVoided') return;
    const own = this.mandates.get(id) ?? new Map<string, MandateRecorded>();
    const mandate = data as unknown as MandateRecorded;
    if (type === 'MandateRecorded') own.set(mandate.mandate, mandate);
    else own.delete(mandate.mandate);
    this.mandates.set(id, own);
  }
}

function put(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
