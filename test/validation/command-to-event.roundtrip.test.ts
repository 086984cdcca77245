import fc from 'fast-check';
import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { ACT_TYPES, EXAMPLES, HISTORY, registerReferences, type Services, createServices } from '../claims/fixtures.js';
import { REQUEST } from '../command-handling/support.js';
import { collect } from '../event-log/contract/support.js';

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }).filter((one) => /\S/.test(one));
const language = fc.constantFrom('en', 'uk-UA');
const slugs = fc.uniqueArray(fc.constantFrom('tass', 'ria', 'nato', 'russia'), { minLength: 1 });
const refs = fc.uniqueArray(fc.constantFrom('first', 'second', 'remark/said'));
const citation = fc.tuple(
  fc.constantFrom({ entry: 'first' }, { entry: 'remark/said' }, { actor: 'nato' }, { document: 'report' }),
  fc.record(
    { use: fc.constantFrom('quotes', 'paraphrases', 'credits'), translated: fc.boolean() },
    { requiredKeys: ['use'] },
  ),
);
const position = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 1000 })).map(([start, length]) => {
  return { start, end: start + length };
});

/** Any of the fields that every act may have, with any text. */
const carried = fc.record(
  {
    by: slugs,
    onBehalfOf: slugs,
    occurredAt: fc.constantFrom(
      '2023',
      '2023-11',
      '2023-11-20',
      '2023-11-20T10:30:00.123+03:00',
      '../2023',
      '2022/2023',
    ),
    after: refs,
    document: fc.constant('report'),
    quote: fc.record({ text, position }, { requiredKeys: ['text'] }),
    cites: fc.array(
      citation.map(([of, how]) => ({ ...of, ...how })),
      { maxLength: 5 },
    ),
    wording: fc.record({ text, language }),
    basis: fc.constantFrom('witnessed', 'recording', 'document', 'reasoning', 'none-given'),
  },
  { requiredKeys: [] },
);

describe('toDomainEvent(): round trip of valid commands', () => {
  let log: EventLog;
  let services: Services;
  beforeAll(async () => {
    log = SqliteEventLog.open(':memory:');
    services = createServices(log);
    await registerReferences(services);
    await services.claims.record('remark', { type: 'ClaimAsserted', ...said('said') }, REQUEST);
    const history = HISTORY.map(({ type, data }) => ({ type, ...data }));
    await services.claims.recordAll('territory-for-membership', history, REQUEST);
  });
  afterAll(() => log.close());

  it('stores the fields of an act unchanged', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ACT_TYPES), carried, async (type, fields) => {
        const data = { ...EXAMPLES[type], ...fields, id: `entry-${(count += 1)}` };
        const { written } = await services.claims.record('territory-for-membership', { type, ...data }, REQUEST);
        const stored = await collect(
          log.readStream('claim-territory-for-membership', { direction: 'backwards', limit: 1 }),
        );
        expect(stored.map((event) => [event.type, event.data])).toEqual([[type, data]]);
        expect(written).toMatchObject([{ type, data }]);
      }),
      { numRuns: 300 },
    );
  });

  it('stores the fields of an actor unchanged', async () => {
    let count = 0;
    const registration = fc.record({
      kind: fc.constantFrom('outlet', 'organization', 'person', 'group'),
      name: text,
      aliases: fc.uniqueArray(text, { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(registration, async (data) => {
        const id = `actor-${(count += 1)}`;
        await services.actors.record(id, { type: 'ActorRegistered', ...data }, REQUEST);
        expect(await collect(log.readStream(`actor-${id}`))).toMatchObject([{ type: 'ActorRegistered', data }]);
      }),
    );
  });
});

function said(id: string) {
  return { id, by: ['tass'], basis: 'none-given' };
}
