import { LogUnavailableError } from '../../../src/event-log/event-log.js';
import type { Command } from '../../../src/command-handling/decider.js';
import type { CommandResult } from '../../../src/command-handling/command-context.js';
import { IdempotencyKeyReusedError, LedgerError } from '../../../src/command-handling/errors.js';
import { requestIdempotency } from '../../../src/command-handling/idempotency.js';
import { streamName } from '../../../src/domain/domain-event.js';
import { SimulatedProcess } from '../host/processes.js';
import { threads } from '../host/scheduler.js';
import { runRedactor } from './redactor.js';
import { readBack } from './readers.js';
import type { AttemptOutcome, MadeRequest } from './history.js';
import { isOpen, type World } from './world.js';

const CLAIMS = ['c0', 'c1', 'c2'];
const ACTORS = ['a0', 'a1', 'a2'];
const ENTRIES = ['x', 'y', 'z'];
const WEBHOOKS = [
  ['parallel', 'parallel'],
  ['ordered', 'ordered-per-claim'],
] as const;
/** How often a client sends a request before it gives up. */
const MAX_ATTEMPTS = 8;

/** Makes requests until all are answered or given up. Resolves then. */
export async function runClients(world: World): Promise<void> {
  const process = new SimulatedProcess('clients', world.newFolder(), world.scheduler);
  const first = process.thread('first');
  await threads.run(first, () => register(world));
  const clients = Array.from({ length: world.plan.clients }, (_, index) =>
    threads.run(process.thread(String(index)), () => runClient(world)),
  );
  if (world.plan.redactions > 0) clients.push(threads.run(process.thread('redactor'), () => runRedactor(world)));
  await Promise.all(clients);
  process.exit();
}

/** What all others refer to. */
async function register(world: World): Promise<void> {
  const { history } = world;
  for (const id of ACTORS.slice(0, 2)) {
    await insist(
      world,
      history.make('actor', id, [{ type: 'ActorRegistered', kind: 'organization', name: id }]),
      Infinity,
    );
  }
  for (const id of CLAIMS.slice(0, 2)) await insist(world, history.make('claim', id, [registration(id)]), Infinity);
  if (world.plan.parts !== 'webhooks') return;
  for (const [id, order] of WEBHOOKS) await createWebhook(world, id, order);
}

async function createWebhook(world: World, id: string, order: 'parallel' | 'ordered-per-claim'): Promise<void> {
  const idempotency = requestIdempotency('tester', 'webhooks', id, {});
  const context = { principal: 'tester', correlationId: id, causationId: id, idempotency };
  const place = world.scheduler.random.pick(world.places);
  await world.askUntilAnswered(place, `creation of ${id}`, (instance) =>
    instance.createWebhook(id, { order }, context),
  );
}

async function runClient(world: World): Promise<void> {
  const { random } = world.scheduler;
  for (let made = 0; made < world.plan.requests; made += 1) {
    await world.sleep(world.scheduler.between(0, 400));
    const request = nextRequest(world);
    world.figures.requests += 1;
    await insist(world, request, random.chance(0.15) ? 1 : MAX_ATTEMPTS);
  }
}

/** Sends it until it is answered, now and then twice at the same time. */
async function insist(world: World, made: MadeRequest, maxAttempts: number): Promise<void> {
  const { random } = world.scheduler;
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const isDoubled = random.chance(0.1);
    const outcomes = await Promise.all(
      isDoubled ? [attemptOf(world, made), attemptOf(world, made)] : [attemptOf(world, made)],
    );
    for (const outcome of outcomes) if (outcome.kind === 'recorded') await learn(world, made, outcome.result);
    if (outcomes.some(({ kind }) => kind === 'recorded' || kind === 'rejected')) return;
    await world.sleep(world.scheduler.between(50, 3_000));
  }
}

async function learn(
  world: World,
  { request }: MadeRequest,
  { written, revision, place }: CommandResult,
): Promise<void> {
  const { history, scheduler, places } = world;
  history.knownRevisions.set(streamName(request.noun, request.id), revision);
  for (const { data } of request.noun === 'claim' ? written : []) {
    history.knownEntries.push({ claim: request.id, id: String((data as { id: unknown }).id) });
  }
  if (place && scheduler.random.chance(0.5)) {
    await readBack(world, scheduler.random.pick(places), place.position, place.event);
  }
}

async function attemptOf(world: World, made: MadeRequest): Promise<AttemptOutcome> {
  const place = world.scheduler.random.pick(world.places);
  made.attempts += 1;
  const outcome = await world
    .ask(place, `request ${made.request.context.correlationId}`, (instance) => instance.record(made.request))
    .then(
      (result): AttemptOutcome => ({ kind: 'recorded', result }),
      (error: unknown): AttemptOutcome => {
        if (error instanceof IdempotencyKeyReusedError) throw error;
        if (error instanceof LedgerError) return { kind: 'rejected', error };
        if (error instanceof LogUnavailableError) return { kind: 'unavailable', error };
        if (isOpen(error)) return { kind: 'open', why: error.message };
        throw error;
      },
    );
  world.scheduler.note(place.name, `${made.request.context.correlationId} ${outcome.kind}`);
  made.outcomes.push(outcome);
  return outcome;
}

const registration = (id: string): Command => ({
  type: 'ClaimRegistered',
  text: `Claim ${id}.`,
  language: 'en',
  kind: 'factual',
  about: ['a0'],
  topics: ['land'],
});

function nextRequest({ history, scheduler: { random } }: World): MadeRequest {
  const claim = random.pick(CLAIMS);
  const act = (): Command => ({
    type: random.pick(['ClaimAsserted', 'ClaimReported', 'ClaimDenied', 'ClaimConfirmed']),
    by: [random.pick(ACTORS)],
    basis: random.pick(['none-given', 'document']),
    ...(random.chance(0.3) && { id: random.pick(ENTRIES) }),
  });
  const seen = (id: string) => {
    const expectedRevision = history.knownRevisions.get(streamName('claim', id));
    return expectedRevision === undefined ? {} : { expectedRevision };
  };
  return random.pickWeighted<() => MadeRequest>([
    [8, () => history.make('claim', claim, [act()])],
    [2, () => history.make('claim', claim, [act()], seen(claim))],
    [4, () => history.make('claim', claim, Array.from({ length: random.between(2, 4) }, act))],
    [
      2,
      () => {
        const known = history.knownEntries.length > 0 ? random.pick(history.knownEntries) : { claim, id: 'x' };
        return history.make('claim', known.claim, [{ type: 'EntryVoided', voids: known.id, reason: 'A mistake.' }]);
      },
    ],
    [
      2,
      () =>
        history.make('claim', claim, [{ type: 'ClaimAmended', text: `Text ${random.between(1, 3)}.` }], seen(claim)),
    ],
    [1, () => history.make('claim', claim, [registration(claim)])],
    [
      2,
      () => {
        const relation = random.pick(['same-as', 'contradicts']);
        const type = random.pick(['ClaimLinked', 'ClaimLinked', 'ClaimUnlinked']);
        return history.make('claim', claim, [{ type, relation, other: random.pick(CLAIMS) }]);
      },
    ],
    [
      1,
      () => {
        const id = random.pick(ACTORS);
        return history.make('actor', id, [{ type: 'ActorRegistered', kind: 'organization', name: id }]);
      },
    ],
    [
      1,
      () =>
        history.make('actor', random.pick(ACTORS), [{ type: 'ActorAmended', name: `Name ${random.between(1, 3)}` }]),
    ],
  ])();
}
