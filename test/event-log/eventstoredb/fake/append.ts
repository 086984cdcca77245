import { status, type sendUnaryData, type ServerReadableStream } from '@grpc/grpc-js';
import type { AppendReq as Request, AppendResp as Response } from '@eventstore/db-client/generated/streams_pb.js';
import type { Service } from './authentication.js';
import {
  decide,
  expectation,
  isTooLarge,
  MAX_APPEND_BYTES,
  positionOf,
  proposedEvent,
  type Outcome,
} from './append-outcome.js';
import { AppendResp, Empty } from './definitions.js';
import { statusOf, trailers, type Faults } from './faults.js';
import type { Expectation } from './stored-events.js';

const FAILED = { code: status.UNKNOWN, details: 'Exception was thrown by handler.' };
const TOO_LARGE = {
  code: status.INVALID_ARGUMENT,
  details: `Maximum Append Size of ${MAX_APPEND_BYTES} Exceeded.`,
  metadata: trailers('maximum-append-size-exceeded', { 'maximum-append-size': String(MAX_APPEND_BYTES) }),
};

/** Answers a call of `Append`. */
export async function append(
  call: ServerReadableStream<Request, Response>,
  answer: sendUnaryData<Response>,
  service: Service,
): Promise<void> {
  // Fails if the caller has gone, or the server was stopped.
  const [first, ...rest] = (await call.toArray().catch(() => [])) as Request[];
  // One that is broken off half-way is not made.
  if ((call.destroyed && !first) || call.cancelled) return;
  const options = first?.getOptions();
  const messages = rest.flatMap((message) => message.getProposedMessage() ?? []);
  const events = messages.flatMap((message) => proposedEvent(message) ?? []);
  if (!options || events.length < messages.length) {
    answer(FAILED);
    return;
  }
  if (isTooLarge(events)) {
    answer(TOO_LARGE);
    return;
  }
  const stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
  const expected = expectation(options, options.getRevision());
  const outcome = await decide({ stream, expected, events }, service);
  if (outcome?.kind === 'refused') answer(statusOf(outcome.refusal, service.faults, stream));
  else if (outcome) answer(null, response(outcome, expected, service.faults));
}

function response(decision: Exclude<Outcome, { kind: 'refused' }>, expected: Expectation, faults: Faults): Response {
  const answer = new AppendResp();
  if (decision.kind === 'conflict') return answer.setWrongExpectedVersion(conflict(decision.actual, expected));
  const success = new AppendResp.Success().setCurrentRevision(String(decision.revision));
  const position = positionOf(decision, faults);
  return answer.setSuccess(
    position === undefined
      ? success.setNoPosition(new Empty())
      : success.setPosition(new AppendResp.Position().setCommitPosition(position).setPreparePosition(position)),
  );
}

function conflict(actual: number, expected: Expectation): Response.WrongExpectedVersion {
  const wrong = new AppendResp.WrongExpectedVersion();
  if (actual < 0) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentRevision(String(actual));
  if (expected === 'any') return wrong.setExpectedAny(new Empty());
  if (expected === 'no-stream') return wrong.setExpectedNoStream(new Empty());
  if (expected === 'stream-exists') return wrong.setExpectedStreamExists(new Empty());
  return wrong.setExpectedRevision(String(expected));
}
