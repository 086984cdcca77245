import type { ApiProblemError } from '../../../src/cli/errors.js';
import type { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { addToNarrative, register, similarLines } from '../../../src/cli/register/register-aggregate.js';
import type { TestLedger } from '../../e2e/api/test-ledger.js';
import { namedLedger } from '../../support/named-ledger.js';

let ledger: TestLedger;
let client: ApiClient;
beforeAll(async () => {
  ({ ledger, client } = await namedLedger());
});
afterAll(() => ledger.stop());

const person = (name: string, id?: string) => ({ noun: 'actors', id, name, body: { kind: 'person', name } }) as const;

it('generates a readable id that is free', async () => {
  const made = [await register(client, person('John Kirby'), {}), await register(client, person('John Kirby'), {})];
  expect(made.map(({ id }) => id)).toEqual(['john-kirby', 'john-kirby-2']);
});

it('uses the given id, and changes nothing the second time', async () => {
  const registration = person('Jens Stoltenberg', 'stoltenberg');
  expect((await register(client, registration, {})).recorded).toHaveLength(1);
  expect((await register(client, registration, {})).recorded).toEqual([]);
});

it('requires an id if the name has no letters or digits', async () => {
  await expect(register(client, person('…'), {})).rejects.toThrow('No id can be made from "…". Choose one with --id.');
});

it.each([
  ['claims', 'The text of the claim is empty. '],
  ['actors', 'The name of the actor is empty. '],
  ['documents', 'The title of the document is empty. '],
  ['narratives', 'The title of the narrative is empty. '],
] as const)('reports an empty text of one of the %s', async (noun, message) => {
  for (const id of [undefined, 'x']) {
    await expect(register(client, { noun, id, name: ' ', body: {} }, {})).rejects.toThrow(message);
  }
});

it("names the command's own options in a rejection", async () => {
  const wrong = { ...person('X', 'x'), body: { kind: 'unnamed', name: 'X', outlet: '!' } };
  const rejected = await register(client, wrong, { outlet: '--outlet <actor>' }).catch((error: unknown) => error);
  expect((rejected as ApiProblemError).lines[1]).toMatch(/^ {2}--outlet <actor> must be 1 to 64 characters/);
});

it('adds a claim to a narrative once', async () => {
  expect((await addToNarrative(client, 'territory', 'ceding')).recorded).toHaveLength(1);
  expect((await addToNarrative(client, 'territory', 'ceding')).recorded).toEqual([]);
});

it('lists what a new registration may be the same as, and why', async () => {
  const answer = await register(client, person('NАTO', 'nato-look-alike'), {});
  expect(similarLines(answer)).toEqual(['It may be the same as:', '  nato: NATO (looks alike)']);
  expect(similarLines(await register(client, person('Nobody Else'), {}))).toEqual([]);
});
