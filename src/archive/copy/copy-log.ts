import { createHash, type Hash } from 'node:crypto';
import {
  type EventLog,
  InvalidAppendError,
  type RecordedEvent,
  STREAM_DELETED,
  WrongExpectedRevisionError,
} from '../../event-log/event-log.js';
import { redactionsIn } from '../../event-log/redaction.js';
import { type AppendRun, groupIntoAppends } from './append-runs.js';
import { fingerprint } from './event-fingerprint.js';
import { ConcurrencyGroup } from '../../lib/concurrency-group.js';

/** The log to copy from, as it is stored: not read through upcasters. */
export type CopySource = Pick<EventLog, 'id' | 'readAll'>;
/** The log to copy to. */
export type CopyTarget = Pick<EventLog, 'id' | 'readAll' | 'append'>;

/**
 * The target is the source, isn't a prefix of it, rejects one of its events, or is written to by another process.
 */
export class CopyRefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** The steps of a copy, in their order. */
export type CopyPhase = 'comparing' | 'copying' | 'reading back';

export interface CopyOptions {
  /** See `ConcurrencyGroup`. */
  readonly maxConcurrentAppends: number;
  readonly signal: AbortSignal;
  /** Called at the start of each phase and then repeatedly, with the number of events done. */
  readonly onProgress: (phase: CopyPhase, events: number) => void;
}

/** What source and target both hold after a copy. */
export interface Copied {
  readonly events: number;
  /** How many of them the target held before. */
  readonly before: number;
  /** SHA-256, in hex, of all events in their order, without their positions: see `fingerprint`. */
  readonly digest: string;
  /** The position of the last event in each log; undefined for an empty log. */
  readonly source: string | undefined;
  readonly target: string | undefined;
  /** Streams that were deleted permanently in the source's event store, whose remaining events were copied. */
  readonly deletedStreams: readonly string[];
}

/** How many events were read, their digest, and the position of the last one in source and target. */
interface ReadPrefix {
  readonly events: number;
  readonly digest: Hash;
  readonly source: string | undefined;
  readonly target: string | undefined;
}

/**
 * Appends to the target the events that it lacks of the source, unchanged and in the same order, up to the end of the
 * source. The target must be empty or a prefix of the source. It is compared with the source event by event, so an
 * interrupted copy can be resumed at any point. Finally, the appended events are read back and compared.
 * Rejects with a `CopyRefusedError`, with the errors of either log, or with the signal's reason.
 */
export async function copyLog(from: CopySource, to: CopyTarget, options: CopyOptions): Promise<Copied> {
  if (from.id === to.id)
    throw new CopyRefusedError(`Source and target are the same log, ${from.id}. Choose another target.`);
  const deletedStreams = new Set<string>();
  const source = withoutDeletions(from, (stream) => deletedStreams.add(stream));
  const target: CopyTarget = { ...withoutDeletions(to), append: (...append) => to.append(...append) };
  const before = await compare(source, target, options);
  const copied = await append(source, target, before, options);
  const stored = await readBack(target, before, options);
  const digest = copied.digest.digest('hex');
  if (stored.digest.digest('hex') !== digest) {
    throw new CopyRefusedError(
      stored.events > copied.events
        ? 'The target holds more events than were copied: another process writes to it. Stop that process, then copy into an empty target.'
        : 'The events in the target differ from those that were copied. Check its store, then copy into an empty target.',
    );
  }
  return {
    events: copied.events,
    before: before.events,
    digest,
    source: copied.source,
    target: stored.target,
    deletedStreams: [...deletedStreams].sort(),
  };
}

/** The same log, without the events that report a deletion: no append can write them. */
const withoutDeletions = (log: CopySource, onDeleted?: (stream: string) => void): CopySource => ({
  id: log.id,
  readAll: async function* (options) {
    for await (const event of log.readAll(options)) {
      if (event.type === STREAM_DELETED) onDeleted?.(event.stream);
      else yield event;
    }
  },
});

async function compare(
  source: CopySource,
  target: CopyTarget,
  { signal, onProgress }: CopyOptions,
): Promise<ReadPrefix> {
  const digest = createHash('sha256');
  let events = 0;
  let last: { readonly source: string; readonly target: string } | undefined;
  const sourceEvents = source.readAll()[Symbol.asyncIterator]();
  onProgress('comparing', events);
  try {
    for await (const event of target.readAll()) {
      signal.throwIfAborted();
      const next = await sourceEvents.next();
      if (next.done === true)
        throw new CopyRefusedError(
          `The target holds all ${events} events of the source, and further ones. Choose an empty target.`,
        );
      const text = fingerprint(event);
      if (text !== fingerprint(next.value)) throw new CopyRefusedError(differenceAt(events + 1, next.value, event));
      digest.update(text);
      events += 1;
      last = { source: next.value.position, target: event.position };
      onProgress('comparing', events);
    }
  } finally {
    await sourceEvents.return?.();
  }
  return { events, digest, source: last?.source, target: last?.target };
}

function differenceAt(n: number, source: RecordedEvent, target: RecordedEvent): string {
  const describe = ({ stream, revision, type }: RecordedEvent): string => `${type}, revision ${revision} of ${stream}`;
  const [expected, found] = [describe(source), describe(target)];
  const difference =
    expected !== found
      ? `is ${expected} in the source`
      : redactionsIn(source).length > redactionsIn(target).length
        ? 'has what was redacted in the source'
        : 'differs from that event in the source';
  const extent = n === 1 ? '' : `, which matches the source only up to event ${n - 1}`;
  return `The target holds another ledger${extent}: its event ${n}, ${found}, ${difference}. Choose an empty target, or an interrupted copy of the source.`;
}

async function append(
  source: CopySource,
  target: CopyTarget,
  before: ReadPrefix,
  options: CopyOptions,
): Promise<ReadPrefix> {
  const digest = before.digest.copy();
  let { events, source: last } = before;
  const appends = new ConcurrencyGroup(options.maxConcurrentAppends);
  options.onProgress('copying', events);
  try {
    for await (const run of groupIntoAppends(source.readAll({ after: last }))) {
      options.signal.throwIfAborted();
      digest.update(run.text);
      events += run.events.length;
      last = run.position;
      if (await appends.add(appendRun(target, run), run.text.length)) options.onProgress('copying', events);
    }
  } finally {
    // Also after an error: no append may be in flight when this function returns.
    await appends.done();
  }
  return { events, digest, source: last, target: undefined };
}

/** Idempotent: event ids and the expected revision are those of the source. */
async function appendRun(target: CopyTarget, { stream, revision, events }: AppendRun): Promise<void> {
  try {
    await target.append(stream, revision === 0 ? 'no-stream' : revision - 1, events);
  } catch (error) {
    if (error instanceof InvalidAppendError) {
      throw new CopyRefusedError(`The target rejects revision ${revision} of ${stream}: ${error.message}`);
    }
    if (error instanceof WrongExpectedRevisionError) {
      throw new CopyRefusedError(
        `Another process writes to the target. Stop that process, then copy into an empty target. (${error.message})`,
      );
    }
    throw error;
  }
}

async function readBack(
  target: CopyTarget,
  before: ReadPrefix,
  { signal, onProgress }: CopyOptions,
): Promise<ReadPrefix> {
  const digest = before.digest.copy();
  let { events, target: last } = before;
  onProgress('reading back', events);
  for await (const event of target.readAll({ after: last })) {
    signal.throwIfAborted();
    digest.update(fingerprint(event));
    events += 1;
    last = event.position;
    onProgress('reading back', events);
  }
  return { events, digest, source: undefined, target: last };
}
