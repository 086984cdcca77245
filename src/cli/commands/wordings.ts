import type { DefineCommand } from '../command-definition.js';
import { defineClaimCommand } from '../show/claim-command.js';
import { fetchWordings } from '../show/fetch-wordings.js';
import { wordingsReport } from '../show/wordings-report.js';

export const defineWordings: DefineCommand = (command, context) => {
  defineClaimCommand(command, context, {
    recorded: 'also print when each wording was recorded, and by whom',
    examples: ['claim-ledger wordings nato-discusses-territory-for-membership'],
    json: fetchWordings,
    text: async (client, claim, printing) => wordingsReport(await fetchWordings(client, claim), printing),
  });
};
