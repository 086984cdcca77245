import { Metadata, status, type StatusObject } from '@grpc/grpc-js';

/**
 * A fault of an append. `lost` appends are written, but their response is lost: the connection breaks, or nothing is
 * sent.
 */
export type AppendFault = 'lost' | 'lost silently' | Rejection;
/** A fault of a read or a subscription after a number of events. */
export type ReadFault = { readonly after: number; readonly with: Rejection | 'end' };
export type Rejection =
  'silence' | 'busy' | 'not ready' | 'no leader' | 'not leader' | 'dropped' | 'too slow' | 'denied' | 'deleted';

/** The faults of a fake server. The functions are called at the start of each call. */
export interface Faults {
  append?: (stream: string) => AppendFault | undefined;
  /** `from` is the start position of a read of all streams. */
  read?: (stream: string, from: number | undefined) => ReadFault | undefined;
  /** Omits the position in the response to a retried append, as the server may do soon after the first. */
  omitsKnownPositions?: boolean;
  /** Delays the response to a decided append until the promise resolves. */
  beforeAppendResponse?: (stream: string) => Promise<unknown>;
  /** Responds twice to each batch append. */
  respondsTwice?: boolean;
  /** Sends the correlation id as two numbers, as the server does in responses that it initiates. */
  usesStructuredIds?: boolean;
  /** The difference between the server's clock and the client's. */
  clockAheadMs?: number;
  /** The number of events between checkpoints, instead of the requested one. */
  checkpointInterval?: number;
  /**
   * The checkpoint that is sent when a subscription has caught up, as servers of version 24 before 24.10.5 may do: one
   * that no log reaches, or the commit position of the next event with an earlier prepare position. Subscriptions then
   * also start as on these servers.
   */
  checkpointWhenLive?: 'impossible' | 'before the next';
  /** Never responds to a request for the version and the supported methods. */
  ignoresFeatureRequests?: boolean;
  /** Reports no leader. */
  isLeaderless?: boolean;
  /** The leader that a `not leader` rejection names. */
  leader?: { readonly host: string; readonly port: number };
}

/** Returns the status that the server sends, with message and trailers. */
export function statusOf(
  rejection: Exclude<Rejection, 'silence'>,
  { leader }: Faults,
  stream = '',
): Partial<StatusObject> {
  switch (rejection) {
    case 'busy':
      return { code: status.UNAVAILABLE, details: 'Server Is Too Busy' };
    case 'not ready':
      return { code: status.UNAVAILABLE, details: 'Server Is Not Ready' };
    case 'no leader':
      return { code: status.UNKNOWN, details: 'No leader info available in response' };
    case 'dropped':
      return { code: status.UNAVAILABLE, details: 'read ECONNRESET' };
    case 'too slow':
      return {
        code: status.ABORTED,
        details: 'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
      };
    case 'denied':
      return { code: status.PERMISSION_DENIED, details: 'Access Denied', metadata: trailers('access-denied') };
    case 'deleted':
      return {
        code: status.FAILED_PRECONDITION,
        details: `Event stream '${stream}' is deleted.`,
        metadata: trailers('stream-deleted', { 'stream-name': stream }),
      };
    case 'not leader':
      return {
        code: status.NOT_FOUND,
        details: 'Leader info available',
        metadata: trailers('not-leader', {
          'leader-endpoint-host': leader?.host ?? '',
          'leader-endpoint-port': String(leader?.port ?? 0),
        }),
      };
  }
}

export function trailers(exception: string, more: Readonly<Record<string, string>> = {}): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries({ exception, ...more })) metadata.set(name, value);
  return metadata;
}
