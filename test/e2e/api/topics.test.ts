import { TestLedger } from './test-ledger.js';

describe('topics', () => {
  let ledger: TestLedger;

  beforeAll(async () => {
    ledger = await TestLedger.start();
    await register('first', ['Covid', 'covid', 'NATO']);
    await register('second', ['covid ', 'covid']);
    await register('third', ['COVID', 'nato', 'Łódź']);
  });
  afterAll(() => ledger.stop());

  const claim = (topics: readonly string[]) => ({ text: 'It is so.', language: 'en', kind: 'factual', topics });
  const register = (id: string, topics: readonly string[]) => ledger.put(`/v1/claims/${id}`, claim(topics)).expect(201);

  it('are one topic in any spelling, counted as they were written first', async () => {
    expect((await ledger.get('/v1/claim-counts').expect(200)).body).toMatchObject({
      topic: { Covid: 3, NATO: 2, Łódź: 1 },
    });
    for (const topic of ['covid', 'CÖVID ', 'Covid']) {
      const { body } = await ledger.get(`/v1/claims?topic=${encodeURIComponent(topic)}`).expect(200);
      expect((body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual(['third', 'second', 'first']);
    }
    const { body } = await ledger.get('/v1/claims?topic=lodz').expect(200);
    expect(body).toMatchObject({ items: [{ id: 'third' }] });
  });

  it('are recorded once in each claim', async () => {
    expect((await ledger.get('/v1/claims/first').expect(200)).body).toMatchObject({ topics: ['Covid', 'NATO'] });
    expect((await ledger.get('/v1/claims/second').expect(200)).body).toMatchObject({ topics: ['covid'] });
    await ledger.put('/v1/claims/first', claim(['Covid', 'NATO'])).expect(200);
    const { body } = await ledger.put('/v1/claims/fourth', claim(['a', 'A'])).expect(201);
    expect(body).toMatchObject({ adjusted: [{ pointer: '/topics', stored: ['a'] }] });
  });
});

it('repeated items of a list are recorded once, and errors name the items that were sent', async () => {
  const ledger = await TestLedger.start();
  await ledger.put('/v1/actors/nato', { kind: 'organization', name: 'NATO', aliases: ['OTAN', 'OTAN'] }).expect(201);
  const claim = { text: 'NATO meets.', language: 'en', kind: 'factual' };
  const refused = await ledger.put('/v1/claims/meets', { ...claim, about: ['nato', 'nato', 'natto'] }).expect(422);
  expect(refused.body).toMatchObject({ errors: [{ pointer: '/about/2' }] });
  await ledger.put('/v1/claims/meets', { ...claim, about: ['nato', 'nato'] }).expect(201);
  const act = { type: 'ClaimDenied', id: 'denial', by: ['nato', 'nato'], basis: 'none-given', after: [] };
  await ledger.post('/v1/claims/meets/entries', act).expect(201);
  const { body } = await ledger.get('/v1/claims/meets/history').expect(200);
  expect(body).toMatchObject({ items: [{ data: { about: ['nato'] } }, { data: { by: ['nato'] } }] });
  await ledger.stop();
});
