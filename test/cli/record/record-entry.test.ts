import type { ApiClient } from '../../../src/cli/ledger/api-client.js';
import type { ApiProblemError } from '../../../src/cli/errors.js';
import { findClaim } from '../../../src/cli/lookup/claims.js';
import { type Act, findAct } from '../../../src/cli/record/acts.js';
import { entryBody } from '../../../src/cli/record/entry-body.js';
import { EntryNames } from '../../../src/cli/record/entry-names.js';
import type { EntryOptions } from '../../../src/cli/record/entry-options.js';
import { entryRequest, recordEntry } from '../../../src/cli/record/record-entry.js';
import { wholeHistory } from '../../../src/cli/show/fetch-claim-report.js';
import type { TestLedger } from '../../e2e/api/test-ledger.js';
import { namedLedger } from '../../support/named-ledger.js';

let ledger: TestLedger;
let client: ApiClient;
beforeAll(async () => {
  ({ ledger, client } = await namedLedger());
});
afterAll(() => ledger.stop());

async function requestOf(word: string, options: EntryOptions, how: { id?: string; key?: string } = {}) {
  const act = findAct(word) as Act;
  const claim = await findClaim(client, 'ceding');
  const names = new EntryNames(client, { claim, history: (await wholeHistory(client, claim.id)).items });
  return { claim, request: entryRequest(act, await entryBody(act, options, names), names, how) };
}

it('records an entry under a readable id, and returns the claim before and after', async () => {
  const { claim, request } = await requestOf('denied', { by: ['nato'], basis: 'none-given', after: ['remark'] });
  expect(request).toMatchObject({ path: '/v1/claims/ceding/entries', body: { id: 'nato-denied' } });
  const { answer, before, after } = await recordEntry(client, request, claim);
  expect(answer.recorded).toEqual([{ id: 'nato-denied', type: 'ClaimDenied', revision: 3 }]);
  expect([before.verification.rule, after.verification.rule]).toEqual(['rated/verdict', 'rated/verdict']);
  expect(after.revision).toBe(3);

  // Another denial has the next free id. A retry returns the first response.
  const second = await requestOf('denied', { by: ['nato'], basis: 'none-given' });
  expect(second.request.body.id).toBe('nato-denied-2');
  expect((await recordEntry(client, request, claim)).answer).toEqual(answer);
});

it('makes ids for changes of the record, and takes one that was given', async () => {
  const linked = await requestOf('linked', { relation: 'contradicts', other: 'summit' });
  const voided = await requestOf('voided', { of: 'verdict', reason: 'a mistake' });
  const given = await requestOf('welcomed', { by: ['nato'] }, { id: 'cheers', key: 'k-1' });
  expect([linked, voided, given].map(({ request }) => request.body.id)).toEqual([
    'linked-summit',
    'voided-verdict',
    'cheers',
  ]);
  expect(given.request.key).toBe('k-1');
});

it('adds the claim to a narrative through the narrative', async () => {
  const { claim, request } = await requestOf('grouped', { narrative: 'territory' });
  const { after } = await recordEntry(client, request, claim);
  expect(after.narratives.map(({ id }) => id)).toEqual(['territory']);
});

it("names the command's own options in a rejection", async () => {
  const wrong = { by: ['nato'], basis: 'none-given', occurredAt: '2024-02-30', wording: 'x', language: '!' };
  const { claim, request } = await requestOf('asserted', wrong);
  const rejected = recordEntry(client, request, claim);
  await expect(rejected).rejects.toThrow();
  const { lines } = (await rejected.catch((error: unknown) => error)) as ApiProblemError;
  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/^ {2}--occurred-at can't be read: "2024-02-30"/),
    expect.stringMatching(/^ {2}--wording: language must be a language tag/),
  ]);
});
