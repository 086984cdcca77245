import { CLAIM_EVENTS } from '../../../src/claims/claim.event-types.js';
import { ENTRY_EVENTS } from '../../../src/explorer/browser/entry-events.js';

it('names every event of claims as feeds do', () => {
  const names = Object.values(CLAIM_EVENTS.types).map(({ wireName }) => `claim-ledger.${wireName}.v1`);
  expect([...ENTRY_EVENTS].sort()).toEqual(names.sort());
});
