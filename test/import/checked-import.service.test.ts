import { Readable } from 'node:stream';
import fc from 'fast-check';
import type { Principal } from '../../src/access/access.service.js';
import { DryRuns } from '../../src/command-handling/dry-run.js';
import type { EventLog, RecordedEvent } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CheckedImportService } from '../../src/import/checked-import.service.js';
import type { ImportReport } from '../../src/import/import-report.js';
import { ImportService } from '../../src/import/import.service.js';
import {
  PreviewUnavailableError,
  type StateChanges,
  type StatePreview,
  StatePreviews,
} from '../../src/read-model/state-preview.js';
import { createServices, NO_READ_MODEL } from '../claims/fixtures.js';
import { collect } from '../event-log/contract/support.js';
import { randomLines } from './random-lines.js';

const EDITOR: Principal = { id: 'editor', key: 'key', scopes: ['record'] };
const tass = { type: 'ActorRegistered', actor: 'tass', kind: 'outlet', name: 'TASS' };
const claim = { type: 'ClaimRegistered', claim: 'rain', text: 'It rains.', language: 'en', kind: 'factual' };
const report = { type: 'ClaimReported', claim: 'rain', id: 'report', by: ['tass'], basis: 'none-given' };
const rejected = { ...report, id: 'other', by: ['nobody'] };

const bytesOf = (commands: readonly object[]): Buffer =>
  Buffer.from(commands.map((command) => JSON.stringify(command)).join('\n'));
const streamOf = (commands: readonly object[]): Readable => Readable.from([bytesOf(commands)]);

/** A fake that records the tried events and the number of closed previews. */
class FakePreviews extends StatePreviews {
  readonly tried: RecordedEvent[][] = [];
  closed = 0;

  constructor(private readonly position?: string) {
    super();
  }

  begin(): Promise<StatePreview> {
    return Promise.resolve({
      position: this.position,
      changes: (_through, events): Promise<StateChanges> => {
        this.tried.push([...events]);
        return Promise.resolve({ changes: [], omitted: 2 });
      },
      close: () => Promise.resolve(void (this.closed += 1)),
    });
  }
}

let log: SqliteEventLog;
let previews: FakePreviews;
beforeEach(() => {
  log = SqliteEventLog.open(':memory:');
  previews = new FakePreviews();
});
afterEach(() => log.close());

function servicesFor(store: EventLog, states: StatePreviews = previews) {
  const { actors, documents, claims, narratives, policies } = createServices(store);
  const imports = new ImportService(actors, documents, claims, narratives, policies, NO_READ_MODEL);
  return { imports, checked: new CheckedImportService(new DryRuns(store), states, imports) };
}

const withoutProgress = (reports: readonly ImportReport[]): ImportReport[] =>
  reports.filter((one) => !('progress' in one) && !('checked' in one));

