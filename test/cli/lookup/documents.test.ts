import { findDocument, searchDocuments } from '../../../src/cli/lookup/documents.js';
import type { ApiClient } from '../../../src/cli/ledger/api-client.js';
import type { TestLedger } from '../../e2e/api/test-ledger.js';
import { namedLedger } from '../../support/named-ledger.js';

let ledger: TestLedger;
let client: ApiClient;
beforeAll(async () => {
  ({ ledger, client } = await namedLedger());
});
afterAll(() => ledger.stop());

describe('findDocument', () => {
  it.each([
    ['statement', 'statement'],
    ['statement on ukraine', 'statement'],
    ['https://elpais.example/a?b=1', 'page'],
  ])('finds %s', async (text, id) => {
    expect((await findDocument(client, text)).id).toBe(id);
  });

  it('rejects a title that two documents have, and lists them', async () => {
    await expect(findDocument(client, 'Daily briefing')).rejects.toThrow(/daily-2\), Daily briefing \(daily-1\)\.$/);
  });

  it('rejects an unknown title or URL, with the way to register it', async () => {
    await expect(findDocument(client, 'Statement on Ukrane')).rejects.toThrow(
      'Did you mean Statement on Ukraine (statement)? To register it: claim-ledger register document "Statement on Ukrane" --publisher <actor>.',
    );
    await expect(findDocument(client, 'https://elpais.example/b')).rejects.toThrow(
      'There is no document "https://elpais.example/b". To register it: claim-ledger register document "https://elpais.example/b" --publisher <actor>.',
    );
  });
});

it('searchDocuments finds titles with all words, and close ones otherwise', async () => {
  expect((await searchDocuments(client, 'ukraine stat')).map(({ id }) => id)).toEqual(['statement']);
  expect((await searchDocuments(client, 'Statment on Ukraine')).map(({ id }) => id)).toEqual(['statement']);
  expect((await searchDocuments(client, 'https://elpais.example/a?b=1')).map(({ id }) => id)).toEqual(['page']);
  expect(await searchDocuments(client, 'https://nobody.example/')).toEqual([]);
});
