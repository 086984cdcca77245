import type { Status as StatusMessage } from '@eventstore/db-client/generated/status_pb.js';
import type { BatchAppendResp as Response } from '@eventstore/db-client/generated/streams_pb.js';
import { MAX_APPEND_BYTES, positionOf, type Append, type Outcome } from './append-outcome.js';
import {
  AccessDenied,
  AllStreamPosition,
  Any,
  BadRequest,
  BatchAppendResp,
  Code,
  GoogleEmpty,
  MaximumAppendSizeExceeded,
  Status,
  StreamDeleted,
  Timeout,
  WrongExpectedVersion,
} from './definitions.js';
import type { Faults } from './faults.js';
import type { ExpectedState } from './stored-events.js';

/** The status code, message and packed details of a failed append. */
interface Failure {
  readonly code: StatusMessage.AsObject['code'];
  readonly message: string;
  readonly name: string;
  readonly details: { serializeBinary(): Uint8Array };
}

const statusFailure = (name: string, code: Failure['code'], details: Failure['details']): Failure => ({
  code,
  message: name,
  name: `event_store.client.${name}`,
  details,
});
/** A failure without the status code that `Append` would return. */
const textFailure = (message: string): Failure => ({
  code: Code.OK,
  message,
  name: 'google.protobuf.Empty',
  details: new GoogleEmpty(),
});

export const TIMEOUT = statusFailure('Timeout', Code.DEADLINE_EXCEEDED, new Timeout());
export const BAD_REQUEST = statusFailure('BadRequest', Code.INVALID_ARGUMENT, new BadRequest());
export const TOO_LARGE = statusFailure(
  'MaximumAppendSizeExceeded',
  Code.INVALID_ARGUMENT,
  new MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES),
);

/** Returns the response to one append; undefined if the whole call fails, with all pending appends. */
export function responseTo(outcome: Outcome, { expected }: Append, faults: Faults): Response | undefined {
  if (outcome.kind === 'conflict') {
    return failureResponse(
      statusFailure('WrongExpectedVersion', Code.ALREADY_EXISTS, conflict(outcome.actual, expected)),
    );
  }
  if (outcome.kind !== 'rejected') {
    const success = new BatchAppendResp.Success().setCurrentRevision(String(outcome.revision));
    const position = positionOf(outcome, faults);
    if (position === undefined) success.setNoPosition(new GoogleEmpty());
    else success.setPosition(new AllStreamPosition().setCommitPosition(position).setPreparePosition(position));
    return new BatchAppendResp().setSuccess(success);
  }
  switch (outcome.rejection) {
    case 'busy':
      return failureResponse(textFailure('Server Is Busy'));
    case 'not ready':
      return failureResponse(textFailure('Server Is Not Ready'));
    case 'no leader':
      return failureResponse(textFailure('No leader info available in response'));
    case 'denied':
      return failureResponse(statusFailure('AccessDenied', Code.PERMISSION_DENIED, new AccessDenied()));
    case 'deleted':
      return failureResponse(statusFailure('StreamDeleted', Code.NOT_FOUND, new StreamDeleted()));
    case 'not leader':
    case 'dropped':
    case 'too slow':
      return undefined;
  }
}

export function failureResponse({ code, message, name, details }: Failure): Response {
  const packed = new Any();
  packed.pack(details.serializeBinary(), name);
  return new BatchAppendResp().setError(new Status().setCode(code).setMessage(message).setDetails(packed));
}

function conflict(actual: number, expected: ExpectedState): InstanceType<typeof WrongExpectedVersion> {
  const wrong = new WrongExpectedVersion();
  if (actual < 0) wrong.setCurrentNoStream(new GoogleEmpty());
  else wrong.setCurrentStreamRevision(String(actual));
  if (expected === 'any') return wrong.setExpectedAny(new GoogleEmpty());
  if (expected === 'no-stream') return wrong.setExpectedNoStream(new GoogleEmpty());
  if (expected === 'stream-exists') return wrong.setExpectedStreamExists(new GoogleEmpty());
  return wrong.setExpectedStreamPosition(String(expected));
}
