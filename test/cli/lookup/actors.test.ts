import { findActor, searchActors } from '../../../src/cli/lookup/actors.js';
import type { ApiClient } from '../../../src/cli/ledger/api-client.js';
import type { TestLedger } from '../../e2e/api/test-ledger.js';
import { namedLedger } from '../../support/named-ledger.js';

let ledger: TestLedger;
let client: ApiClient;
beforeAll(async () => {
  ({ ledger, client } = await namedLedger());
});
afterAll(() => ledger.stop());

describe('findActor', () => {
  it.each([
    ['nato', 'nato'],
    ['NATO', 'nato'],
    ['north atlantic  alliance', 'nato'],
    ['El Pais', 'el-pais'],
  ])('finds %s', async (text, id) => {
    expect((await findActor(client, text)).id).toBe(id);
  });

  it('rejects a name that two actors have, and lists them', async () => {
    await expect(findActor(client, 'John Smith')).rejects.toThrow(
      'Several actors are called "John Smith". Give the id of one of them: John Smith (smith-poet), John Smith (smith-mp).',
    );
  });

  it('rejects an unknown name, with close ones and the way to register it', async () => {
    await expect(findActor(client, 'Stian Jensen')).rejects.toThrow(
      'There is no actor "Stian Jensen". Did you mean Stian Jenssen (jenssen)? ' +
        'To register it: claim-ledger register actor "Stian Jensen" --kind <kind>.',
    );
    await expect(findActor(client, 'Kremlin')).rejects.toThrow(/^There is no actor "Kremlin"\. To register it/);
  });
});

describe('searchActors', () => {
  it('finds actors by the beginnings of words', async () => {
    expect((await searchActors(client, 'joh smi')).map(({ id }) => id)).toEqual(['smith-poet', 'smith-mp']);
  });

  it('finds an actor by its id, and close names for a misspelled one', async () => {
    expect((await searchActors(client, 'jenssen')).map(({ id }) => id)).toEqual(['jenssen']);
    expect((await searchActors(client, 'Jensen')).map(({ id }) => id)).toEqual(['jenssen']);
  });

  it('finds nothing for a text without words', async () => {
    expect(await searchActors(client, '!')).toEqual([]);
  });
});
