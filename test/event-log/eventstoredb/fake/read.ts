import { status } from '@grpc/grpc-js';
import type { ReadReq as Request } from '@eventstore/db-client/generated/streams_pb.js';
import type { CallContext } from './authentication.js';
import { ReadReq, ReadResp, StreamIdentifier } from './definitions.js';
import { statusOf } from './faults.js';
import { eventMessage, ReadResponse, type Call } from './read-responses.js';
import type { StoredEvents } from './stored-events.js';
import { serveSubscription } from './subscribe.js';

/** The failure of a read backwards from beyond the end. */
const BEYOND_END = { code: status.UNKNOWN, details: 'Unexpected ReadAllResult: Error' };
const FORWARDS = ReadReq.Options.ReadDirection.FORWARDS;

/** Serves a call of `Read`: one stream or all, forwards or backwards, or a filtered subscription to all. */
export async function read(call: Call, { store, faults, may }: CallContext): Promise<void> {
  const options = call.request.getOptions();
  const name = options?.getStream()?.getStreamIdentifier()?.getStreamName_asU8();
  const stream = name ? Buffer.from(name).toString() : '$all';
  const from = options?.getAll()?.getPosition()?.getCommitPosition();
  const fault = faults.read?.(stream, from === undefined ? undefined : Number(from));
  const response = new ReadResponse(call, fault, faults, stream);
  if (!options || !(await response.begin())) return;
  if (!may('$r', stream)) response.fail(statusOf('denied', faults));
  else if (options.hasSubscription()) await serveSubscription(response, options, store, faults);
  else if (name) await streamRead(response, options, stream, store);
  else await allRead(response, options, store);
  response.end();
}

async function streamRead(
  response: ReadResponse,
  options: Request.Options,
  stream: string,
  store: StoredEvents,
): Promise<void> {
  const [stored, state] = [store.stream(stream), store.state(stream)];
  if (state === 'tombstoned') {
    response.fail(statusOf('deleted', {}, stream));
    return;
  }
  if (state !== 'there') {
    const identifier = new StreamIdentifier().setStreamName(Buffer.from(stream));
    await response.send(
      new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifier)),
    );
    return;
  }
  const from = options.getStream();
  const last = stored.at(-1)?.revision ?? 0;
  const start = from?.hasStart() === true ? 0 : from?.hasEnd() === true ? last : Number(from?.getRevision());
  const forwards = options.getReadDirection() === FORWARDS;
  const events = forwards
    ? stored.filter(({ revision }) => revision >= start)
    : stored.filter(({ revision }) => revision <= start).reverse();
  for (const event of events.slice(0, Number(options.getCount()))) await response.send(eventMessage(event));
}

async function allRead(response: ReadResponse, options: Request.Options, store: StoredEvents): Promise<void> {
  const all = options.getAll();
  const start =
    all?.hasStart() === true ? 0 : all?.hasEnd() === true ? Infinity : Number(all?.getPosition()?.getCommitPosition());
  const forwards = options.getReadDirection() === FORWARDS;
  if (!forwards && all?.hasEnd() !== true && start > store.next) {
    response.fail(BEYOND_END);
    return;
  }
  const events = forwards
    ? store.all.filter(({ position }) => position >= start)
    : store.all.filter(({ position }) => position < start).reverse();
  for (const event of events.slice(0, Number(options.getCount()))) await response.send(eventMessage(event));
}
