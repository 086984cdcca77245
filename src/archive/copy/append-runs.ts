import type { NewEvent, RecordedEvent } from '../../event-log/event-log.js';
import { fingerprint } from './event-fingerprint.js';

/** What one append may take; bytes are counted higher here than the log counts them. */
const MAX_BYTES = 1_048_576;

/** Events that stand one behind the other in the log and in their stream, so that one append keeps their order. */
export interface AppendRun {
  readonly stream: string;
  /** Of the first. */
  readonly revision: number;
  readonly events: readonly NewEvent[];
  /** The fingerprints of all. */
  readonly text: string;
  /** Of the last. */
  readonly position: string;
}

/** The same events in their order, in as few appends as may be: an event store takes a while for each. */
export async function* groupIntoAppends(events: AsyncIterable<RecordedEvent>): AsyncGenerator<AppendRun> {
  let run: RunBegun | undefined;
  for await (const event of events) {
    const text = fingerprint(event);
    const bytes = Buffer.byteLength(text) + event.type.length;
    if (run && (run.stream !== event.stream || run.bytes + bytes > MAX_BYTES)) {
      yield run;
      run = undefined;
    }
    run ??= new RunBegun(event);
    run.add(event, text, bytes);
  }
  if (run) yield run;
}

class RunBegun implements AppendRun {
  readonly stream: string;
  readonly revision: number;
  readonly events: NewEvent[] = [];
  position = '';
  text = '';
  bytes = 0;

  constructor({ stream, revision }: RecordedEvent) {
    this.stream = stream;
    this.revision = revision;
  }

  add({ id, type, data, metadata, position }: RecordedEvent, text: string, bytes: number): void {
    this.events.push({ id, type, data, metadata });
    this.position = position;
    this.text += text;
    this.bytes += bytes;
  }
}
