import type { EntryDetails } from '../../claims/queries/entry-details.views.js';
import type { ClaimView } from '../../claims/queries/views.js';
import type { DefineCommand } from '../command-definition.js';
import type { ApiClient } from '../ledger/api-client.js';
import { defineClaimCommand } from '../show/claim-command.js';
import { formatEntryReport } from '../show/entry-report.js';
import { formatClaimReport } from '../show/claim-report.js';
import { fetchClaimReport, wholeHistory } from '../show/fetch-claim-report.js';

export const defineShow: DefineCommand = (command, context) => {
  defineClaimCommand(command, context, {
    recorded: 'also print when each entry was recorded, and by whom',
    all: 'print all entries and changes, and quotes in full; by default, long lists are folded',
    examples: [
      'claim-ledger show nato-discusses-territory-for-membership',
      'claim-ledger show nato-discusses-territory-for-membership --as-of 2026-01-31',
      'claim-ledger show nato-discusses-territory-for-membership/nato-statement',
    ],
    json: claimWithHistory,
    text: async (client, claim, printing, options) =>
      formatClaimReport(await fetchClaimReport(client, claim), printing, options),
    entry: {
      json: (client, ref) => client.get<EntryDetails>(entryPath(ref)),
      text: async (client, ref, printing, options) => {
        const details = await client.get<EntryDetails>(entryPath(ref));
        return formatEntryReport(details, await fetchClaimReport(client, details.claim.id), printing, options);
      },
    },
  });
};

const entryPath = (ref: string): string => `/v1/claims/${ref.replace('/', '/entries/')}`;

async function claimWithHistory(client: ApiClient, id: string): Promise<object> {
  const claim = await client.get<ClaimView>(`/v1/claims/${encodeURIComponent(id)}`);
  return { claim, history: await wholeHistory(client, id) };
}
