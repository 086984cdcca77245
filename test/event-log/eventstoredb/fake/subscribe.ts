import { randomUUID } from 'node:crypto';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { ReadResp } from './definitions.js';
import type { Faults } from './faults.js';
import { checkpointMessage, eventMessage, type ReadResponse } from './read-responses.js';
import type { StoredEvent, StoredEvents } from './stored-events.js';

/** The maximum number of matching events that the server reads at a time. */
const PAGE = 32;
/** A position that no log reaches. */
const IMPOSSIBLE = 2n ** 64n - 1n;

type Options = ReadReq.Options;

/** Serves a filtered subscription to all: pages until it has caught up, then single events. */
export async function serveSubscription(
  response: ReadResponse,
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
  const isClosed = (): boolean => response.closed.aborted;
  const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  await response.send(new ReadResp().setConfirmation(confirmation));

  const start = startOf(options, store, checkpointWhenLive !== undefined);
  let { next } = start;
  /** The number of events considered since the last checkpoint. */
  let considered = 0;
  while (next < store.all.length && !isClosed()) {
    const begin = next;
    const page: StoredEvent[] = [];
    while (next < store.all.length && next - begin < window && page.length < PAGE) {
      const event = store.all[next++];
      if (event && passes(event)) page.push(event);
    }
    for (const event of page) await response.send(eventMessage(event));
    considered += next - begin;
    const isEnd = next === store.all.length && next - begin < window && page.length < PAGE;
    if (isEnd || considered < interval) continue;
    considered %= interval;
    // For a page without a matching event, the checkpoint is the start of the page, before its first event.
    const [last, first] = [page.at(-1), store.all[begin]];
    if (last) await response.send(checkpointMessage(last.position));
    else if (first) await response.send(checkpointMessage(first.position, 0));
  }
  if (isClosed()) return;
  if (checkpointWhenLive === 'impossible') await response.send(checkpointMessage(IMPOSSIBLE));
  if (checkpointWhenLive === 'before the next') await response.send(checkpointMessage(store.next, 0));
  await response.send(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
  while (!isClosed()) {
    const event = store.all[next];
    if (!event) {
      await store.nextAppend(response.closed);
      continue;
    }
    next += 1;
    if (passes(event) && start.isBehind(event)) await response.send(eventMessage(event));
    considered += 1;
    if (considered < interval) continue;
    considered = 0;
    await response.send(checkpointMessage(event.position));
  }
}

/**
 * Returns the index of a subscription's first event, and whether a later event is behind its start. A server of version
 * 23 compares only with stored events, and treats the first event from the start position on as already received. A
 * server of version 24 compares the position of each event.
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
