import { parseStreamName } from '../../src/domain/domain-event.js';
import type { RecordedEvent } from '../../src/event-log/event-log.js';
import { IDENTITY_STREAM } from '../../src/event-log/eventstoredb/log-identity.js';
import { redactionOf } from '../../src/event-log/redaction.js';
import { expectEqual } from './checks/expect.js';
import { checkReadModel } from './checks/read-models.js';
import { checkRequests, checkStates, checkStreams } from './checks/recorded.js';
import { checkErased, checkKept, checkVerified } from './checks/redactions.js';
import { recordedEvents } from './checks/truth.js';
import {
  checkDeliveries,
  checkHold,
  checkSenders,
  type Expected,
  expectedDeliveries,
  isDelivered,
} from './checks/webhooks.js';
import { runClients } from './world/clients.js';
import { runFaults } from './world/faults.js';
import { FeedReader } from './world/readers.js';
import type { Instance } from './world/instance.js';
import type { Place, World } from './world/world.js';

/** How long the instances may take until all is well, once nothing fails any more. */
const RECOVERY_MS = 300_000;
/** The same for webhooks: a lease of an instance that is gone has to end first. */
const DELIVERY_MS = 900_000;

/**
 * What happens in a run: clients make requests while things go wrong. Then nothing fails any more, and every promise must
 * have been kept. Throws a `BrokenPromiseError` otherwise.
 */
export async function tell(world: World): Promise<void> {
  for (const place of world.places) world.start(place);
  const feed = world.plan.parts === 'recorder' ? undefined : new FeedReader(world);
  feed?.start();
  const faults = runFaults(world);
  await runClients(world);
  world.calm();
  await faults;
  await world.until('every instance runs', () => instancesOf(world).length === world.places.length, RECOVERY_MS);
  await world.until('nothing is on its way', () => world.isIdle, RECOVERY_MS);
  const events = recordedEvents(world);
  world.figures.events = events.length;
  checkRequests(events, world.history.requests);
  checkStreams(events);
  await checkStates(world);
  if (!feed) return;
  await checkReading(world, feed);
  if (world.plan.parts === 'webhooks') await checkSending(world);
  if (world.plan.redactions > 0) await checkRedactions(world);
}

const instancesOf = ({ places }: World): readonly Instance[] => places.flatMap(({ instance }) => instance ?? []);

const ledgerEvents = (world: World): readonly RecordedEvent[] =>
  recordedEvents(world).filter(({ stream }) => stream !== IDENTITY_STREAM);

/** Every instance can read everything, and has the same rows; the feed had every event once. */
async function checkReading(world: World, feed: FeedReader): Promise<void> {
  const isLevel = ({ served }: Instance): boolean => served.current.position === ledgerEvents(world).at(-1)?.position;
  const areLevel = (): boolean =>
    instancesOf(world).length === world.places.length && instancesOf(world).every(isLevel);
  await world.until('every instance can read everything', areLevel, RECOVERY_MS);
  const published = ledgerEvents(world).filter(
    (event) => parseStreamName(event.stream) !== undefined || redactionOf(event),
  );
  await world.until('the feed has every event', () => feed.ids.length >= published.length, RECOVERY_MS);
  feed.stop();
  expectEqual(
    'the events of the feed',
    feed.ids,
    published.map(({ id }) => id),
  );
  for (const { served, process } of instancesOf(world)) {
    checkReadModel(process.name, served.current.readModel, ledgerEvents(world));
    expectEqual(`the parked streams of ${process.name}`, served.current.status().parked, []);
  }
}

/** Every instance erases what was redacted, by whichever instance, and nothing else changes. */
async function checkRedactions(world: World): Promise<void> {
  const { redacted, figures, places } = world;
  figures.redactions = redacted.length;
  const isErased = (instance: Instance): boolean => redacted.every(({ id }) => instance.isErased(id));
  await world.until('every instance has erased', () => instancesOf(world).every(isErased), RECOVERY_MS);
  checkKept(ledgerEvents(world), redacted);
  for (const place of places) {
    await world.askUntilAnswered(place, 'verify', checkVerified);
    await world.askUntilAnswered(place, 'look for redacted words', checkErased);
  }
}

/** Everything arrives at least once, in order, and from one instance at a time. */
async function checkSending(world: World): Promise<void> {
  const { received } = world.receivers;
  const [place] = world.places as [Place];
  const ask = (): Promise<readonly Expected[]> =>
    world.askUntilAnswered(place, 'webhooks', (instance) => expectedDeliveries(instance, world.hold));
  let expected = await ask();
  for (; expected.some(({ webhook }) => webhook.agreement === 'pending'); expected = await ask()) {
    await world.sleep(1_000);
  }
  // A receiver that couldn't be reached for a while counts as refusing, until somebody resumes its webhook.
  for (const { webhook } of expected.filter(({ webhook }) => typeof webhook.agreement === 'object')) {
    await world.askUntilAnswered(place, `resumption of ${webhook.id}`, (instance) =>
      instance.resumeWebhook(webhook.id),
    );
  }
  await world.until(
    'every webhook is delivered',
    () => expected.every((each) => isDelivered(each, received)),
    DELIVERY_MS,
  );
  world.figures.deliveries = received.length;
  for (const each of expected) checkDeliveries(each, received);
  checkSenders(world);
  checkHold(world);
}
