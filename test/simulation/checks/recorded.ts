import { actorDecider } from '../../../src/actors/actor.decider.js';
import type { ActorEvent, ActorEventTypes } from '../../../src/actors/actor.events.js';
import { claimDecider } from '../../../src/claims/claim.decider.js';
import type { ClaimEvent, ClaimEventTypes } from '../../../src/claims/claim.events.js';
import type { EventMetadata, RecordedDomainEvent } from '../../../src/domain/domain-event.js';
import { parseStreamName, streamName } from '../../../src/domain/domain-event.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import type { ClaimState } from '../../../src/claims/claim.state.js';
import type { World } from '../world/world.js';
import { recordedEvents } from './truth.js';
import type { MadeRequest } from '../world/history.js';
import { SCOPES } from '../../../src/access/access.events.js';
import { grouped } from './grouped.js';
import { expectEqual, expectTrue } from './expect.js';

/** What was acknowledged is in the log exactly once; everything else is there as a whole, or not at all. */
export function checkRequests(events: readonly RecordedEvent[], requests: ReadonlyMap<string, MadeRequest>): void {
  const byKey = grouped(events, ({ metadata }) => keyOf(metadata));
  for (const [key, found] of byKey) {
    const made = key === undefined ? undefined : requests.get(key);
    if (made) checkWhole(found, made);
  }
  for (const [key, made] of requests) checkAnswers(byKey.get(key) ?? [], made);
}

const keyOf = (metadata: RecordedEvent['metadata']): string | undefined =>
  (metadata as unknown as EventMetadata).idempotency?.key;

function checkWhole(found: readonly RecordedEvent[], { request }: MadeRequest): void {
  const [first] = found as [RecordedEvent];
  const name = request.context.correlationId;
  expectEqual(
    `the streams of ${name}`,
    [...new Set(found.map(({ stream }) => stream))],
    [streamName(request.noun, request.id)],
  );
  expectEqual(
    `the revisions of ${name}`,
    found.map(({ revision }) => revision),
    found.map((_, index) => first.revision + index),
  );
  const { commands } = request;
  // A command with an id of its own may repeat an entry.
  const most = commands.length;
  const least = Math.max(1, commands.filter(({ id, type }) => id === undefined && type !== 'EntryVoided').length);
  expectTrue(`${name} is whole: ${found.length} of ${most} events`, found.length >= least && found.length <= most);
  const { expectedRevision } = request.context;
  if (expectedRevision !== undefined) expectEqual(`the revision before ${name}`, first.revision - 1, expectedRevision);
}

function checkAnswers(found: readonly RecordedEvent[], { request, outcomes, attempts }: MadeRequest): void {
  const name = request.context.correlationId;
  const written = found.map(({ id, type, data, revision }) => ({ id, type, data, revision }));
  const last = found.at(-1);
  let recorded = 0;
  for (const outcome of outcomes) {
    if (outcome.kind !== 'recorded' || outcome.result.written.length === 0) continue;
    recorded += 1;
    expectEqual(`what was acknowledged of ${name}`, outcome.result.written, written);
    // If the log couldn't be read back, it is that of a later event which was appended together with these.
    const { place } = outcome.result;
    const isLater = (place?.position ?? '') > (last?.position ?? '');
    if (!isLater) expectEqual(`the place of ${name}`, place, { position: last?.position, event: last?.id });
    expectEqual(`the revision after ${name}`, outcome.result.revision, last?.revision);
  }
  const isSettled =
    outcomes.length === attempts && outcomes.every(({ kind }) => kind === 'rejected' || kind === 'unavailable');
  if (isSettled) expectEqual(`the events of ${name}, which was rejected`, written, []);
  const firsts = outcomes.filter(
    (outcome) => outcome.kind === 'recorded' && !outcome.result.replayed && outcome.result.written.length > 0,
  );
  // A client that learned that nothing was recorded may send it again as another request.
  const isKnown = firsts.length > 0 || outcomes.length < attempts || outcomes.some(({ kind }) => kind === 'open');
  expectTrue(`${name} was acknowledged, or an attempt reported an unknown outcome`, recorded === 0 || isKnown);
  expectTrue(`${name} was recorded once, not ${firsts.length} of ${recorded} times`, firsts.length <= 1);
}

/** Every stream is contiguous, and every event is one that the decider allows after those before it. */
export function checkStreams(events: readonly RecordedEvent[]): void {
  for (const [stream, own] of grouped(events, ({ stream }) => stream)) {
    expectEqual(
      `the revisions of ${stream}`,
      own.map(({ revision }) => revision),
      own.map((_, index) => index),
    );
    const named = parseStreamName(stream);
    if (named?.noun === 'claim') checkClaim(named.id, own);
    if (named?.noun === 'actor') checkActor(named.id, own);
  }
}

function checkClaim(claim: string, events: readonly RecordedEvent[]): void {
  let state = claimDecider.initial();
  for (const event of events) {
    const entry = { type: event.type, data: event.data } as unknown as ClaimEvent;
    // Whether a link of a pair is the last one depends on two streams.
    if (entry.type !== 'ClaimLinked' && entry.type !== 'ClaimUnlinked') {
      const now = event.metadata['recordedAt'] as string;
      expectEqual(
        `revision ${event.revision} of ${event.stream}`,
        claimDecider.decide(state, { claim, entries: [entry], now, scopes: SCOPES }),
        [entry],
      );
    }
    state = claimDecider.evolve(state, event as unknown as RecordedDomainEvent<ClaimEventTypes>);
  }
}

function checkActor(actor: string, events: readonly RecordedEvent[]): void {
  let state = actorDecider.initial();
  for (const recorded of events) {
    const event = { type: recorded.type, data: recorded.data } as unknown as ActorEvent;
    expectEqual(
      `revision ${recorded.revision} of ${recorded.stream}`,
      actorDecider.decide(state, { actor, event, reverseLink: undefined }),
      [event],
    );
    state = actorDecider.evolve(state, recorded as unknown as RecordedDomainEvent<ActorEventTypes>);
  }
}

/** Whatever an instance keeps in memory of a stream, it has the state that the stream leads to, as a new process has it. */
export async function checkStates(world: World): Promise<void> {
  const events = recordedEvents(world);
  for (const place of world.places) {
    for (const [stream, own] of grouped(events, ({ stream }) => stream)) {
      if (parseStreamName(stream)?.noun !== 'claim') continue;
      const state = await world.askUntilAnswered(place, `state of ${stream}`, ({ executor }) =>
        executor.loadState(stream, claimDecider),
      );
      const folded = own.reduce(
        (before, event) => claimDecider.evolve(before, event as unknown as RecordedDomainEvent<ClaimEventTypes>),
        claimDecider.initial(),
      );
      expectEqual(`the state of ${stream} at ${place.name}`, plainState(state), plainState(folded));
    }
  }
}

const plainState = ({ entries, registration, amendments, links, voids }: ClaimState) => ({
  entries: [...entries],
  registration,
  amendments,
  links,
  voided: [...entries.keys()].filter((id) => voids.isVoided(id)),
});
