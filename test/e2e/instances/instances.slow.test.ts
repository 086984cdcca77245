import fc from 'fast-check';
import { claimDecider } from '../../../src/claims/claim.decider.js';
import type { ClaimEvent } from '../../../src/claims/claim.events.js';
import type { RecordedDomainEvent } from '../../../src/domain/domain-event.js';
import type { ClaimEventTypes } from '../../../src/claims/claim.events.js';
import { CurrentReadModel } from '../../../src/read-model/current-read-model.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';
import { collect } from '../../event-log/contract/support.js';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { dumpOf } from '../../support/test-read-model.js';

const entry = { type: 'ClaimAsserted', by: ['tass'], basis: 'none-given' };
const path = '/v1/claims/talks/entries';

describe('instances of one ledger', () => {
  let store: FakeServer;
  let instances: TestLedger[];
  let at: (index: number) => TestLedger;
  beforeAll(async () => {
    store = await FakeServer.start();
    const first = await TestLedger.start({ CLAIM_LEDGER_LOG: store.url });
    await recordSmallLedger(first);
    instances = [first, await TestLedger.startAnotherInstance(first), await TestLedger.startAnotherInstance(first)];
    at = (index) => instances[index % instances.length] as TestLedger;
  });
  afterAll(async () => {
    for (const instance of instances) await instance.stop();
    store.stop();
  });

  const recordedWithKeys = async (): Promise<number> => {
    const log = await at(0).openLog();
    const events = await collect(log.readAll());
    await log.close();
    return events.filter(({ metadata }) => metadata['idempotency'] !== undefined).length;
  };

  it('return writes of another instance to callers that wait for them', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const { body } = await at(turn).post(path, entry).expect(201);
      const { position, revision } = body as { position: string; revision: number };
      const read = await at(turn + 1)
        .get(`/v1/claims/talks?waitFor=${position}`)
        .expect(200);
      expect((read.body as { revision: number }).revision).toBeGreaterThanOrEqual(revision);
    }
  });

  it.each([
    ['an entry', path, entry],
    ['several entries', path, [entry, entry]],
    ['a claim', '/v1/claims', { text: 'It rains.', language: 'en', kind: 'factual' }],
    ['an actor', '/v1/actors', { kind: 'person', name: 'A new one' }],
  ])(
    'record %s once if it is sent to all of them concurrently, and return the same response',
    async (name, to, body) => {
      const before = await recordedWithKeys();
      for (const key of [1, 2, 3, 4].map((turn) => `${name} ${turn}`)) {
        const answers = await Promise.all(
          instances.map((instance) => instance.post(to, body).set('Idempotency-Key', key).expect(201)),
        );
        const [first, ...others] = answers.map(({ body: { projected: _projected, ...answer } }) => answer as unknown);
        for (const other of others) expect(other).toEqual(first);
      }
      expect((await recordedWithKeys()) - before).toBe(4 * (Array.isArray(body) ? body.length : 1));
    },
  );

  it('accept one of two bodies with the same idempotency key, and reject the other', async () => {
    const answers = await Promise.all(
      [entry, { ...entry, basis: 'document' }].map((body, index) =>
        at(index).post(path, body).set('Idempotency-Key', 'either'),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('accept a key of another instance until a third one revokes it', async () => {
    const made = await at(0)
      .post('/v1/keys', { principal: 'desk', name: 'Desk', scopes: ['record'] })
      .expect(201);
    const { key, id } = made.body as { key: string; id: string };
    const withIt = (instance: TestLedger) => instance.post(path, entry).set('Authorization', `Bearer ${key}`);
    await withIt(at(1)).expect(201);
    await withIt(at(2)).expect(201);
    await at(2)
      .post(`/v1/keys/${id}/revoke`, {})
      .expect((answer) => {
        expect(answer.status).toBeLessThan(300);
      });
    await Promise.all(instances.map((instance) => withIt(instance).expect(401)));
  });

  it('stop and start while others write, and read all events', async () => {
    let writing = true;
    let { revision: written } = (await at(0).post(path, entry).expect(201)).body as { revision: number };
    const writers = [0, 1].map(async (index) => {
      while (writing) {
        await at(index).post(path, entry).expect(201);
        written += 1;
      }
    });
    const newcomer = await TestLedger.startAnotherInstance(at(0));
    await (instances.pop() as TestLedger).stop();
    await newcomer.restart();
    await newcomer.ready();
    instances.push(newcomer);
    await newcomer.post(path, entry).expect(201);
    writing = false;
    await Promise.all(writers);
    await newcomer.ready();
    const { body } = await newcomer.get('/v1/claims/talks').expect(200);
    expect((body as { revision: number }).revision).toBe(written + 1);
  });
});

/** Commands that conflict: few ids, and actions that are possible only once. */
const id = fc.constantFrom('a', 'b', 'c', 'd');
const command = fc.oneof(
  fc.record({ id, basis: fc.constantFrom('none-given', 'document') }).map((said) => ({ ...entry, ...said })),
  id.map((voids) => ({ type: 'EntryVoided', voids, reason: 'mistake' })),
  fc.constantFrom('ClaimLinked', 'ClaimUnlinked').map((type) => ({ type, relation: 'contradicts', other: 'rain' })),
  fc.constantFrom('One text.', 'Another text.').map((text) => ({ type: 'ClaimAmended', text })),
  fc.constant(entry),
);

describe('random writers on one claim through three instances', () => {
  let store: FakeServer;
  const instances: TestLedger[] = [];
  let run = 0;
  beforeAll(async () => {
    store = await FakeServer.start();
    const first = await TestLedger.start({ CLAIM_LEDGER_LOG: store.url });
    await recordSmallLedger(first);
    await first.put('/v1/claims/rain', { text: 'It rains.', language: 'en', kind: 'factual' }).expect(201);
    instances.push(first, await TestLedger.startAnotherInstance(first), await TestLedger.startAnotherInstance(first));
  });
  afterAll(async () => {
    for (const instance of instances) await instance.stop();
    store.stop();
  });

  it('produce a valid stream with all acknowledged events, and the same read models', async () => {
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(command, { minLength: 3, maxLength: 8 }), { minLength: 6, maxLength: 6 }),
        async (plans) => {
          run += 1;
          const claim = `claim-${run}`;
          const [first] = instances as [TestLedger];
          await first.put(`/v1/claims/${claim}`, { text: 'A claim.', language: 'en', kind: 'factual' }).expect(201);
          const answered: { revision: number; recorded: { id: string; type: string }[] }[] = [];
          let last = '';
          await Promise.all(
            plans.map(async (plan, writer) => {
              for (const body of plan) {
                const instance = instances[writer % instances.length] as TestLedger;
                const answer = await instance.post(`/v1/claims/${claim}/entries`, body);
                statuses.add(answer.status);
                expect([200, 201, 422]).toContain(answer.status);
                if (answer.status !== 201) continue;
                answered.push(answer.body as (typeof answered)[number]);
                if (last < String(answer.body.position)) last = String(answer.body.position);
              }
            }),
          );
          const log = await first.openLog();
          const events = await collect(log.readStream(`claim-${claim}`));
          await log.close();
          expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index));
          expect(answered.map(({ revision }) => revision).sort((a, b) => a - b)).toEqual(
            events.slice(1).map(({ revision }) => revision),
          );
          let state = claimDecider.initial();
          for (const event of events) {
            const said = { type: event.type, data: event.data } as unknown as ClaimEvent;
            const now = event.metadata['recordedAt'] as string;
            expect(claimDecider.decide(state, { claim, entries: [said], now, scopes: ['record', 'rate'] })).toEqual([
              said,
            ]);
            state = claimDecider.evolve(state, event as unknown as RecordedDomainEvent<ClaimEventTypes>);
          }
          const shown = await Promise.all(
            instances.map((instance) =>
              instance
                .get(`/v1/claims/${claim}`)
                .query(last === '' ? {} : { waitFor: last })
                .expect(200),
            ),
          );
          for (const { text } of shown) expect(text).toBe(shown[0]?.text);
        },
      ),
      { numRuns: 15 },
    );
    expect(statuses).toEqual(new Set([200, 201, 422]));
    for (const instance of instances) await instance.ready();
    const [rows, ...others] = instances.map(({ app }) => dumpOf(app.get(CurrentReadModel).readModel));
    for (const other of others) expect(other).toEqual(rows);
  });
});
