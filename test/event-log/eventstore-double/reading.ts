import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq as Request, ReadResp as Response } from '@eventstore/db-client/generated/streams_pb.js';
import { ReadReq, ReadResp, StreamIdentifier, UUID } from './definitions.js';
import { statusOf, type Faults, type ReadFault } from './faults.js';
import type { StoredEvent, StoredEvents } from './stored-events.js';

const FORWARDS = ReadReq.Options.ReadDirection.FORWARDS;

type Call = ServerWritableStream<Request, Response>;

/** Answers a call of `Read`: of a stream or of all, forwards or backwards, or a subscription to all with a filter. */
export async function read(call: Call, store: StoredEvents, faults: Faults): Promise<void> {
  const options = call.request.getOptions();
  const name = options?.getStream()?.getStreamIdentifier()?.getStreamName_asU8();
  const stream = name ? Buffer.from(name).toString() : '$all';
  const from = options?.getAll()?.getPosition()?.getCommitPosition();
  const fault = faults.read?.(stream, from === undefined ? undefined : Number(from));
  const answer = new Answer(call, fault, faults);
  if (!options || !(await answer.begins())) return;
  if (options.hasSubscription()) await subscription(answer, options, store, faults);
  else if (name) await streamRead(answer, options, stream, store);
  else await allRead(answer, options, store);
  answer.end();
}

/** Writes as fast as the reader takes it, until the reader has gone, or the fault comes. */
class Answer {
  readonly gone: AbortSignal;
  private readonly leaving = new AbortController();
  private events = 0;

  constructor(
    private readonly call: Call,
    private readonly fault: ReadFault | undefined,
    private readonly faults: Faults,
  ) {
    this.gone = this.leaving.signal;
    for (const event of ['cancelled', 'close', 'error']) {
      call.on(event, () => {
        this.leaving.abort();
      });
    }
  }

  begins(): Promise<boolean> {
    return this.breaksOff();
  }

  async send(message: Response): Promise<void> {
    if (this.gone.aborted) return;
    if (!this.call.write(message)) await once(this.call, 'drain', { signal: this.gone }).catch(() => undefined);
    if (!message.hasEvent()) return;
    this.events += 1;
    await this.breaksOff();
  }

  end(): void {
    if (!this.gone.aborted) this.call.end();
  }

  /** False once nothing more may be said. */
  private async breaksOff(): Promise<boolean> {
    const { fault, call } = this;
    if (fault?.after !== this.events) return true;
    if (fault.with === 'silence') await once(this.gone, 'abort');
    else if (fault.with === 'end') call.end();
    else call.emit('error', statusOf(fault.with, this.faults));
    this.leaving.abort();
    return false;
  }
}

async function streamRead(
  answer: Answer,
  options: Request.Options,
  stream: string,
  store: StoredEvents,
): Promise<void> {
  const held = store.stream(stream);
  if (held.length === 0) {
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

async function allRead(answer: Answer, options: Request.Options, store: StoredEvents): Promise<void> {
  const all = options.getAll();
  const start =
    all?.hasStart() === true ? 0 : all?.hasEnd() === true ? Infinity : Number(all?.getPosition()?.getCommitPosition());
  const events =
    options.getReadDirection() === FORWARDS
      ? store.all.filter(({ position }) => position >= start)
      : store.all.filter(({ position }) => position < start).reverse();
  for (const event of events.slice(0, Number(options.getCount()))) await answer.send(eventMessage(event));
}

async function subscription(
  answer: Answer,
  options: Request.Options,
  store: StoredEvents,
  { checkpointInterval, checkpointWhenLive }: Faults,
): Promise<void> {
  const filter = options.getFilter();
  const prefixes = filter?.getStreamIdentifier()?.getPrefixList() ?? [''];
  const window = filter?.hasMax() === true ? filter.getMax() : 32;
  const interval = checkpointInterval ?? window * (filter?.getCheckpointintervalmultiplier() ?? Infinity);
  const from = options.getAll()?.getPosition();
  const commit = from ? Number(from.getCommitPosition()) : -1;
  const prepare = from ? Number(from.getPreparePosition()) : -1;
  /** Not before the log comes to where the subscription starts. */
  const isBehind = ({ position }: StoredEvent): boolean =>
    position > commit || (position === commit && position > prepare);
  let next = 0;
  let considered = 0;
  const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  await answer.send(new ReadResp().setConfirmation(confirmation));
  const isGone = (): boolean => answer.gone.aborted;
  for (let live = false; !isGone();) {
    for (let event = store.all[next]; event; event = store.all[next]) {
      if (isGone()) return;
      next += 1;
      if (!isBehind(event)) continue;
      considered += 1;
      const { stream } = event;
      if (prefixes.some((prefix) => stream.startsWith(prefix))) await answer.send(eventMessage(event));
      if (considered % interval === 0) await answer.send(checkpointMessage(event.position));
    }
    if (!live && checkpointWhenLive === 'impossible') await answer.send(checkpointMessage(2n ** 64n - 1n));
    if (!live && checkpointWhenLive === 'before the next') await answer.send(checkpointMessage(store.next, 0));
    if (live) await store.changed(answer.gone);
    else await answer.send(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
    live = true;
  }
}

function checkpointMessage(commit: number | bigint, prepare = commit): Response {
  const checkpoint = new ReadResp.Checkpoint().setCommitPosition(String(commit)).setPreparePosition(String(prepare));
  return new ReadResp().setCheckpoint(checkpoint);
}

function eventMessage(event: StoredEvent): Response {
  const position = String(event.position);
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(event.id))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(event.stream)))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', String(BigInt(event.created) * 10_000n));
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position));
}
