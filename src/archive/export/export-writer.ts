import type { EventLog } from '../../event-log/event-log.js';
import type { TimedEvent } from '../../domain/recorded-time.js';
import {
  createExportBegun,
  createExportedEvent,
  createExportEnded,
  DigestChain,
  type Selection,
} from './export-format.js';
import { select } from './export-selection.js';

/** A chunk ends with the line that brings it to this length, in UTF-16 code units. */
const CHUNK_LENGTH = 64 * 1024;

/** Some lines of an export. */
export interface ExportChunk {
  /** Each line ends with a line break. */
  readonly text: string;
  /** The number of events exported so far, those of this chunk included. */
  readonly events: number;
}

/**
 * Exports this log as it is stored. The log must not be read through upcasters. The same events are always exported as
 * the same text. Memory is bounded: at most a page of events is held, whatever the size of the log.
 * Rejects before the first chunk with a `BadRequestError`, a `ForeignPositionError` or a `NotFoundError`.
 */
export async function exportOf(log: EventLog, selection: Selection): Promise<AsyncGenerator<ExportChunk>> {
  return chunks(log.id, await select(log, selection), selection);
}

async function* chunks(
  log: string,
  events: AsyncIterable<TimedEvent>,
  selection: Selection,
): AsyncGenerator<ExportChunk> {
  const chain = new DigestChain();
  let text = `${chain.seal(createExportBegun(log, selection))}\n`;
  let count = 0;
  let last: string | undefined;
  for await (const event of events) {
    text += `${chain.seal(createExportedEvent(event, log))}\n`;
    count += 1;
    last = event.position;
    if (text.length < CHUNK_LENGTH) continue;
    yield { text, events: count };
    text = '';
  }
  yield { text: `${text}${chain.seal(createExportEnded(log, count, last))}\n`, events: count };
}
