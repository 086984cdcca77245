import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Service } from './authentication.js';
import type { Faults, Refusal } from './faults.js';
import type { Decision, Expectation, ProposedEvent } from './stored-events.js';

export const MAX_APPEND_BYTES = 1_048_576;
const UUID = /^(?![0-]+$)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Proposed = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;
type Options = Pick<AppendReq.Options | BatchAppendReq.Options, 'hasNoStream' | 'hasAny' | 'hasStreamExists'>;

/** What an append asks for, whichever call it came by. */
export interface Append {
  readonly stream: string;
  readonly expected: Expectation;
  readonly events: readonly ProposedEvent[];
}

export type Outcome =
  Exclude<Decision, { kind: 'deleted' }> | { readonly kind: 'refused'; readonly refusal: Exclude<Refusal, 'silence'> };

/** What becomes of an append, by the store or by a fault; undefined if it is never answered. */
export async function decide(append: Append, { store, faults, may }: Service): Promise<Outcome | undefined> {
  const { stream, expected, events } = append;
  if (!may('$w', stream)) return { kind: 'refused', refusal: 'denied' };
  const fault = faults.append?.(stream);
  if (fault === 'silence') return undefined;
  if (fault !== undefined && fault !== 'lost' && fault !== 'lost silently') return { kind: 'refused', refusal: fault };
  const decision = store.append(stream, expected, events, clock(faults));
  await faults.answersOnce?.(stream);
  if (fault === 'lost silently') return undefined;
  if (fault === 'lost') return { kind: 'refused', refusal: 'dropped' };
  return decision.kind === 'deleted' ? { kind: 'refused', refusal: 'deleted' } : decision;
}

/** The time as the server has it, in milliseconds. */
export const clock = ({ clockAheadMs = 0 }: Faults): number => Date.now() + clockAheadMs;

/** Where an append was written, unless the server has forgotten, or no longer reads it. */
export function positionOf(
  { kind, position }: Exclude<Decision, { kind: 'conflict' | 'deleted' }>,
  faults: Faults,
): string | undefined {
  if (position === undefined || (faults.forgetsPositions === true && kind === 'known')) return undefined;
  return String(position);
}

export function expectation(options: Options, revision: string): Expectation {
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasAny()) return 'any';
  return options.hasStreamExists() ? 'stream-exists' : Number(revision);
}

/** Undefined if it is no event: without a type, or with an id that is no UUID. */
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

/** As the server counts it: data alone, though it means to count metadata and type too. */
export const isTooLarge = (events: readonly ProposedEvent[]): boolean =>
  events.reduce((sum, { data }) => sum + data.length, 0) > MAX_APPEND_BYTES;
