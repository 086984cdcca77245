import { isTooDeep } from '../../event-log/append-validation.js';
import type { JsonObject, RecordedEvent } from '../../event-log/event-log.js';
import { sourceOf } from '../../interchange/cloudevents/cloud-event.js';
import { EXPORT_BEGUN } from '../../ledger/event-catalog.js';
import { linesOf } from '../../lib/ndjson-lines.js';
import { parseJsonOrUndefined } from '../../lib/parse-json.js';
import { DigestChain, EXPORT_FORMAT, type ExportBegun, type ExportEnded } from './export-format.js';
import { isExportedEvent, isExportBegun, isExportEnded, isObject } from './export-line-guards.js';

/** More than the largest event that a log takes, its metadata written as text. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;

/** A file that isn't an export which can be loaded. Names the first line that shows it, from 1. */
export class ExportFileError extends Error {
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {
    super(`line ${line}: ${reason}`);
    this.name = new.target.name;
  }
}

/** An event of an export, and the line on which it stands. */
export interface ReadEvent {
  readonly line: number;
  readonly event: RecordedEvent;
}

/**
 * The events of an export that can be loaded, as they stood in their log. Throws an `ExportFileError` for a file that is
 * something else, holds only a part of a log, was cut off or altered, or has events out of their order. Only when all
 * of it was read is it known to be whole.
 */
export async function* readExport(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadEvent> {
  const reader = new Reader();
  for await (const { number, bytes } of linesOf(chunks, MAX_LINE_BYTES)) {
    const event = reader.read(number, bytes);
    if (event) yield { line: number, event };
  }
  reader.end();
}

class Reader {
  private readonly chain = new DigestChain();
  /** The last revision of every stream: some 7 MB for 100,000 of them. */
  private readonly revisions = new Map<string, number>();
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private source: string | undefined;
  private line = 0;
  private events = 0;
  private last: string | undefined;
  private isOver = false;

  read(line: number, bytes: Buffer | undefined): RecordedEvent | undefined {
    this.line = line;
    if (this.isOver) throw this.error('something follows the last line of the export');
    const value = this.parse(bytes);
    if (this.source === undefined) this.begin(value);
    else if (isExportEnded(value)) this.finish(value);
    else return this.event(value);
    return undefined;
  }

  end(): void {
    if (this.isOver) return;
    this.line += 1;
    const what = this.source === undefined ? 'the file is empty' : 'the file ends before the last line of the export';
    throw this.error(what);
  }

  private parse(bytes: Buffer | undefined): unknown {
    const text = this.text(bytes);
    const value = parseJsonOrUndefined(text);
    if (this.source === undefined && !isOfExport(value)) {
      throw this.error(`no export of a ledger, which begins with ${EXPORT_BEGUN}`);
    }
    if (this.chain.check(text)) return value;
    throw this.error('it was altered or is not whole, or lines before it are missing or in another order');
  }

  private text(bytes: Buffer | undefined): string {
    if (!bytes) throw this.error(`longer than ${MAX_LINE_BYTES} bytes, as no line of an export is`);
    try {
      return this.decoder.decode(bytes);
    } catch {
      throw this.error('it is not UTF-8');
    }
  }

  private begin(value: unknown): void {
    if (!isExportBegun(value)) throw this.error('its first line is not as an export has it');
    const { format, log, loadable, selection }: ExportBegun['data'] = value.data;
    if (format > EXPORT_FORMAT) {
      throw this.error(`written in format ${format}; this program knows formats up to ${EXPORT_FORMAT}`);
    }
    if (!loadable) {
      const { until: _until, ...parts } = selection;
      const only = Object.entries(parts).map(([name, of]) => `${name} ${of}`);
      throw this.error(`it holds only a part of a log (${only.join(', ')}), which can be read, but not loaded`);
    }
    this.source = sourceOf(log);
  }

  private event(value: unknown): RecordedEvent {
    if (!isExportedEvent(value)) throw this.error('it is no event as an export has it');
    if (value.source !== this.source) throw this.error(`it is of another log than the first line: ${value.source}`);
    const { id, stream, revision, sequence: position, storedtype: type, data } = value;
    const metadata = parseJsonOrUndefined(value.metadata);
    if (!isObject(metadata)) throw this.error('its metadata are no JSON object');
    if (isTooDeep(data) || isTooDeep(metadata)) throw this.error('it is nested deeper than any event');
    const before = this.revisions.get(stream) ?? -1;
    if (revision !== before + 1) {
      throw this.error(`revision ${revision} of ${stream}, where ${before + 1} is the next`);
    }
    if (this.last !== undefined && position <= this.last) {
      throw this.error(`position ${position} is not behind ${this.last}`);
    }
    this.revisions.set(stream, revision);
    this.last = position;
    this.events += 1;
    return { id, stream, revision, position, type, data: data as JsonObject, metadata: metadata as JsonObject };
  }

  private finish({ data: { events, last } }: ExportEnded): void {
    if (events !== this.events || last !== (this.last ?? null)) {
      throw this.error(`there should be ${events} events before it, and there are ${this.events}`);
    }
    this.isOver = true;
  }

  private error(reason: string): ExportFileError {
    return new ExportFileError(this.line, reason);
  }
}

const isOfExport = (value: unknown): boolean => isObject(value) && value['type'] === EXPORT_BEGUN;
