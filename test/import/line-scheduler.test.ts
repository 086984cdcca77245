import { Readable } from 'node:stream';
import fc from 'fast-check';
import type { Principal } from '../../src/access/access.service.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { type ImportReport, ImportService } from '../../src/import/import.service.js';
import { servicesOn } from '../claims/fixtures.js';
import { collect } from '../event-log/contract/support.js';

const EDITOR: Principal = { id: 'editor', key: 'key', scopes: ['record'] };

/** Few ids for all nouns, so that lines wait for each other, also in vain. */
const id = fc.constantFrom('a', 'b', 'c');
const entry = fc.constantFrom('a', 'e1', 'e2', 'e3');
const claim = fc.constantFrom('a', 'b', 'c');

const lines = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('ActorRegistered'), actor: id, kind: fc.constant('outlet'), name: id }),
    fc.record({ type: fc.constant('ActorAmended'), actor: id, name: id }),
    fc.record({ type: fc.constant('MandateRecorded'), actor: id, mandate: entry, speaksFor: id }),
    fc.record({ type: fc.constant('DocumentRegistered'), document: id, publisher: id }),
    registration(),
    registration(),
    fc.record({
      type: fc.constant('ClaimAsserted'),
      claim,
      id: entry,
      by: fc.tuple(id),
      basis: fc.constant('document'),
    }),
    fc.record({ type: fc.constant('ClaimAsserted'), claim, by: fc.tuple(id), basis: fc.constant('document') }),
    fc.record({
      type: fc.constant('ClaimRepeated'),
      claim,
      id: entry,
      by: fc.tuple(id),
      cites: fc.tuple(
        fc.record({ entry: fc.tuple(claim, entry).map((parts) => parts.join('/')), use: fc.constant('quotes') }),
      ),
    }),
    fc.record({ type: fc.constant('EntryVoided'), claim, id: entry, voids: entry, reason: fc.constant('Wrong.') }),
    fc.record({
      type: fc.constantFrom('ClaimLinked', 'ClaimUnlinked'),
      claim,
      id: entry,
      relation: fc.constantFrom('same-as', 'restates'),
      other: claim,
    }),
    fc.record({ type: fc.constant('NarrativeRegistered'), narrative: id, title: id }),
    fc.record({ type: fc.constant('NarrativeClaimAdded'), narrative: id, claim: id }),
    fc.record({ type: fc.constant('ClaimWhispered'), claim, key: entry }),
    fc.record({ type: fc.constant('ActorRegistered'), actor: id, kind: fc.constant('outlet'), name: id, key: entry }),
  ),
  { minLength: 1, maxLength: 60 },
);

function registration() {
  return fc.record({
    type: fc.constant('ClaimRegistered'),
    claim,
    text: id,
    language: fc.constant('en'),
    kind: fc.constant('factual'),
    about: fc.array(id, { maxLength: 1 }),
  });
}

it('Lines under way together come to the same as one after the other, the first time and again', async () => {
  await fc.assert(
    fc.asyncProperty(lines, async (commands) => {
      const [alone, together] = await Promise.all([imported(commands, 1), imported(commands, commands.length)]);
      expect(together).toEqual(alone);
    }),
    { numRuns: 200 },
  );
});

/** What two imports of a file report, and what each stream holds then, with so many lines under way together. */
async function imported(commands: readonly object[], items: number) {
  const log = SqliteEventLog.open(':memory:');
  const { actors, documents, claims, narratives } = servicesOn(log);
  const service = new ImportService(actors, documents, claims, narratives);
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
  return { reports: [...first, ...again].map(withoutPosition), streams };
}

/** Lines for different streams may be recorded in another order; the last position of all is the same. */
const withoutPosition = (report: ImportReport): unknown =>
  'summary' in report ? { ...report.summary, position: undefined } : report;

const positionOf = (report: ImportReport): string | undefined =>
  'summary' in report ? report.summary.position : undefined;
