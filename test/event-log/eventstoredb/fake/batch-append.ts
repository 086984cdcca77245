import type { ServerDuplexStream } from '@grpc/grpc-js';
import type {
  BatchAppendReq as Request,
  BatchAppendResp as Response,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { Service } from './authentication.js';
import { answerTo, BAD_REQUEST, failure, TIMEOUT, TOO_LARGE } from './batch-append-responses.js';
import { clock, decide, expectation, isTooLarge, proposedEvent, type Append } from './append-outcome.js';
import { StreamIdentifier, UUID } from './definitions.js';
import { statusOf } from './faults.js';
import type { ProposedEvent } from './stored-events.js';

/** How long the pieces of one append may take, however late its deadline is. */
const WRITE_TIMEOUT_MS = 2_000;

type Call = ServerDuplexStream<Request, Response>;
type Pending = Append & { readonly events: ProposedEvent[]; readonly timer: NodeJS.Timeout };

/** Answers a call of `BatchAppend`: any number of appends, each in one or more pieces, each when its answer is there. */
export function batchAppend(call: Call, service: Service): void {
  const appends = new BatchAppends(call, service);
  call.on('data', (request: Request) => {
    appends.take(request);
  });
  for (const event of ['cancelled', 'close', 'error', 'end']) {
    call.on(event, () => {
      appends.forget();
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
    private readonly service: Service,
  ) {}

  take(request: Request): void {
    const id = request.getCorrelationId()?.getString() ?? '';
    const options = request.getOptions();
    if (options) {
      const stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
      // A time of day, which the client takes from its own clock.
      const deadline = options.getDeadline()?.toDate().getTime() ?? Infinity;
      const left = Math.min(deadline - clock(this.service.faults), WRITE_TIMEOUT_MS);
      if (left <= 0) {
        this.answer(request, stream, failure(TIMEOUT));
        return;
      }
      this.begin(request, id, { stream, expected: expectation(options, options.getStreamPosition()) }, left);
    }
    const append = this.pending.get(id);
    if (append) this.add(request, id, append);
  }

  forget(): void {
    for (const { timer } of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
  }

  private begin(request: Request, id: string, head: Omit<Append, 'events'>, left: number): void {
    const timer = setTimeout(() => {
      this.pending.delete(id);
      this.answer(request, head.stream, failure(TIMEOUT));
    }, left);
    this.pending.set(id, { ...head, events: [], timer });
  }

  private add(request: Request, id: string, append: Pending): void {
    for (const message of request.getProposedMessagesList()) {
      const event = proposedEvent(message);
      if (!event) {
        // The server leaves it pending: once the time is up, there is a second answer.
        this.answer(request, append.stream, failure(BAD_REQUEST));
        return;
      }
      append.events.push(event);
    }
    const tooLarge = isTooLarge(append.events);
    if (!tooLarge && !request.getIsFinal()) return;
    clearTimeout(append.timer);
    this.pending.delete(id);
    if (tooLarge) this.answer(request, append.stream, failure(TOO_LARGE));
    else void this.decide(request, append);
  }

  private async decide(request: Request, append: Pending): Promise<void> {
    const { faults } = this.service;
    const outcome = await decide(append, this.service);
    if (!outcome) return;
    const answer = answerTo(outcome, append, faults);
    if (answer) this.answer(request, append.stream, answer);
    else if (outcome.kind === 'refused') this.call.emit('error', statusOf(outcome.refusal, faults));
    if (answer && faults.answersTwice === true) this.answer(request, append.stream, answer);
  }

  private answer(request: Request, stream: string, answer: Response): void {
    const identifier = new StreamIdentifier().setStreamName(Buffer.from(stream));
    const id = request.getCorrelationId();
    const given = this.service.faults.answersByNumbers === true ? inNumbers(id?.getString() ?? '') : id;
    this.call.write(answer.setCorrelationId(given).setStreamIdentifier(identifier));
  }
}

function inNumbers(id: string): InstanceType<typeof UUID> {
  const [high, low] = [0, 8].map((from) => Buffer.from(id.replaceAll('-', ''), 'hex').readBigInt64BE(from).toString());
  const numbers = new UUID.Structured().setMostSignificantBits(high ?? '').setLeastSignificantBits(low ?? '');
  return new UUID().setStructured(numbers);
}
