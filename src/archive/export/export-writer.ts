import type { EventLog } from '../../event-log/event-log.js';
import type { TimedEvent } from '../../read-model/projection.js';
import { begun, DigestChain, ended, exported, type Selection } from './export-format.js';
import { select } from './export-selection.js';

/** Lines are given out together up to so many UTF-16 code units. */
const CHUNK_LENGTH = 64 * 1024;

/** Some lines of an export, each with its line break, and how many events were exported with them. */
export interface ExportChunk {
  readonly text: string;
  readonly events: number;
}

/**
 * An export of this log, as it is stored: not read through upcasters. The same events give the same text.
 * Holds a page of events at most, whatever the log's size. Rejects before the first chunk with a `BadRequestError`, a
 * `ForeignPositionError` or a `NotFoundError`.
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
  let text = `${chain.seal(begun(log, selection))}\n`;
  let count = 0;
  let last: string | undefined;
  for await (const event of events) {
    text += `${chain.seal(exported(event, log))}\n`;
    count += 1;
    last = event.position;
    if (text.length < CHUNK_LENGTH) continue;
    yield { text, events: count };
    text = '';
  }
  yield { text: `${text}${chain.seal(ended(log, count, last))}\n`, events: count };
}
