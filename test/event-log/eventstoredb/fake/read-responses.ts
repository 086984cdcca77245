import { once } from 'node:events';
import type { ServerWritableStream, StatusObject } from '@grpc/grpc-js';
import type { ReadReq, ReadResp as Response } from '@eventstore/db-client/generated/streams_pb.js';
import { ReadResp, StreamIdentifier, UUID } from './definitions.js';
import { statusOf, type Faults, type ReadFault } from './faults.js';
import type { StoredEvent } from './stored-events.js';

/** The greatest that there could be. */
const LAST_REVISION = '9223372036854775807';

export type Call = ServerWritableStream<ReadReq, Response>;

/** Writes as fast as the reader takes it, until the reader has gone, or the fault comes. */
export class ReadAnswer {
  readonly gone: AbortSignal;
  private readonly leaving = new AbortController();
  private events = 0;

  constructor(
    private readonly call: Call,
    private readonly fault: ReadFault | undefined,
    private readonly faults: Faults,
    private readonly stream: string,
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

  fail(failure: Partial<StatusObject>): void {
    this.call.emit('error', failure);
    this.leaving.abort();
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
    else this.fail(statusOf(fault.with, this.faults, this.stream));
    this.leaving.abort();
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
