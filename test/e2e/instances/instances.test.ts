import { readdirSync } from 'node:fs';
import { TestLedger } from '../api/test-ledger.js';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';

describe('instances that start concurrently on a new event store', () => {
  it('create one admin key, in the folder of one instance', async () => {
    const store = await FakeServer.start();
    const instances = await Promise.all([1, 2, 3].map(() => TestLedger.start({ CLAIM_LEDGER_LOG: store.url })));
    const keys = instances.map(({ folder }) => readdirSync(folder).filter((name) => name.startsWith('admin.key')));
    expect(keys.flat()).toEqual(['admin.key']);
    const first = instances[keys.findIndex(({ length }) => length > 0)];
    const { body } = await (first as TestLedger).write('get', '/v1/keys').expect(200);
    expect(body.items).toHaveLength(1);
    for (const instance of instances) await instance.stop();
    store.stop();
  });
});