describe('CheckedImportService.dryRun()', () => {
  it('reports what would be recorded, rejected and unchanged, and records nothing', async () => {
    const { imports, checked } = servicesFor(log);
    await collect(imports.import(streamOf([tass]), EDITOR));
    const before = await collect(log.readAll());
    const reports = await collect(checked.dryRun(streamOf([tass, claim, rejected, {}, report]), EDITOR));
    expect(withoutProgress(reports)).toEqual([
      { line: 2, wouldRecord: [{ type: 'ClaimRegistered', id: 'registered' }] },
      {
        line: 3,
        problem: expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/by/0' })] }) as unknown,
      },
      { line: 4, problem: expect.objectContaining({ status: 422 }) as unknown },
      { line: 5, wouldRecord: [{ type: 'ClaimReported', id: 'report' }] },
      {
        summary: {
          dryRun: true,
          lines: 5,
          recorded: 2,
          unchanged: 1,
          refused: 2,
          complete: true,
          events: { ClaimRegistered: 1, ClaimReported: 1 },
          states: { changed: 2, omitted: 2 },
        },
      },
    ]);
    expect(await collect(log.readAll())).toEqual(before);
    expect(previews.tried.map((events) => events.map(({ type }) => type))).toEqual([
      ['ClaimRegistered', 'ClaimReported'],
    ]);
    expect(previews.closed).toBe(1);
  });

  it('returns the same decisions as the import, for random files', async () => {
    await fc.assert(
      fc.asyncProperty(randomLines, randomLines, async (before, commands) => {
        const store = SqliteEventLog.open(':memory:');
        const fake = new FakePreviews();
        const { imports, checked } = servicesFor(store, fake);
        await collect(imports.import(streamOf(before), EDITOR));
        const head = await store.head();
        const predicted = withoutProgress(await collect(checked.dryRun(streamOf(commands), EDITOR)));
        expect(await store.head()).toBe(head);
        const actual = withoutProgress(await collect(imports.import(streamOf(commands), EDITOR)));

        const problems = (reports: readonly ImportReport[]) => reports.filter((one) => 'problem' in one);
        expect(problems(predicted)).toEqual(problems(actual));
        const counts = ({ lines, recorded, unchanged, refused }: Record<string, unknown>) => ({
          lines,
          recorded,
          unchanged,
          refused,
        });
        const summaries = [predicted, actual].map((reports) => {
          const last = reports.at(-1);
          return last && 'summary' in last ? counts({ ...last.summary }) : undefined;
        });
        expect(summaries[0]).toEqual(summaries[1]);
        const events = ({ stream, revision, type, data, metadata }: RecordedEvent) => ({
          at: `${stream} ${revision}`,
          type,
          data,
          idempotency: metadata['idempotency'],
        });
        const inOrder = (all: readonly RecordedEvent[]) => all.map(events).sort((a, b) => (a.at < b.at ? -1 : 1));
        expect(inOrder(fake.tried[0] ?? [])).toEqual(inOrder(await collect(store.readAll({ after: head }))));
        await store.close();
      }),
      { numRuns: 60 },
    );
  });

  it('reads up to the position of the read model, even if the log reports an older head', async () => {
    const { imports } = servicesFor(log);
    await collect(imports.import(streamOf([tass, claim]), EDITOR));
    const head = await log.head();
    const lagging = new Proxy(log, {
      get: (target, name) => {
        if (name === 'head') return () => Promise.resolve(undefined);
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? (member as () => unknown).bind(target) : member;
      },
    });
    const { checked } = servicesFor(lagging, new FakePreviews(head));
    expect((await collect(checked.dryRun(streamOf([report]), EDITOR))).at(-1)).toMatchObject({
      summary: { recorded: 1, refused: 0 },
    });
  });

  it('returns the reason if states cannot be previewed', async () => {
    class Unavailable extends StatePreviews {
      begin(): Promise<StatePreview> {
        return Promise.reject(new PreviewUnavailableError('The disk is full.'));
      }
    }
    const { checked } = servicesFor(log, new Unavailable());
    expect((await collect(checked.dryRun(streamOf([tass]), EDITOR))).at(-1)).toMatchObject({
      summary: { recorded: 1, states: { unavailable: 'The disk is full.' } },
    });
  });

  it('skips lines before fromLine, whose keys still count', async () => {
    const { imports, checked } = servicesFor(log);
    await collect(imports.import(streamOf([tass, claim]), EDITOR));
    const twice = { ...report, id: undefined };
    const reports = withoutProgress(await collect(checked.dryRun(streamOf([twice, twice]), EDITOR, { fromLine: 2 })));
    expect(reports).toMatchObject([{ line: 2, wouldRecord: [{}] }, { summary: { recorded: 1 } }]);
    await collect(imports.import(streamOf([twice, twice]), EDITOR));
    const again = await collect(checked.dryRun(streamOf([twice, twice]), EDITOR, { fromLine: 2 }));
    expect(again.at(-1)).toMatchObject({ summary: { recorded: 0, unchanged: 1 } });
  });

  it('stops at the largest number of lines, previews no states, and closes the preview', async () => {
    const { checked } = servicesFor(log);
    const reports = await collect(checked.dryRun(Readable.from([Buffer.from('\n'.repeat(20_001))]), EDITOR));
    expect(withoutProgress(reports)).toMatchObject([
      { line: 1, problem: { status: 413, detail: expect.stringContaining('20000 lines') as unknown } },
      { summary: { complete: false, states: { unavailable: expect.any(String) as unknown } } },
    ]);
    expect(previews).toMatchObject({ tried: [], closed: 1 });
  });

  it('yields to other tasks', async () => {
    const { checked } = servicesFor(log);
    let turns = 0;
    const others = (): void => {
      turns += 1;
      next = setImmediate(others);
    };
    let next = setImmediate(others);
    const many = Array.from({ length: 3_000 }, (_, n) => ({ ...tass, actor: `a-${n}` }));
    await collect(checked.dryRun(streamOf(many), EDITOR));
    clearImmediate(next);
    expect(turns).toBeGreaterThanOrEqual(25);
  });
});

describe('CheckedImportService.importAllOrNothing()', () => {
  it('records nothing if a line is rejected, and reports each rejected line', async () => {
    const { checked } = servicesFor(log);
    const reports = await collect(checked.importAllOrNothing(bytesOf([tass, claim, rejected, report, {}]), EDITOR));
    expect(withoutProgress(reports)).toEqual([
      { line: 3, problem: expect.objectContaining({ status: 422 }) as unknown },
      { line: 5, problem: expect.objectContaining({ status: 422 }) as unknown },
      { summary: { lines: 5, recorded: 0, withheld: 3, unchanged: 0, refused: 2, complete: true } },
    ]);
    expect(await log.head()).toBeUndefined();
  });

  it('records everything otherwise, and nothing the second time', async () => {
    const { checked } = servicesFor(log);
    const file = bytesOf([tass, claim, report]);
    expect((await collect(checked.importAllOrNothing(file, EDITOR))).at(-1)).toMatchObject({
      summary: { recorded: 3, unchanged: 0, refused: 0 },
    });
    const events = await collect(log.readAll());
    expect(events.map(({ type }) => type)).toEqual(['ActorRegistered', 'ClaimRegistered', 'ClaimReported']);
    expect((await collect(checked.importAllOrNothing(file, EDITOR))).at(-1)).toMatchObject({
      summary: { recorded: 0, unchanged: 3 },
    });
    expect(await collect(log.readAll())).toEqual(events);
  });

  it('completes a partially recorded file', async () => {
    const { imports, checked } = servicesFor(log);
    await collect(imports.import(streamOf([tass, claim]), EDITOR));
    expect((await collect(checked.importAllOrNothing(bytesOf([tass, claim, report]), EDITOR))).at(-1)).toMatchObject({
      summary: { recorded: 1, unchanged: 2, refused: 0 },
    });
    expect(await collect(log.readAll())).toHaveLength(3);
  });

  it('reports lines that a concurrent write made invalid after the check', async () => {
    const { imports } = servicesFor(log);
    const racing = {
      import: async function* (...args: Parameters<ImportService['import']>) {
        await collect(imports.import(streamOf([{ ...claim, text: 'Another text.' }]), EDITOR));
        yield* imports.import(...args);
      },
    } as ImportService;
    const checked = new CheckedImportService(new DryRuns(log), previews, racing);
    const reports = await collect(checked.importAllOrNothing(bytesOf([tass, claim, report]), EDITOR));
    expect(withoutProgress(reports)).toMatchObject([
      { line: 2, problem: { status: 409 } },
      { summary: { recorded: 2, refused: 1, complete: true } },
    ]);
  });
});
