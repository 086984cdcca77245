import { Readable } from 'node:stream';
import fc from 'fast-check';
import type { Principal } from '../../src/access/access.service.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import type { ImportReport } from '../../src/import/import-report.js';
import { ImportService } from '../../src/import/import.service.js';
import { createServices, NO_READ_MODEL } from '../claims/fixtures.js';
import { collect } from '../event-log/contract/support.js';
import { randomLines } from './random-lines.js';

const EDITOR: Principal = { id: 'editor', key: 'key', scopes: ['record'] };

it('ImportService returns the same reports for concurrent as for sequential lines, also for a repeated import', async () => {
  await fc.assert(
    fc.asyncProperty(randomLines, async (commands) => {
      const [alone, together] = await Promise.all([importTwice(commands, 1), importTwice(commands, commands.length)]);
      expect(together).toEqual(alone);
    }),
    { numRuns: 200 },
  );
});

/** Imports a file twice with up to `items` concurrent lines, and returns the reports and the streams. */
async function importTwice(commands: readonly object[], items: number) {
  const log = SqliteEventLog.open(':memory:');
  const { actors, documents, claims, narratives, policies } = createServices(log);
  const service = new ImportService(actors, documents, claims, narratives, policies, NO_READ_MODEL);
  const file = Buffer.from(commands.map((command) => JSON.stringify(command)).join('\n'));
  const first = await collect(service.import(Readable.from([file]), EDITOR, { capacity: { items, bytes: Infinity } }));
  expect(first.map(positionOf).at(-1)).toBe(await log.head());
  const again = await collect(service.import(Readable.from([file]), EDITOR, { capacity: { items, bytes: Infinity } }));
  const events = await collect(log.readAll());
  await log.close();
  const streams: Record<string, object[]> = {};
  for (const { stream, type, revision, data, metadata } of events) {
    (streams[stream] ??= []).push({ type, revision, data, idempotency: metadata['idempotency'] });
  }
  return { reports: [...first, ...again].filter(isNotProgress).map(withoutPosition), streams };
}

/** Progress is reported once a second, so how often depends on the machine. */
const isNotProgress = (report: ImportReport): boolean => !('progress' in report);

/** Removes the position: lines of different streams may be recorded in another order. */
const withoutPosition = (report: ImportReport): unknown =>
  'summary' in report ? { ...report.summary, place: undefined } : report;

const positionOf = (report: ImportReport): string | undefined =>
  'summary' in report && 'place' in report.summary ? report.summary.place.position : undefined;
