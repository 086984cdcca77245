import { isTooDeep } from '../../event-log/append-validation.js';
import type { JsonObject, RecordedEvent } from '../../event-log/event-log.js';
import { sourceOf } from '../../interchange/cloudevents/cloud-event.js';
import { EXPORT_BEGUN } from '../../ledger/event-catalog.js';
import { linesOf } from '../../lib/ndjson-lines.js';
import { parseJsonOrUndefined } from '../../lib/parse-json.js';
import { DigestChain, EXPORT_FORMAT, type ExportBegun, type ExportEnded } from './export-format.js';
import { isExportedEvent, isExportBegun, isExportEnded, isObject } from './export-line-guards.js';

/** Larger than the largest event that a log accepts, with its metadata escaped as text. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;

/** The file isn't an export that can be loaded. `line` is the first line that shows it, counted from 1. */
export class ExportFileError extends Error {
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {
    super(`line ${line}: ${reason}`);
    this.name = new.target.name;
  }
}

/** An event of an export, and its line number, counted from 1. */
export interface ReadEvent {
  readonly line: number;
  readonly event: RecordedEvent;
}

/**
 * Yields the events of a loadable export, as their log stored them.
 *
 * Events are yielded while the file is read: only when the generator ends normally is the export known to be complete
 * and unaltered. Throws an `ExportFileError` for a file of another kind, a partial export, an incomplete or altered
 * file, and for events that are out of order.
 */
export async function* readExport(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadEvent> {
  const reader = new ExportLineReader();
  for await (const { number, bytes } of linesOf(chunks, MAX_LINE_BYTES)) {
    const event = reader.read(number, bytes);
    if (event) yield { line: number, event };
  }
  reader.end();
}

class ExportLineReader {
  private readonly chain = new DigestChain();
  /** The last revision of every stream: about 7 MB for 100,000 streams. */
  private readonly revisions = new Map<string, number>();
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private source: string | undefined;
  private line = 0;
  private events = 0;
  private lastPosition: string | undefined;
  private isComplete = false;

  read(line: number, bytes: Buffer | undefined): RecordedEvent | undefined {
    this.line = line;
    if (this.isComplete) throw this.error('there is text after the last line of the export');
    const value = this.parse(bytes);
    if (this.source === undefined) this.begin(value);
    else if (isExportEnded(value)) this.finish(value);
    else return this.event(value);
    return undefined;
  }

  end(): void {
    if (this.isComplete) return;
    this.line += 1;
    throw this.error(
      this.source === undefined
        ? 'the file is empty'
        : 'the file ends before the last line of the export, so it is incomplete: export the log again',
    );
  }

  private parse(bytes: Buffer | undefined): unknown {
    const text = this.decode(bytes);
    const value = parseJsonOrUndefined(text);
    if (this.source === undefined && !isHeader(value)) {
      throw this.error(`the file is not an export of a ledger, whose first line has the type ${EXPORT_BEGUN}`);
    }
    if (this.chain.check(text)) return value;
    throw this.error(
      'the digest does not match: this line was changed or cut, or lines before it are missing or in another order',
    );
  }

  private decode(bytes: Buffer | undefined): string {
    if (!bytes) throw this.error(`the line is longer than ${MAX_LINE_BYTES} bytes, the limit for a line of an export`);
    try {
      return this.decoder.decode(bytes);
    } catch {
      throw this.error('the line is not UTF-8');
    }
  }

  private begin(value: unknown): void {
    if (!isExportBegun(value)) throw this.error('the first line lacks fields that the first line of an export has');
    const { format, log, loadable, selection }: ExportBegun['data'] = value.data;
    if (format > EXPORT_FORMAT) {
      throw this.error(
        `the export has format ${format}, and this version of claim-ledger reads formats up to ${EXPORT_FORMAT}: load it with a newer version`,
      );
    }
    if (!loadable) {
      const { until: _until, ...filters } = selection;
      const given = Object.entries(filters).map(([name, value]) => `${name} ${value}`);
      throw this.error(
        `the export holds only a part of a log (${given.join(', ')}), which can be read, but not loaded: export the log without these filters`,
      );
    }
    this.source = sourceOf(log);
  }

  private event(value: unknown): RecordedEvent {
    if (!isExportedEvent(value)) throw this.error('the line is not an event of an export');
    if (value.source !== this.source) {
      throw this.error(`the event is of another log (${value.source}) than the first line (${this.source ?? ''})`);
    }
    const { id, stream, revision, sequence: position, storedtype: type, data } = value;
    const metadata = parseJsonOrUndefined(value.metadata);
    if (!isObject(metadata)) throw this.error('the metadata are not a JSON object');
    if (isTooDeep(data) || isTooDeep(metadata)) throw this.error('the event is nested deeper than a log allows');
    const nextRevision = (this.revisions.get(stream) ?? -1) + 1;
    if (revision !== nextRevision) {
      throw this.error(`the event has revision ${revision} of ${stream}, but the next revision is ${nextRevision}`);
    }
    if (this.lastPosition !== undefined && position <= this.lastPosition) {
      throw this.error(`position ${position} is not after ${this.lastPosition}, the position of the event before`);
    }
    this.revisions.set(stream, revision);
    this.lastPosition = position;
    this.events += 1;
    return { id, stream, revision, position, type, data: data as JsonObject, metadata: metadata as JsonObject };
  }

  private finish({ data: { events, last } }: ExportEnded): void {
    if (events !== this.events || last !== (this.lastPosition ?? null)) {
      const expected = `${events} events up to position ${last ?? 'none'}`;
      throw this.error(
        `the last line counts ${expected}, but the file has ${this.events} up to ${this.lastPosition ?? 'none'}`,
      );
    }
    this.isComplete = true;
  }

  private error(reason: string): ExportFileError {
    return new ExportFileError(this.line, reason);
  }
}

const isHeader = (value: unknown): boolean => isObject(value) && value['type'] === EXPORT_BEGUN;
