import { findNarrative } from '../../../src/cli/lookup/narratives.js';
import { namedLedger } from '../../support/named-ledger.js';

it('findNarrative finds one by id or title, and rejects another with close titles', async () => {
  const { ledger, client } = await namedLedger();
  try {
    expect((await findNarrative(client, 'territory')).title).toBe('Territory for membership');
    expect((await findNarrative(client, 'territory FOR membership')).id).toBe('territory');
    await expect(findNarrative(client, 'teritory')).rejects.toThrow(
      'There is no narrative "teritory". Did you mean Territory for membership (territory)? To list them: claim-ledger narratives.',
    );
  } finally {
    await ledger.stop();
  }
});
