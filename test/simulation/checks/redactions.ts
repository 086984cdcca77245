import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatFault, Faults } from '../../../src/archive/verify/faults.js';
import { checkStoredLog } from '../../../src/archive/verify/stored-log-check.js';
import type { JsonObject, RecordedEvent } from '../../../src/event-log/event-log.js';
import { REDACTED_DIGEST, REDACTED_TEXT, REDACTIONS_STREAM } from '../../../src/event-log/redaction.js';
import { dumpOf } from '../../support/test-read-model.js';
import type { Instance } from '../world/instance.js';
import { type MadeRedaction, SECRET } from '../world/redactor.js';
import { expectEqual } from './expect.js';
import { rebuilt } from './read-models.js';

/** A text with the word, in JSON. */
const SECRET_TEXT = new RegExp(`"[^"]*${SECRET}[^"]*"`, 'g');
const hasSecret = (value: unknown): boolean => JSON.stringify(value).toLowerCase().includes(SECRET.toLowerCase());

/** What was redacted is in no row, in no page of the feed, and in no byte of a file of this instance. */
export function checkErased(instance: Instance): void {
  const { process, served } = instance;
  const rows = Object.entries(dumpOf(served.current.readModel)).filter(([, all]) => hasSecret(all));
  const tables = rows.map(([table]) => table);
  expectEqual(`the tables of ${process.name} with redacted words`, tables, []);
  const sent = instance.feed(undefined, 10_000).items.filter(({ item }) => hasSecret(item));
  expectEqual(`the events of the feed of ${process.name} with redacted words`, sent, []);
  const files = readdirSync(process.folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && hasSecret(readFileSync(join(file.parentPath, file.name), 'latin1')))
    .map(({ name }) => name);
  expectEqual(`the files of ${process.name} with redacted words`, files, []);
}

/** Of each redacted event, everything but the words is what it was. And every claim has the state that it had. */
export function checkKept(events: readonly RecordedEvent[], redactions: readonly MadeRedaction[]): void {
  for (const { id, before } of redactions) {
    const after = events.find((event) => event.id === before.id);
    expectEqual(`the event of the redaction ${id}`, after && withoutMarks(after), withoutWords(before));
  }
  const original = new Map(redactions.map(({ before }) => [before.id, before]));
  const asTheyWere = events.map((event) =>
    event.stream === REDACTIONS_STREAM ? { ...event, stream: 'without effect' } : (original.get(event.id) ?? event),
  );
  const statesOf = (all: readonly RecordedEvent[]): unknown =>
    rebuilt(all)['claim_states']?.map((row) => row.replaceAll(SECRET, REDACTED_TEXT));
  expectEqual('the states of all claims', statesOf(events), statesOf(asTheyWere));
}

/** `verify` finds nothing wrong in the log that this instance reads. */
export async function checkVerified({ process, log }: Instance): Promise<void> {
  const faults = new Faults();
  const { signal } = new AbortController();
  await checkStoredLog(log, faults, { upcast: (event) => event, signal, onProgress: () => undefined });
  expectEqual(`what verify finds at ${process.name}`, faults.reported.map(formatFault), []);
}

const withoutWords = (event: RecordedEvent): unknown =>
  withoutMarks({
    ...event,
    data: JSON.parse(JSON.stringify(event.data).replaceAll(SECRET_TEXT, `"${REDACTED_TEXT}"`)) as JsonObject,
  });

function withoutMarks({ metadata: { redactions: _redactions, idempotency, ...metadata }, ...event }: RecordedEvent) {
  return { ...event, metadata: { ...metadata, idempotency: { ...(idempotency as object), body: REDACTED_DIGEST } } };
}
