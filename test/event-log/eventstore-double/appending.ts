import { status, type sendUnaryData, type ServerReadableStream } from '@grpc/grpc-js';
import type { AppendReq as Request, AppendResp as Response } from '@eventstore/db-client/generated/streams_pb.js';
import { AppendResp, Empty } from './definitions.js';
import { statusOf, trailers, type Faults } from './faults.js';
import type { Decision, Expectation, ProposedEvent, StoredEvents } from './stored-events.js';

const MAX_APPEND_BYTES = 1_048_576;

/** Answers a call of `Append`. */
export async function append(
  call: ServerReadableStream<Request, Response>,
  answer: sendUnaryData<Response>,
  store: StoredEvents,
  faults: Faults,
): Promise<void> {
  // Fails if the caller has gone, or the server was stopped.
  const [first, ...rest] = (await call.toArray().catch(() => [])) as Request[];
  if (call.destroyed && !first) return;
  const options = first?.getOptions();
  if (!options) {
    answer({ code: status.UNKNOWN, details: 'Exception was thrown by handler.' });
    return;
  }
  const stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
  const fault = faults.append?.(stream);
  if (fault === 'silence') return;
  if (fault !== undefined && fault !== 'lost' && fault !== 'lost silently') {
    answer(statusOf(fault, faults));
    return;
  }
  const events = rest.flatMap((message) => proposedEvent(message) ?? []);
  if (events.reduce((sum, event) => sum + sizeOf(event), 0) > MAX_APPEND_BYTES) {
    const metadata = trailers('maximum-append-size-exceeded', { 'maximum-append-size': String(MAX_APPEND_BYTES) });
    answer({
      code: status.INVALID_ARGUMENT,
      details: `Maximum Append Size of ${MAX_APPEND_BYTES} Exceeded.`,
      metadata,
    });
    return;
  }
  const decision = store.append(stream, expectation(options), events);
  if (fault === 'lost') answer(statusOf('dropped', faults));
  else if (fault === undefined) answer(null, response(decision, expectation(options), faults));
}

function expectation(options: Request.Options): Expectation {
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasAny()) return 'any';
  return options.hasStreamExists() ? 'stream-exists' : Number(options.getRevision());
}

function proposedEvent(message: Request): ProposedEvent | undefined {
  const proposed = message.getProposedMessage();
  if (!proposed) return undefined;
  const metadata = proposed.getMetadataMap();
  return {
    id: proposed.getId()?.getString() ?? '',
    type: metadata.get('type') ?? '',
    contentType: metadata.get('content-type') ?? '',
    data: proposed.getData_asU8(),
    metadata: proposed.getCustomMetadata_asU8(),
  };
}

const sizeOf = ({ data, metadata, type }: ProposedEvent): number => data.length + metadata.length + 2 * type.length;

function response(decision: Decision, expected: Expectation, { forgetsPositions }: Faults): Response {
  const answer = new AppendResp();
  if (decision.kind === 'conflict') return answer.setWrongExpectedVersion(conflict(decision.actual, expected));
  const success = new AppendResp.Success().setCurrentRevision(String(decision.revision));
  const position = String(decision.position);
  return answer.setSuccess(
    forgetsPositions === true && decision.kind === 'known'
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
