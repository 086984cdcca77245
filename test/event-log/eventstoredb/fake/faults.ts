import { Metadata, status, type StatusObject } from '@grpc/grpc-js';

/** What the server does instead of what it is asked for; `lost` appends write before they fail. */
export type AppendFault = 'lost' | 'lost silently' | Refusal;
/** What becomes of a read or a subscription, at its start, or after so many events. */
export type ReadFault = { readonly after: number; readonly with: Refusal | 'end' };
export type Refusal =
  'silence' | 'busy' | 'not ready' | 'no leader' | 'not leader' | 'dropped' | 'too slow' | 'denied' | 'deleted';

/** Asked at the beginning of each call; reads of all are told by the position they start from. */
export interface Faults {
  append?: (stream: string) => AppendFault | undefined;
  read?: (stream: string, from: number | undefined) => ReadFault | undefined;
  /** Whether an append that was known is answered without its position, as the server may do soon after it. */
  forgetsPositions?: boolean;
  /** What the answer to an append waits for, once it was decided. */
  answersOnce?: (stream: string) => Promise<unknown>;
  /** Whether it answers each batch append twice. */
  answersTwice?: boolean;
  /** Whether it names the batch append that it answers by two numbers, as it does in answers of its own accord. */
  answersByNumbers?: boolean;
  /** How far its clock is ahead of the client's. */
  clockAheadMs?: number;
  /** After how many events it says how far it has come, whatever it was asked for. */
  checkpointInterval?: number;
  /**
   * Which checkpoint it sends when a subscription has caught up, as servers of 24 before 24.10.5 might: the one that no
   * log comes to, or one of the next event, with a prepare position before it. It then also takes a position for where
   * to start as they do.
   */
  checkpointWhenLive?: 'impossible' | 'before the next';
  /** Whether it never says what it is, and what it can do. */
  isMute?: boolean;
  /** Whether it names no leader to who asks where one is. */
  isLeaderless?: boolean;
  /** Where it says that the leader is. */
  leader?: { readonly host: string; readonly port: number };
}

/** As the server words it, code and trailers included. */
export function statusOf(refusal: Exclude<Refusal, 'silence'>, { leader }: Faults, stream = ''): Partial<StatusObject> {
  switch (refusal) {
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
