import fc from 'fast-check';
import { runs } from '../../support/runs.js';
import { deleteReadModels, recordSmallLedger, TestLedger } from './test-ledger.js';

/** Returns a write with a unique text, and the number of its events. */
const WRITES: Record<string, (text: string) => { path: string; body: unknown; events: number }> = {
  actor: (name) => ({ path: 'actors', body: { kind: 'person', name }, events: 1 }),
  document: (title) => ({ path: 'documents', body: { publisher: 'tass', title }, events: 1 }),
  claim: (text) => ({ path: 'claims', body: { text, language: 'en', kind: 'factual' }, events: 1 }),
  narrative: (title) => ({ path: 'narratives', body: { title }, events: 1 }),
  entry: (text) => ({ path: 'claims/talks/entries', body: entrySaying(text), events: 1 }),
  batch: (text) => ({ path: 'claims/talks/entries', body: [1, 2, 3].map(() => entrySaying(text)), events: 3 }),
  amendedClaim: (text) => ({ path: 'claims/talks/entries', body: { type: 'ClaimAmended', text }, events: 1 }),
  amendedActor: (name) => ({ path: 'actors/tass/events', body: { type: 'ActorAmended', name }, events: 1 }),
  amendedDocument: (title) => ({
    path: 'documents/tass-story/events',
    body: { type: 'DocumentAmended', title },
    events: 1,
  }),
  amendedNarrative: (title) => ({
    path: 'narratives/territory/events',
    body: { type: 'NarrativeAmended', title },
    events: 1,
  }),
  line: (text) => ({ path: 'import', body: { claim: 'talks', ...entrySaying(text) }, events: 1 }),
};

const entrySaying = (text: string) => ({ type: 'ClaimAsserted', by: ['tass'], basis: 'none-given', quote: { text } });

/** What happens between two rounds of requests. */
const BETWEEN = ['nothing', 'restart', 'rebuild'] as const;

interface Sending {
  readonly write: number;
  readonly at: number;
}

/** Writes that are sent two to five times each, in any order, in three rounds. */
const scenario = fc.record({
  writes: fc.array(fc.constantFrom(...Object.keys(WRITES)), { minLength: 1, maxLength: 8 }),
  times: fc.array(fc.array(fc.nat(2), { minLength: 2, maxLength: 5 }), { minLength: 8, maxLength: 8 }),
  order: fc.infiniteStream(fc.nat(1000)),
  between: fc.tuple(fc.constantFrom(...BETWEEN), fc.constantFrom(...BETWEEN)),
});

describe('retries of every write', () => {
  let ledger: TestLedger;
  let run = 0;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    await ledger.put('/v1/narratives/territory', { title: 'Territory' }).expect(201);
  });
  afterAll(() => ledger.stop());

  const textOf = (write: number) => `run ${run}, write ${write}.`;

  /** The part of a response that must be the same each time. */
  async function send(kind: string, write: number, stale: boolean): Promise<unknown> {
    const { path, body } = WRITES[kind]?.(textOf(write)) ?? { path: '', body: {} };
    if (path === 'import') {
      const [report] = await ledger.import([{ key: textOf(write), ...(body as object) }]);
      const { recorded, unchanged, position } = report?.summary as Record<string, number>;
      return { taken: (recorded ?? 0) + (unchanged ?? 0), position };
    }
    const sent = ledger.post(`/v1/${path}`, body as object).set('Idempotency-Key', textOf(write));
    if (stale) void sent.set('If-Match', '"0-stale"');
    const { status, body: answer } = await sent;
    return { status, answer: answer as unknown };
  }

  async function betweenTimes(what: (typeof BETWEEN)[number]): Promise<void> {
    if (what === 'restart') await ledger.restart();
    if (what === 'rebuild') {
      await ledger.restart((folder) => {
        deleteReadModels(folder);
      });
      await ledger.ready();
    }
  }

  /** Counts the events with a text. */
  async function countOf(texts: readonly string[]): Promise<number[]> {
    const log = await ledger.openLog();
    const counts = texts.map(() => 0);
    for await (const { data } of log.readAll()) {
      const said = JSON.stringify(data);
      texts.forEach((text, index) => (counts[index] = (counts[index] ?? 0) + (said.includes(text) ? 1 : 0)));
    }
    await log.close();
    return counts;
  }

  it('record it once and return the first response', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ writes, times, order, between }) => {
        run += 1;
        const answers = writes.map((): unknown[] => []);
        const sendings = writes.flatMap((_, write) => (times[write] ?? []).map((at): Sending => ({ write, at })));
        for (const at of [0, 1, 2]) {
          const now = sendings
            .filter((sending) => sending.at === at)
            .map((sending) => ({ sending, turn: order.next().value }))
            .sort((a, b) => a.turn - b.turn);
          await Promise.all(
            now.map(async ({ sending: { write } }) => {
              const repeated = sendings.some((sending) => sending.write === write && sending.at < at);
              answers[write]?.push(await send(writes[write] ?? '', write, repeated));
            }),
          );
          const next = between[at];
          if (next !== undefined) await betweenTimes(next);
        }
        for (const [write, all] of answers.entries()) {
          const [first] = all;
          expect(first).toMatchObject(writes[write] === 'line' ? { taken: 1 } : { status: 201 });
          for (const other of all) expect(other).toEqual(first);
        }
        const expected = writes.map((kind) => WRITES[kind]?.('').events);
        expect(await countOf(writes.map((_, write) => textOf(write)))).toEqual(expected);
      }),
      { numRuns: runs(12) },
    );
  });
});
