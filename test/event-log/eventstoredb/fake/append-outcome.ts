import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { CallContext } from './authentication.js';
import type { Faults, Rejection } from './faults.js';
import type { Decision, ExpectedState, ProposedEvent } from './stored-events.js';

export const MAX_APPEND_BYTES = 1_048_576;
const UUID = /^(?![0-]+$)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Proposed = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;
type Options = Pick<AppendReq.Options | BatchAppendReq.Options, 'hasNoStream' | 'hasAny' | 'hasStreamExists'>;

/** An append, by `Append` or `BatchAppend`. */
export interface Append {
  readonly stream: string;
  readonly expected: ExpectedState;
  readonly events: readonly ProposedEvent[];
}

export type Outcome =
  | Exclude<Decision, { kind: 'deleted' }>
  | { readonly kind: 'rejected'; readonly rejection: Exclude<Rejection, 'silence'> };

/** Decides an append by a fault, else by the store. Returns undefined if there is to be no response. */
export async function decideAppend(append: Append, { store, faults, may }: CallContext): Promise<Outcome | undefined> {
  const { stream, expected, events } = append;
  if (!may('$w', stream)) return { kind: 'rejected', rejection: 'denied' };
  const fault = faults.append?.(stream);
  if (fault === 'silence') return undefined;
  if (fault !== undefined && fault !== 'lost' && fault !== 'lost silently')
    return { kind: 'rejected', rejection: fault };
  const decision = store.append(stream, expected, events, serverClock(faults));
  await faults.beforeAppendResponse?.(stream);
  if (fault === 'lost silently') return undefined;
  if (fault === 'lost') return { kind: 'rejected', rejection: 'dropped' };
  return decision.kind === 'deleted' ? { kind: 'rejected', rejection: 'deleted' } : decision;
}

/** The server's time, in milliseconds. */
export const serverClock = ({ clockAheadMs = 0 }: Faults): number => Date.now() + clockAheadMs;

/** Returns the position of an append, unless a fault omits it, or the event can no longer be read. */
export function positionOf(
  { kind, position }: Exclude<Decision, { kind: 'conflict' | 'deleted' }>,
  faults: Faults,
): string | undefined {
  if (position === undefined || (faults.omitsKnownPositions === true && kind === 'known')) return undefined;
  return String(position);
}

export function expectedStateOf(options: Options, revision: string): ExpectedState {
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasAny()) return 'any';
  return options.hasStreamExists() ? 'stream-exists' : Number(revision);
}

/** Returns undefined for an invalid event: without a type, or with an id that is not a UUID. */
export function proposedEvent(proposed: Proposed): ProposedEvent | undefined {
  const metadata = proposed.getMetadataMap();
  const [id = '', type = ''] = [proposed.getId()?.getString(), metadata.get('type')];
  if (!UUID.test(id) || type === '') return undefined;
  return {
    id,
    type,
    contentType: metadata.get('content-type') ?? '',
    data: proposed.getData_asU8(),
    metadata: proposed.getCustomMetadata_asU8(),
  };
}

/** Counts as the server does: data alone, although its documentation includes metadata and type. */
export const isTooLarge = (events: readonly ProposedEvent[]): boolean =>
  events.reduce((sum, { data }) => sum + data.length, 0) > MAX_APPEND_BYTES;
