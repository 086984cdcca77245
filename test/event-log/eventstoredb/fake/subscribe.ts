import { randomUUID } from 'node:crypto';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { ReadResp } from './definitions.js';
import type { Faults } from './faults.js';
import { checkpointMessage, eventMessage, type ReadAnswer } from './read-responses.js';
import type { StoredEvent, StoredEvents } from './stored-events.js';

/** How many events that pass the filter the server reads at once. */
const PAGE = 32;
/** No log comes there. */
const IMPOSSIBLE = 2n ** 64n - 1n;

type Options = ReadReq.Options;

/** Answers a subscription to all with a filter: reads pages until it has caught up, then gives event by event. */
export async function subscription(
  answer: ReadAnswer,
  options: Options,
  store: StoredEvents,
  faults: Faults,
): Promise<void> {
  const { checkpointInterval, checkpointWhenLive } = faults;
  const filter = options.getFilter();
  const prefixes = filter?.getStreamIdentifier()?.getPrefixList() ?? [''];
  const passes = ({ stream }: StoredEvent): boolean => prefixes.some((prefix) => stream.startsWith(prefix));
  const window = checkpointInterval ?? (filter?.hasMax() === true ? filter.getMax() : PAGE);
  const interval = checkpointInterval ?? window * (filter?.getCheckpointintervalmultiplier() ?? Infinity);
  const isGone = (): boolean => answer.gone.aborted;
  const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  await answer.send(new ReadResp().setConfirmation(confirmation));

  const start = startOf(options, store, checkpointWhenLive !== undefined);
  let { next } = start;
  /** How many events were considered since the last checkpoint. */
  let considered = 0;
  while (next < store.all.length && !isGone()) {
    const begin = next;
    const page: StoredEvent[] = [];
    while (next < store.all.length && next - begin < window && page.length < PAGE) {
      const event = store.all[next++];
      if (event && passes(event)) page.push(event);
    }
    for (const event of page) await answer.send(eventMessage(event));
    considered += next - begin;
    const isEnd = next === store.all.length && next - begin < window && page.length < PAGE;
    if (isEnd || considered < interval) continue;
    considered %= interval;
    // Of a page from which nothing passed, its beginning, where the first event is yet to come.
    const [last, first] = [page.at(-1), store.all[begin]];
    if (last) await answer.send(checkpointMessage(last.position));
    else if (first) await answer.send(checkpointMessage(first.position, 0));
  }
  if (isGone()) return;
  if (checkpointWhenLive === 'impossible') await answer.send(checkpointMessage(IMPOSSIBLE));
  if (checkpointWhenLive === 'before the next') await answer.send(checkpointMessage(store.next, 0));
  await answer.send(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
  while (!isGone()) {
    const event = store.all[next];
    if (!event) {
      await store.changed(answer.gone);
      continue;
    }
    next += 1;
    if (passes(event) && start.isBehind(event)) await answer.send(eventMessage(event));
    considered += 1;
    if (considered < interval) continue;
    considered = 0;
    await answer.send(checkpointMessage(event.position));
  }
}

/**
 * How many events lie before those that a subscription gives, and whether one that is appended later is behind where it
 * starts: a server of 23 asks only what it holds already, and takes the first event from there on for the last that was
 * had. One of 24 looks at each event's position.
 */
function startOf(
  options: Options,
  { all }: StoredEvents,
  isOf24: boolean,
): { readonly next: number; readonly isBehind: (event: StoredEvent) => boolean } {
  const from = options.getAll();
  const position = from?.getPosition();
  const [commit, prepare] = [BigInt(position?.getCommitPosition() ?? -1), BigInt(position?.getPreparePosition() ?? -1)];
  const always = (): boolean => true;
  if (from?.hasEnd() === true) return { next: all.length, isBehind: always };
  if (!isOf24) {
    const index = all.findIndex((event) => event.position >= Number(commit));
    return { next: index < 0 ? all.length : index + (position ? 1 : 0), isBehind: always };
  }
  const isBehind = (event: StoredEvent): boolean => {
    const at = BigInt(event.position);
    return at > commit || (at === commit && at > prepare);
  };
  const index = all.findIndex(isBehind);
  return { next: index < 0 ? all.length : index, isBehind };
}
