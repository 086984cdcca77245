import { status, type sendUnaryData, type StatusObject } from '@grpc/grpc-js';
import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { CallContext } from './authentication.js';
import { expectedStateOf } from './append-outcome.js';
import { DeleteResp as Deleted, TombstoneResp as Tombstoned } from './definitions.js';
import { statusOf, trailers } from './faults.js';

/** The numbers by which the server reports expected states. */
const EXPECTED = { any: -2, 'no-stream': -1, 'stream-exists': -4 } as const;

/** Serves a call of `Delete`. */
export function deleteStream(request: DeleteReq, respond: sendUnaryData<DeleteResp>, service: CallContext): void {
  const outcome = decideDeletion(request, service, false);
  if (typeof outcome !== 'string') respond(outcome);
  else {
    const position = new Deleted.Position().setCommitPosition(outcome).setPreparePosition(outcome);
    respond(null, new Deleted().setPosition(position));
  }
}

/** Serves a call of `Tombstone`, which deletes permanently. */
export function tombstoneStream(
  request: TombstoneReq,
  respond: sendUnaryData<TombstoneResp>,
  service: CallContext,
): void {
  const outcome = decideDeletion(request, service, true);
  if (typeof outcome !== 'string') respond(outcome);
  else {
    const position = new Tombstoned.Position().setCommitPosition(outcome).setPreparePosition(outcome);
    respond(null, new Tombstoned().setPosition(position));
  }
}

/** Returns the position of the deletion, or the reason why there is none. */
function decideDeletion(
  request: DeleteReq | TombstoneReq,
  { store, may, faults }: CallContext,
  isPermanent: boolean,
): string | Partial<StatusObject> {
  const options = request.getOptions();
  const stream = Buffer.from(options?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
  if (!options || !may('$w', stream)) return statusOf('denied', faults);
  const expected = expectedStateOf(options, options.getRevision());
  const decision = store.delete(stream, expected, isPermanent);
  if (decision.kind === 'deleted') return statusOf('deleted', faults, stream);
  if (decision.kind !== 'conflict') return String(decision.position);
  const versions = {
    'expected-version': String(typeof expected === 'number' ? expected : EXPECTED[expected]),
    'actual-version': String(decision.actual),
  };
  return {
    code: status.FAILED_PRECONDITION,
    details: `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${versions['expected-version']}, Actual version: ${versions['actual-version']}`,
    metadata: trailers('wrong-expected-version', { 'stream-name': stream, ...versions }),
  };
}
