import type { NewEvent, RecordedEvent } from '../../event-log/event-log.js';
import { fingerprint } from './event-fingerprint.js';

/** The limit of one append. The bytes are overestimated here: the log itself counts fewer. */
const MAX_BYTES = 1_048_576;

/** Events that are adjacent both in the log and in their stream, so that one append keeps their order. */
export interface AppendRun {
  readonly stream: string;
  /** The revision of the first event. */
  readonly revision: number;
  readonly events: readonly NewEvent[];
  /** The fingerprints of all events, concatenated. */
  readonly text: string;
  /** The position of the last event. */
  readonly position: string;
}

/** Groups events, in their order, into as few appends as possible: an event store has a high latency for each. */
export async function* groupIntoAppends(events: AsyncIterable<RecordedEvent>): AsyncGenerator<AppendRun> {
  let run: OpenRun | undefined;
  for await (const event of events) {
    const text = fingerprint(event);
    const bytes = Buffer.byteLength(text) + event.type.length;
    if (run && (run.stream !== event.stream || run.bytes + bytes > MAX_BYTES)) {
      yield run;
      run = undefined;
    }
    run ??= new OpenRun(event);
    run.add(event, text, bytes);
  }
  if (run) yield run;
}

class OpenRun implements AppendRun {
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
