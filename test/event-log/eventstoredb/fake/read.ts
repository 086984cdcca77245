import { status } from '@grpc/grpc-js';
import type { ReadReq as Request } from '@eventstore/db-client/generated/streams_pb.js';
import type { Service } from './authentication.js';
import { ReadReq, ReadResp, StreamIdentifier } from './definitions.js';
import { statusOf } from './faults.js';
import { eventMessage, ReadAnswer, type Call } from './read-responses.js';
import type { StoredEvents } from './stored-events.js';
import { subscription } from './subscribe.js';

/** Read backwards from beyond the end. */
const NO_PLACE = { code: status.UNKNOWN, details: 'Unexpected ReadAllResult: Error' };
const FORWARDS = ReadReq.Options.ReadDirection.FORWARDS;

/** Answers a call of `Read`: of a stream or of all, forwards or backwards, or a subscription to all with a filter. */
export async function read(call: Call, { store, faults, may }: Service): Promise<void> {
  const options = call.request.getOptions();
  const name = options?.getStream()?.getStreamIdentifier()?.getStreamName_asU8();
  const stream = name ? Buffer.from(name).toString() : '$all';
  const from = options?.getAll()?.getPosition()?.getCommitPosition();
  const fault = faults.read?.(stream, from === undefined ? undefined : Number(from));
  const answer = new ReadAnswer(call, fault, faults, stream);
  if (!options || !(await answer.begins())) return;
  if (!may('$r', stream)) answer.fail(statusOf('denied', faults));
  else if (options.hasSubscription()) await subscription(answer, options, store, faults);
  else if (name) await streamRead(answer, options, stream, store);
  else await allRead(answer, options, store);
  answer.end();
}

async function streamRead(
  answer: ReadAnswer,
  options: Request.Options,
  stream: string,
  store: StoredEvents,
): Promise<void> {
  const [held, state] = [store.stream(stream), store.state(stream)];
  if (state === 'buried') {
    answer.fail(statusOf('deleted', {}, stream));
    return;
  }
  if (state !== 'there') {
    const identifier = new StreamIdentifier().setStreamName(Buffer.from(stream));
    await answer.send(new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifier)));
    return;
  }
  const from = options.getStream();
  const last = held.at(-1)?.revision ?? 0;
  const start = from?.hasStart() === true ? 0 : from?.hasEnd() === true ? last : Number(from?.getRevision());
  const forwards = options.getReadDirection() === FORWARDS;
  const events = forwards
    ? held.filter(({ revision }) => revision >= start)
    : held.filter(({ revision }) => revision <= start).reverse();
  for (const event of events.slice(0, Number(options.getCount()))) await answer.send(eventMessage(event));
}

async function allRead(answer: ReadAnswer, options: Request.Options, store: StoredEvents): Promise<void> {
  const all = options.getAll();
  const start =
    all?.hasStart() === true ? 0 : all?.hasEnd() === true ? Infinity : Number(all?.getPosition()?.getCommitPosition());
  const forwards = options.getReadDirection() === FORWARDS;
  if (!forwards && all?.hasEnd() !== true && start > store.next) {
    answer.fail(NO_PLACE);
    return;
  }
  const events = forwards
    ? store.all.filter(({ position }) => position >= start)
    : store.all.filter(({ position }) => position < start).reverse();
  for (const event of events.slice(0, Number(options.getCount()))) await answer.send(eventMessage(event));
}
