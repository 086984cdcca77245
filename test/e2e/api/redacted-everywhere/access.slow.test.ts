import { ACCESS_EVENTS } from '../../../../src/access/access.event-types.js';
import { IN_EVENT_STORE } from '../test-ledger.js';
import { SearchedLedger } from './searched-ledger.js';
import { TEXT } from './words.js';

let of: SearchedLedger;
beforeAll(async () => {
  of = await SearchedLedger.start();
});
afterAll(() => of.stop());

it('leaves a word of principals and keys in no answer and in no file', async () => {
  const { ledger } = of;
  const body = { principal: 'jane', name: TEXT, scopes: ['read'], label: TEXT };
  const { body: made } = await ledger.post('/v1/keys', body).expect(201);
  await ledger.post('/v1/principals/jane/events', { type: 'PrincipalAmended', name: `${TEXT} now` }).expect(201);
  const { id } = made as { id: string };
  await ledger.post(`/v1/keys/${id}/revoke`, { reason: TEXT }).expect(201);

  // No file of the folder has them where the store is elsewhere.
  await of.expectErased([ACCESS_EVENTS], 2, IN_EVENT_STORE ? 0 : 2);
});
