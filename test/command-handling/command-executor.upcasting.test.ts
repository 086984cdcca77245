import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { type Upcaster, withUpcasters } from '../../src/event-log/upcasting-event-log.js';
import { digestOf } from '../../src/lib/digest.js';
import { collect, newEvent } from '../event-log/contract/support.js';
import {
  assertion,
  CLAIM,
  registerReferences,
  violationsIn,
  registration,
  type Services,
  createServices,
} from '../claims/fixtures.js';
import { REQUEST } from './support.js';

/** An older version of assertions: statements with one speaker and without a basis. */
const statement: Upcaster = {
  type: 'ClaimStated',
  schemaVersion: 1,
  upcast: ({ data: { speaker = null, ...rest } }) => ({
    type: 'ClaimAsserted',
    data: { ...rest, by: [speaker], basis: 'none-given' },
  }),
};

describe('CommandExecutor with events of an older version', () => {
  const idempotency = { key: digestOf('key'), body: digestOf('body') };
  let stored: EventLog;
  let services: Services;
  beforeEach(async () => {
    stored = SqliteEventLog.open(':memory:');
    services = createServices(withUpcasters(stored, [statement]));
    await registerReferences(services);
    await services.claims.record(CLAIM, registration, REQUEST);
    await stored.append(`claim-${CLAIM}`, 0, [
      {
        ...newEvent({ id: 'first', speaker: 'tass' }, 'ClaimStated'),
        metadata: { schemaVersion: 1, recordedAt: '2020-01-01T00:00:00.000Z', recordedBy: 'checker', idempotency },
      },
    ]);
  });
  afterEach(() => stored.close());

  it('decides on upcasted events', async () => {
    const { claims } = services;
    expect(await claims.record(CLAIM, { ...assertion, id: 'first' }, REQUEST)).toMatchObject({ written: [] });
    const retraction = { type: 'StatementRetracted', by: ['tass'], of: 'first', takesBack: 'whole' };
    expect(await claims.record(CLAIM, retraction, REQUEST)).toMatchObject({ revision: 2 });
    const withdrawal = { type: 'VerdictWithdrawn', by: ['tass'], of: 'first' };
    expect(await violationsIn(claims.record(CLAIM, withdrawal, REQUEST))).toEqual([
      { pointer: '/of', code: 'not-a-verdict' },
    ]);
  });

  it('returns the upcasted event for a retried request', async () => {
    expect(await services.claims.record(CLAIM, assertion, { ...REQUEST, idempotency })).toMatchObject({
      written: [{ type: 'ClaimAsserted', data: { id: 'first', by: ['tass'], basis: 'none-given' }, revision: 1 }],
      revision: 1,
      replayed: true,
    });
  });

  it('does not change the stored event', async () => {
    await services.claims.record(CLAIM, assertion, REQUEST);
    const types = (await collect(stored.readStream(`claim-${CLAIM}`))).map(({ type }) => type);
    expect(types).toEqual(['ClaimRegistered', 'ClaimStated', 'ClaimAsserted']);
  });
});
