import { status, type sendUnaryData, type StatusObject } from '@grpc/grpc-js';
import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Service } from './authentication.js';
import { expectation } from './append-outcome.js';
import { DeleteResp as Deleted, TombstoneResp as Buried } from './definitions.js';
import { statusOf, trailers } from './faults.js';

/** As numbers, by which the server tells them. */
const EXPECTED = { any: -2, 'no-stream': -1, 'stream-exists': -4 } as const;

/** Answers a call of `Delete`. */
export function remove(request: DeleteReq, answer: sendUnaryData<DeleteResp>, service: Service): void {
  const outcome = decide(request, service, false);
  if (typeof outcome !== 'string') answer(outcome);
  else {
    const position = new Deleted.Position().setCommitPosition(outcome).setPreparePosition(outcome);
    answer(null, new Deleted().setPosition(position));
  }
}

/** Answers a call of `Tombstone`, which deletes for ever. */
export function bury(request: TombstoneReq, answer: sendUnaryData<TombstoneResp>, service: Service): void {
  const outcome = decide(request, service, true);
  if (typeof outcome !== 'string') answer(outcome);
  else {
    const position = new Buried.Position().setCommitPosition(outcome).setPreparePosition(outcome);
    answer(null, new Buried().setPosition(position));
  }
}

/** Where the deletion stands, or why there is none. */
function decide(
  request: DeleteReq | TombstoneReq,
  { store, may, faults }: Service,
  isForEver: boolean,
): string | Partial<StatusObject> {
  const options = request.getOptions();
  const stream = Buffer.from(options?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
  if (!options || !may('$w', stream)) return statusOf('denied', faults);
  const expected = expectation(options, options.getRevision());
  const decision = store.delete(stream, expected, isForEver);
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
