import type { ServerDuplexStream } from '@grpc/grpc-js';
import type {
  BatchAppendReq as Request,
  BatchAppendResp as Response,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { CallContext } from './authentication.js';
import { responseTo, BAD_REQUEST, failureResponse, TIMEOUT, TOO_LARGE } from './batch-append-responses.js';
import {
  serverClock,
  decideAppend,
  expectedStateOf,
  isTooLarge,
  proposedEvent,
  type Append,
} from './append-outcome.js';
import { StreamIdentifier, UUID } from './definitions.js';
import { statusOf } from './faults.js';
import type { ProposedEvent } from './stored-events.js';

/** The maximum time between the first and the last part of an append, whatever its deadline. */
const WRITE_TIMEOUT_MS = 2_000;

type Call = ServerDuplexStream<Request, Response>;
type Pending = Append & { readonly events: ProposedEvent[]; readonly timer: NodeJS.Timeout };

/**
 * Serves a call of `BatchAppend`: any number of appends in one or more parts. Responses are sent when they are decided.
 */
export function batchAppend(call: Call, service: CallContext): void {
  const appends = new BatchAppends(call, service);
  call.on('data', (request: Request) => {
    appends.receive(request);
  });
  for (const event of ['cancelled', 'close', 'error', 'end']) {
    call.on(event, () => {
      appends.cancelAll();
    });
  }
  call.on('end', () => {
    call.end();
  });
}

class BatchAppends {
  private readonly pending = new Map<string, Pending>();

  constructor(
    private readonly call: Call,
    private readonly service: CallContext,
  ) {}

  receive(request: Request): void {
    const id = request.getCorrelationId()?.getString() ?? '';
    const options = request.getOptions();
    if (options) {
      const stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
      // An absolute time by the client's clock.
      const deadline = options.getDeadline()?.toDate().getTime() ?? Infinity;
      const remainingMs = Math.min(deadline - serverClock(this.service.faults), WRITE_TIMEOUT_MS);
      if (remainingMs <= 0) {
        this.response(request, stream, failureResponse(TIMEOUT));
        return;
      }
      this.begin(request, id, { stream, expected: expectedStateOf(options, options.getStreamPosition()) }, remainingMs);
    }
    const append = this.pending.get(id);
    if (append) this.add(request, id, append);
  }

  cancelAll(): void {
    for (const { timer } of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
  }

  private begin(request: Request, id: string, head: Omit<Append, 'events'>, remainingMs: number): void {
    const timer = setTimeout(() => {
      this.pending.delete(id);
      this.response(request, head.stream, failureResponse(TIMEOUT));
    }, remainingMs);
    this.pending.set(id, { ...head, events: [], timer });
  }

  private add(request: Request, id: string, append: Pending): void {
    for (const message of request.getProposedMessagesList()) {
      const event = proposedEvent(message);
      if (!event) {
        // The server leaves the append pending, and sends a second response at the timeout.
        this.response(request, append.stream, failureResponse(BAD_REQUEST));
        return;
      }
      append.events.push(event);
    }
    const tooLarge = isTooLarge(append.events);
    if (!tooLarge && !request.getIsFinal()) return;
    clearTimeout(append.timer);
    this.pending.delete(id);
    if (tooLarge) this.response(request, append.stream, failureResponse(TOO_LARGE));
    else void this.decide(request, append);
  }

  private async decide(request: Request, append: Pending): Promise<void> {
    const { faults } = this.service;
    const outcome = await decideAppend(append, this.service);
    if (!outcome) return;
    const respond = responseTo(outcome, append, faults);
    if (respond) this.response(request, append.stream, respond);
    else if (outcome.kind === 'rejected') this.call.emit('error', statusOf(outcome.rejection, faults));
    if (respond && faults.respondsTwice === true) this.response(request, append.stream, respond);
  }

  private response(request: Request, stream: string, response: Response): void {
    const identifier = new StreamIdentifier().setStreamName(Buffer.from(stream));
    const id = request.getCorrelationId();
    const responseId = this.service.faults.usesStructuredIds === true ? structuredUuid(id?.getString() ?? '') : id;
    this.call.write(response.setCorrelationId(responseId).setStreamIdentifier(identifier));
  }
}

function structuredUuid(id: string): InstanceType<typeof UUID> {
  const [high, low] = [0, 8].map((from) => Buffer.from(id.replaceAll('-', ''), 'hex').readBigInt64BE(from).toString());
  const numbers = new UUID.Structured().setMostSignificantBits(high ?? '').setLeastSignificantBits(low ?? '');
  return new UUID().setStructured(numbers);
}
