import { once } from 'node:events';
import type { ServerWritableStream, StatusObject } from '@grpc/grpc-js';
import type { ReadReq, ReadResp as Response } from '@eventstore/db-client/generated/streams_pb.js';
import { ReadResp, StreamIdentifier, UUID } from './definitions.js';
import { statusOf, type Faults, type ReadFault } from './faults.js';
import type { StoredEvent } from './stored-events.js';

/** The greatest possible revision. */
const LAST_REVISION = '9223372036854775807';

export type Call = ServerWritableStream<ReadReq, Response>;

/** Sends messages with backpressure, until the client disconnects or the fault is due. */
export class ReadResponse {
  readonly closed: AbortSignal;
  private readonly closing = new AbortController();
  private events = 0;

  constructor(
    private readonly call: Call,
    private readonly fault: ReadFault | undefined,
    private readonly faults: Faults,
    private readonly stream: string,
  ) {
    this.closed = this.closing.signal;
    for (const event of ['cancelled', 'close', 'error']) {
      call.on(event, () => {
        this.closing.abort();
      });
    }
  }

  begin(): Promise<boolean> {
    return this.applyFault();
  }

  async send(message: Response): Promise<void> {
    if (this.closed.aborted) return;
    if (!this.call.write(message)) await once(this.call, 'drain', { signal: this.closed }).catch(() => undefined);
    if (!message.hasEvent()) return;
    this.events += 1;
    await this.applyFault();
  }

  fail(failure: Partial<StatusObject>): void {
    this.call.emit('error', failure);
    this.closing.abort();
  }

  end(): void {
    if (!this.closed.aborted) this.call.end();
  }

  /** Applies the fault if it is due. Returns false if nothing more may be sent. */
  private async applyFault(): Promise<boolean> {
    const { fault, call } = this;
    if (fault?.after !== this.events) return true;
    if (fault.with === 'silence') await once(this.closed, 'abort');
    else if (fault.with === 'end') call.end();
    else this.fail(statusOf(fault.with, this.faults, this.stream));
    this.closing.abort();
    return false;
  }
}

export function checkpointMessage(commit: number | bigint, prepare = commit): Response {
  const checkpoint = new ReadResp.Checkpoint().setCommitPosition(String(commit)).setPreparePosition(String(prepare));
  return new ReadResp().setCheckpoint(checkpoint);
}

export function eventMessage(event: StoredEvent): Response {
  const position = String(event.position);
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(event.id))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(event.stream)))
    .setStreamRevision(Number.isFinite(event.revision) ? String(event.revision) : LAST_REVISION)
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
