import fc from 'fast-check';
import { ActorQueries } from '../../../src/actors/actors.queries.js';
import { ClaimCountQueries } from '../../../src/claims/queries/claim-counts.queries.js';
import { ClaimQueries } from '../../../src/claims/queries/claim.queries.js';
import { SEARCH_FIELDS } from '../../../src/claims/queries/search-fields.js';
import type { ClaimFilter } from '../../../src/claims/queries/views.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import { runs } from '../../support/runs.js';
import { failingAt, TestReadModel } from '../../support/test-read-model.js';
import { GeneratedLog } from '../../verification/standard/generators/log.js';

const WORDS = ['nato', 'land', 'vilnius', 'gives'] as const;
const word = fc.constantFrom(...WORDS);
const text = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const actor = fc.constantFrom('a1', 'a2');
const actors = fc.uniqueArray(actor, { minLength: 1, maxLength: 2 });
const names = { name: text, aliases: fc.array(text, { maxLength: 1 }) };
const attributes = { text, topics: fc.array(text, { maxLength: 1 }), about: fc.uniqueArray(actor, { maxLength: 2 }) };
const ofClaim = <Data>(type: string, data: fc.Arbitrary<Data>) =>
  fc.record({ noun: fc.constant('claim'), id: fc.constantFrom('c1', 'c2'), type: fc.constant(type), data });

/** What is recorded after the registrations, and how many milliseconds later. */
const step = fc.record({
  after: fc.nat({ max: 2 }),
  event: fc.oneof(
    fc.record({ noun: fc.constant('actor'), id: actor, type: fc.constant('ActorAmended'), data: fc.record(names) }),
    fc.record({
      noun: fc.constant('document'),
      id: fc.constant('d'),
      type: fc.constant('DocumentAmended'),
      data: fc.record({ title: text }),
    }),
    ofClaim('ClaimAmended', fc.record(attributes, { requiredKeys: [] })),
    ofClaim(
      'ClaimReported',
      fc.record(
        {
          by: actors,
          onBehalfOf: actors,
          quote: fc.record({ text }),
          wording: fc.record({ text, language: fc.constant('en') }),
          document: fc.constant('d'),
          basis: fc.constant('none-given'),
        },
        { requiredKeys: ['by', 'basis'] },
      ),
    ),
    ofClaim('EntryVoided', fc.record({ n: fc.nat({ max: 20 }) })),
  ),
});

const START = Date.UTC(2026, 0, 1);
const BASE = { kind: 'organization', aliases: [] };

/** A log of two actors, a document and two claims, with these changes and entries. */
const logs = fc.array(step, { minLength: 1, maxLength: 14 }).map((steps): readonly RecordedEvent[] => {
  const log = new GeneratedLog();
  const append = log.append.bind(log) as (noun: string, id: string, event: object, at: number) => void;
  let at = START;
  append('actor', 'a1', { type: 'ActorRegistered', data: { ...BASE, name: 'nato' } }, at);
  append('actor', 'a2', { type: 'ActorRegistered', data: { ...BASE, name: 'gives' } }, at);
  append('document', 'd', { type: 'DocumentRegistered', data: { publisher: 'a1', title: 'land' } }, at);
  const claim = { language: 'en', kind: 'factual', topics: [] };
  append('claim', 'c1', { type: 'ClaimRegistered', data: { id: 'r', text: 'vilnius', about: ['a1'], ...claim } }, at);
  append('claim', 'c2', { type: 'ClaimRegistered', data: { id: 'r', text: 'nato land', about: [], ...claim } }, at);
  const voidable: Record<string, string[]> = { c1: [], c2: [] };
  for (const [index, { after, event }] of steps.entries()) {
    at += after;
    const { noun, id, type, data } = event;
    if (noun !== 'claim') {
      append(noun, id, { type, data }, at);
      continue;
    }
    const ids = voidable[id] ?? [];
    const named = { ...data, id: `e${index}` };
    if ('n' in data) {
      if (ids.length === 0) continue;
      const [voids] = ids.splice(data.n % ids.length, 1);
      append(noun, id, { type, data: { id: named.id, voids, reason: 'a mistake' } }, at);
    } else append(noun, id, { type, data: named }, at);
    ids.push(named.id);
  }
  return log.events as unknown as RecordedEvent[];
});

