import { randomUUID } from 'node:crypto';
import {
  AccessDeniedError,
  convertToCommandError,
  NotLeaderError,
  StreamDeletedError,
  UnavailableError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import codes from '@eventstore/db-client/generated/code_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { UUID as Uuid } from '@eventstore/db-client/generated/shared_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import type {
  BatchAppendReq as Request,
  BatchAppendResp as Response,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { SerialisedEvent } from '../append-validation.js';
import type { ExpectedRevision } from '../event-log.js';
import { BrokenOffError } from './errors.js';

const { Code } = codes;
const { BatchAppendReq } = streams;
const { Empty, StreamIdentifier, UUID, WrongExpectedVersion } = shared;

/** Per message. The events of one append take at most 1 MiB, so with their ids a message isn't much larger. */
const EVENTS_PER_MESSAGE = 1_000;

/** An append as it is sent, the same at each retry. */
export interface ProposedAppend {
  readonly stream: string;
  readonly options: Request.Options;
  readonly events: readonly Request.ProposedMessage[];
}

/** The server's response to an append that was made, now or at an earlier attempt. */
export interface Appended {
  readonly revision: number;
  readonly position: bigint | undefined;
}

interface PendingAppend {
  readonly stream: string;
  readonly timer: NodeJS.Timeout;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Builds the messages of an append. Without a deadline, since the client sends it as a time of day, and the server's clock
 * may differ. The server sets its own.
 */
export function proposeAppend(
  stream: string,
  expected: ExpectedRevision,
  events: readonly SerialisedEvent[],
): ProposedAppend {
  const options = new BatchAppendReq.Options();
  options.setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream)));
  if (expected === 'any') options.setAny(new Empty());
  else if (expected === 'no-stream' || expected < 0) options.setNoStream(new Empty());
  else options.setStreamPosition(String(expected));
  return { stream, options, events: events.map(proposedEvent) };
}

function proposedEvent({ id, type, data, metadata }: SerialisedEvent): Request.ProposedMessage {
  const message = new BatchAppendReq.ProposedMessage();
  message.setId(new UUID().setString(id));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  message.setData(Buffer.from(data));
  message.setCustomMetadata(Buffer.from(metadata));
  return message;
}

/**
 * One open call of `BatchAppend`, for any number of concurrent appends, each with its own response. If the connection
 * fails, or one append gets no response in time, the call is over and all pending appends fail: they may have been made.
 */
export class BatchAppendStream {
  private readonly pending = new Map<string, PendingAppend>();
  private failure: Error | undefined;
  private isFinishing = false;
  private hasResponded = false;

  constructor(
    private readonly call: ClientDuplexStream<Request, Response>,
    private readonly onOver: () => void = () => undefined,
  ) {
    call.on('data', (response: Response) => {
      this.handle(response);
    });
    call.on('error', (error) => {
      this.end(this.failureOf(convertToCommandError(error)));
    });
    call.on('end', () => {
      this.end(new BrokenOffError('the server ended the call'));
    });
  }

  get isOver(): boolean {
    return this.failure !== undefined;
  }

  /** @throws the server's error, as the client's error class if it has one, or the reason why the call is over */
  append({ stream, options, events }: ProposedAppend, responseMs: number): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const id = randomUUID();
      const timer = setTimeout(() => {
        this.end(new BrokenOffError(`no response within ${responseMs} ms`));
      }, responseMs);
      this.pending.set(id, { stream, timer, resolve, reject });
      for (let from = 0; from < events.length; from += EVENTS_PER_MESSAGE) {
        const request = new BatchAppendReq().setCorrelationId(new UUID().setString(id));
        if (from === 0) request.setOptions(options);
        request.setProposedMessagesList(events.slice(from, from + EVENTS_PER_MESSAGE));
        this.call.write(request.setIsFinal(from + EVENTS_PER_MESSAGE >= events.length));
      }
    });
  }

  /** Ends the call once no append is pending. Make no further appends. */
  finish(): void {
    this.isFinishing = true;
    if (this.pending.size === 0) this.end(new BrokenOffError('the call was ended'));
  }

  private end(failure: Error): void {
    if (this.failure) return;
    this.failure = failure;
    for (const { timer, reject } of this.pending.values()) {
      clearTimeout(timer);
      reject(failure);
    }
    this.pending.clear();
    this.call.cancel();
    this.onOver();
  }

  /**
   * Once the server has responded to an append, the error that ends the call doesn't show which of the pending ones were
   * made. A `NotLeaderError` doesn't either, but the client needs it to find the leader.
   */
  private failureOf(error: Error): Error {
    return this.hasResponded && !(error instanceof NotLeaderError) ? new BrokenOffError(error.message) : error;
  }

  private handle(response: Response): void {
    const id = textOf(response.getCorrelationId());
    const append = this.pending.get(id);
    // A second response to the same append is ignored.
    if (!append) return;
    this.pending.delete(id);
    clearTimeout(append.timer);
    this.hasResponded = true;
    const outcome = outcomeOf(response, append.stream);
    if (outcome instanceof Error) append.reject(outcome);
    else append.resolve(outcome);
    if (this.isFinishing) this.finish();
  }
}

/** Never throws: it is called from an event listener, where an error would end the process. */
function outcomeOf(response: Response, stream: string): Appended | Error {
  try {
    const [error, success] = [response.getError(), response.getSuccess()];
    if (error) return errorOf(error, stream);
    if (!success) return new BrokenOffError("the server's response is empty");
    const position = success.getPosition()?.getCommitPosition();
    return {
      revision: Number(success.getCurrentRevision()),
      position: position === undefined ? undefined : BigInt(position),
    };
  } catch {
    return new BrokenOffError("the server's response can't be read");
  }
}

/** The server returns an id as it got it, or as two numbers. */
function textOf(id: Uuid | undefined): string {
  const numbers = id?.getStructured();
  if (!numbers) return id?.getString() ?? '';
  const [high, low] = [numbers.getMostSignificantBits(), numbers.getLeastSignificantBits()].map((bits) =>
    BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0'),
  ) as [string, string];
  return [high.slice(0, 8), high.slice(8, 12), high.slice(12), low.slice(0, 4), low.slice(4)].join('-');
}

/** A failure without an error class in the client, with gRPC's code and text. */
class AppendFailedError extends Error {
  constructor(
    readonly code: number,
    readonly details: string,
  ) {
    super(details);
    this.name = new.target.name;
  }
}

function errorOf(status: Status, stream: string): Error {
  const details = status.getDetails();
  const name = details?.getTypeName();
  switch (name) {
    case 'event_store.client.WrongExpectedVersion': {
      const conflict = details?.unpack((bytes) => WrongExpectedVersion.deserializeBinary(bytes), name);
      if (conflict) return WrongExpectedVersionError.fromWrongExpectedVersion(conflict, stream);
      break;
    }
    case 'event_store.client.AccessDenied':
      return new AccessDeniedError();
    case 'event_store.client.StreamDeleted':
      return StreamDeletedError.fromStreamName(stream);
  }
  const [code, message] = [status.getCode(), status.getMessage()];
  // Without a code the server is busy, not ready or has no leader. Then another node may accept the append.
  return code === Code.OK ? new UnavailableError(undefined, message) : new AppendFailedError(code, message);
}
