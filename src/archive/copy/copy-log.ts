import { createHash, type Hash } from 'node:crypto';
import {
  type EventLog,
  InvalidAppendError,
  type RecordedEvent,
  WrongExpectedRevisionError,
} from '../../event-log/event-log.js';
import { type AppendRun, groupIntoAppends } from './append-runs.js';
import { fingerprint } from './event-fingerprint.js';
import { ConcurrencyGroup } from '../../lib/concurrency-group.js';

/** What is copied from, as it is stored. */
export type CopySource = Pick<EventLog, 'id' | 'readAll'>;
/** What is copied to. */
export type CopyTarget = Pick<EventLog, 'id' | 'readAll' | 'append'>;

/** The target holds something else than the beginning of the source, or takes something else. */
export class CopyRefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** What a copy does, one after the other. */
export type CopyPhase = 'comparing' | 'copying' | 'reading back';

export interface CopyOptions {
  /** How many appends may be under way at once: see `Together`. */
  readonly together: number;
  readonly signal: AbortSignal;
  /** Told now and then, and first where a phase begins, how many events are done. */
  readonly onProgress: (phase: CopyPhase, events: number) => void;
}

/** What both logs hold. */
export interface Copied {
  readonly events: number;
  /** How many of them the target had before. */
  readonly before: number;
  /** SHA-256, in hex, of all of them in their order, without their positions. */
  readonly digest: string;
  /** The position of the last one in each; undefined if there is none. */
  readonly source: string | undefined;
  readonly target: string | undefined;
}

/** How many events were read of a log, up to where, and what they were. */
interface Read {
  readonly events: number;
  readonly digest: Hash;
  readonly source: string | undefined;
  readonly target: string | undefined;
}

/**
 * Appends to the target what it lacks of the source, unchanged and in the same order, up to where the source ends. The
 * target must hold nothing, or the beginning of the source and nothing else: that is compared event by event, so a copy
 * that was broken off, whenever it was, goes on. At the end what was appended is read back and compared.
 * Rejects with a `CopyRefusedError`, with the log's own errors, or with the signal's reason.
 */
export async function copyLog(source: CopySource, target: CopyTarget, options: CopyOptions): Promise<Copied> {
  if (source.id === target.id) throw new CopyRefusedError(`Both are the log ${source.id}.`);
  const before = await compare(source, target, options);
  const given = await append(source, target, before, options);
  const held = await readBack(target, before, options);
  const digest = given.digest.digest('hex');
  if (held.digest.digest('hex') !== digest) {
    throw new CopyRefusedError(
      held.events > given.events
        ? 'The target holds more than was copied: something else writes to it.'
        : 'What the target holds now is not what was copied.',
    );
  }
  return { events: given.events, before: before.events, digest, source: given.source, target: held.target };
}

async function compare(source: CopySource, target: CopyTarget, { signal, onProgress }: CopyOptions): Promise<Read> {
  const digest = createHash('sha256');
  let events = 0;
  let last: { readonly source: string; readonly target: string } | undefined;
  const inSource = source.readAll()[Symbol.asyncIterator]();
  onProgress('comparing', events);
  try {
    for await (const held of target.readAll()) {
      signal.throwIfAborted();
      const next = await inSource.next();
      if (next.done === true)
        throw new CopyRefusedError(`The target holds all ${events} events of the source, and more: give an empty one.`);
      const text = fingerprint(held);
      if (text !== fingerprint(next.value)) throw new CopyRefusedError(difference(events + 1, next.value, held));
      digest.update(text);
      events += 1;
      last = { source: next.value.position, target: held.position };
      onProgress('comparing', events);
    }
  } finally {
    await inSource.return?.();
  }
  return { events, digest, source: last?.source, target: last?.target };
}

function difference(n: number, source: RecordedEvent, target: RecordedEvent): string {
  const name = ({ stream, revision, type }: RecordedEvent): string => `${type}, revision ${revision} of ${stream}`;
  const [here, there] = [name(source), name(target)];
  const what = here === there ? 'differs from that in the source' : `is ${here}, in the source`;
  const held = n === 1 ? 'another ledger' : `another ledger, which is like the source only up to event ${n - 1}`;
  return `The target holds ${held}: its event ${n}, ${there}, ${what}. Give an empty one, or a copy that was begun.`;
}

async function append(source: CopySource, target: CopyTarget, before: Read, options: CopyOptions): Promise<Read> {
  const digest = before.digest.copy();
  let { events, source: last } = before;
  const appends = new ConcurrencyGroup(options.together);
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
    // Whatever went wrong, nothing is under way any more.
    await appends.done();
  }
  return { events, digest, source: last, target: undefined };
}

/** The ids and the expected revision are those of the source, so that it is made once however often it is sent. */
async function appendRun(target: CopyTarget, { stream, revision, events }: AppendRun): Promise<void> {
  try {
    await target.append(stream, revision === 0 ? 'no-stream' : revision - 1, events);
  } catch (error) {
    if (error instanceof InvalidAppendError) {
      throw new CopyRefusedError(`The target doesn't take revision ${revision} of ${stream}: ${error.message}`);
    }
    if (error instanceof WrongExpectedRevisionError) {
      throw new CopyRefusedError(`Something else writes to the target. ${error.message}`);
    }
    throw error;
  }
}

async function readBack(target: CopyTarget, before: Read, { signal, onProgress }: CopyOptions): Promise<Read> {
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