const searches = fc.record(
  {
    q: fc
      .array(
        fc.tuple(
          fc.constantFrom('', '', '-'),
          fc.oneof(
            word,
            text.map((phrase) => `"${phrase}"`),
            fc.constantFrom('na*', 'lan*', 'viln*', 'give*'),
          ),
        ),
        {
          minLength: 1,
          maxLength: 2,
        },
      )
      .map((terms) => terms.map((term) => term.join('')).join(' ')),
    in: fc.subarray([...SEARCH_FIELDS], { minLength: 1 }),
    sort: fc.constantFrom('oldest', 'changes', 'relevance'),
  },
  { requiredKeys: ['q'] },
) as fc.Arbitrary<ClaimFilter & { readonly q: string }>;

const modelOf = (events: readonly RecordedEvent[]): TestReadModel => {
  const model = new TestReadModel();
  model.handle(events);
  expect(model.writer.checkpoints.parked()).toEqual([]);
  return model;
};

/** Everything that a ledger answers to a search, as of a moment, or now. */
function answersOf({ readModel }: TestReadModel, filter: ClaimFilter, now: string) {
  const { q, asOf } = filter;
  const claims = new ClaimQueries(readModel).list(filter, { now });
  return {
    claims: { ...claims, items: claims.items.map(({ id, matches }) => ({ id, matches })) },
    counts: new ClaimCountQueries(readModel).count(filter, now).total,
    actors: new ActorQueries(readModel).list({ q, asOf }, { now }).items.map(({ id, name }) => ({ id, name })),
  };
}

/** The ids of the claims on all pages of a list. */
function idsOf(queries: ClaimQueries, filter: ClaimFilter, now: string): string[] {
  const ids: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = queries.list(filter, { now, limit: 1, cursor });
    ids.push(...page.items.map(({ id }) => id));
    if (page.next === undefined) return ids;
    cursor = page.next;
  }
}

describe('search by relevance: properties', () => {
  it('finds what a search in another order finds, each claim once', () => {
    fc.assert(
      fc.property(logs, searches, fc.boolean(), (events, search, isPast) => {
        const queries = new ClaimQueries(modelOf(events).readModel);
        const now = (events.at(-1) as RecordedEvent).metadata['recordedAt'] as string;
        const filter = { ...search, ...(isPast && { asOf: now }) };
        const found = idsOf(queries, { ...filter, sort: 'relevance' }, now);
        expect(found.toSorted()).toEqual(idsOf(queries, { ...filter, sort: 'newest' }, now).toSorted());
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('search in the past: properties', () => {
  it('finds what is found in a ledger in which only the events until then were recorded', () => {
    fc.assert(
      fc.property(logs, searches, fc.nat({ max: 20 }), (events, search, ago) => {
        const last = Date.parse((events.at(-1) as RecordedEvent).metadata['recordedAt'] as string);
        const at = new Date(Math.max(last - ago, START)).toISOString();
        const until = events.filter(({ metadata }) => (metadata['recordedAt'] as string) <= at);
        const later = new Date(last + 1).toISOString();
        expect(answersOf(modelOf(events), { ...search, asOf: at }, later)).toEqual(
          answersOf(modelOf(until), search, at),
        );
      }),
      { numRuns: runs(500) },
    );
  });

  it('has the same rows after a retry of parked streams as if no stream had been parked', () => {
    fc.assert(
      fc.property(logs, fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 2 }), (events, failing) => {
        const positions = new Set(failing.map((n) => events[n % events.length]?.position ?? ''));
        const parked = new TestReadModel(failingAt(positions, standard));
        parked.handle(events);
        positions.clear();
        parked.retry(events);
        expect(parked.dump()).toEqual(modelOf(events).dump());
      }),
      { numRuns: runs(200) },
    );
  });
});
