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

/** The most that go into one message. An append's events take 1 MiB, so with their ids it isn't much larger. */
const EVENTS_A_MESSAGE = 1_000;

/** What is sent of an append, whenever it is tried again. */
export interface ProposedAppend {
  readonly stream: string;
  readonly options: Request.Options;
  readonly events: readonly Request.ProposedMessage[];
}

/** What the server answers to an append that it took, now or before. */
export interface Appended {
  readonly revision: number;
  readonly position: bigint | undefined;
}

interface Waiting {
  readonly stream: string;
  readonly timer: NodeJS.Timeout;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Without a deadline: in the client's messages that is a time of day, which the server's clock may see otherwise. It sets
 * its own.
 */
export function proposed(
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
 * One call of `BatchAppend`, which stays open: any number of appends are under way in it, and each has its own answer.
 * If it breaks off, or one of them gets no answer for too long, it is over, and all fail that still wait: they may have
 * been made.
 */
export class BatchAppendStream {
  private readonly waiting = new Map<string, Waiting>();
  private failure: Error | undefined;
  private isFinishing = false;
  private isAnswered = false;

  constructor(private readonly call: ClientDuplexStream<Request, Response>) {
    call.on('data', (answer: Response) => {
      this.take(answer);
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

  /** @throws what the server says to it, in the client's words where it has any, or why the call is over */
  append({ stream, options, events }: ProposedAppend, answerMs: number): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const id = randomUUID();
      const timer = setTimeout(() => {
        this.end(new BrokenOffError(`no answer within ${answerMs} ms`));
      }, answerMs);
      this.waiting.set(id, { stream, timer, resolve, reject });
      for (let from = 0; from < events.length; from += EVENTS_A_MESSAGE) {
        const request = new BatchAppendReq().setCorrelationId(new UUID().setString(id));
        if (from === 0) request.setOptions(options);
        request.setProposedMessagesList(events.slice(from, from + EVENTS_A_MESSAGE));
        this.call.write(request.setIsFinal(from + EVENTS_A_MESSAGE >= events.length));
      }
    });
  }

  /** Ends once nobody waits for it any more; there are no more appends. */
  finish(): void {
    this.isFinishing = true;
    if (this.waiting.size === 0) this.end(new BrokenOffError('the call was ended'));
  }

  private end(failure: Error): void {
    if (this.failure) return;
    this.failure = failure;
    for (const { timer, reject } of this.waiting.values()) {
      clearTimeout(timer);
      reject(failure);
    }
    this.waiting.clear();
    this.call.cancel();
  }

  /**
   * Once the server has taken one, what ends the call doesn't tell which of those under way were made. The client must be
   * told who leads; that says nothing of them either.
   */
  private failureOf(error: Error): Error {
    return this.isAnswered && !(error instanceof NotLeaderError) ? new BrokenOffError(error.message) : error;
  }

  private take(answer: Response): void {
    const id = textOf(answer.getCorrelationId());
    const waiting = this.waiting.get(id);
    // A second answer to one append is nobody's.
    if (!waiting) return;
    this.waiting.delete(id);
    clearTimeout(waiting.timer);
    this.isAnswered = true;
    const outcome = outcomeOf(answer, waiting.stream);
    if (outcome instanceof Error) waiting.reject(outcome);
    else waiting.resolve(outcome);
    if (this.isFinishing) this.finish();
  }
}

/** Never throws: that would end the process, since only an event calls it. */
function outcomeOf(answer: Response, stream: string): Appended | Error {
  try {
    const [error, success] = [answer.getError(), answer.getSuccess()];
    if (error) return errorOf(error, stream);
    if (!success) return new BrokenOffError("the server's answer is empty");
    const position = success.getPosition()?.getCommitPosition();
    return {
      revision: Number(success.getCurrentRevision()),
      position: position === undefined ? undefined : BigInt(position),
    };
  } catch {
    return new BrokenOffError("the server's answer can't be read");
  }
}

/** The server gives an id back as it got it, or as two numbers. */
function textOf(id: Uuid | undefined): string {
  const numbers = id?.getStructured();
  if (!numbers) return id?.getString() ?? '';
  const [high, low] = [numbers.getMostSignificantBits(), numbers.getLeastSignificantBits()].map((bits) =>
    BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0'),
  ) as [string, string];
  return [high.slice(0, 8), high.slice(8, 12), high.slice(12), low.slice(0, 4), low.slice(4)].join('-');
}

/** A failure that the client has no word for, with number and text as gRPC has them. */
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
  // The server gives no number where it is busy, not ready or without a leader: then another node may do.
  return code === Code.OK ? new UnavailableError(undefined, message) : new AppendFailedError(code, message);
}
