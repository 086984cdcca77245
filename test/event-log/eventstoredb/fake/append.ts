import { status, type sendUnaryData, type ServerReadableStream } from '@grpc/grpc-js';
import type { AppendReq as Request, AppendResp as Response } from '@eventstore/db-client/generated/streams_pb.js';
import type { CallContext } from './authentication.js';
import {
  decideAppend,
  expectedStateOf,
  isTooLarge,
  MAX_APPEND_BYTES,
  positionOf,
  proposedEvent,
  type Outcome,
} from './append-outcome.js';
import { AppendResp, Empty } from './definitions.js';
import { statusOf, trailers, type Faults } from './faults.js';
import type { ExpectedState } from './stored-events.js';

const FAILED = { code: status.UNKNOWN, details: 'Exception was thrown by handler.' };
const TOO_LARGE = {
  code: status.INVALID_ARGUMENT,
  details: `Maximum Append Size of ${MAX_APPEND_BYTES} Exceeded.`,
  metadata: trailers('maximum-append-size-exceeded', { 'maximum-append-size': String(MAX_APPEND_BYTES) }),
};

/** Serves a call of `Append`. */
export async function append(
  call: ServerReadableStream<Request, Response>,
  respond: sendUnaryData<Response>,
  service: CallContext,
): Promise<void> {
  // Fails if the client disconnected, or the server was stopped.
  const [first, ...rest] = (await call.toArray().catch(() => [])) as Request[];
  // An interrupted append is not executed.
  if ((call.destroyed && !first) || call.cancelled) return;
  const options = first?.getOptions();
  const messages = rest.flatMap((message) => message.getProposedMessage() ?? []);
  const events = messages.flatMap((message) => proposedEvent(message) ?? []);
  if (!options || events.length < messages.length) {
    respond(FAILED);
    return;
  }
  if (isTooLarge(events)) {
    respond(TOO_LARGE);
    return;
  }
  const stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
  const expected = expectedStateOf(options, options.getRevision());
  const outcome = await decideAppend({ stream, expected, events }, service);
  if (outcome?.kind === 'rejected') respond(statusOf(outcome.rejection, service.faults, stream));
  else if (outcome) respond(null, responseTo(outcome, expected, service.faults));
}

function responseTo(
  decision: Exclude<Outcome, { kind: 'rejected' }>,
  expected: ExpectedState,
  faults: Faults,
): Response {
  const respond = new AppendResp();
  if (decision.kind === 'conflict') return respond.setWrongExpectedVersion(conflict(decision.actual, expected));
  const success = new AppendResp.Success().setCurrentRevision(String(decision.revision));
  const position = positionOf(decision, faults);
  return respond.setSuccess(
    position === undefined
      ? success.setNoPosition(new Empty())
      : success.setPosition(new AppendResp.Position().setCommitPosition(position).setPreparePosition(position)),
  );
}

function conflict(actual: number, expected: ExpectedState): Response.WrongExpectedVersion {
  const wrong = new AppendResp.WrongExpectedVersion();
  if (actual < 0) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentRevision(String(actual));
  if (expected === 'any') return wrong.setExpectedAny(new Empty());
  if (expected === 'no-stream') return wrong.setExpectedNoStream(new Empty());
  if (expected === 'stream-exists') return wrong.setExpectedStreamExists(new Empty());
  return wrong.setExpectedRevision(String(expected));
}
