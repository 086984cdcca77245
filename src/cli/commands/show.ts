import type { Command } from 'commander';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findClaim } from '../lookup/claims.js';
import { formatClaimReport } from '../show/claim-report.js';
import { fetchClaimReport, wholeHistory } from '../show/fetch-claim-report.js';

interface ShowOptions extends GlobalOptions {
  readonly recorded?: boolean;
}

export function defineShow(command: Command, { session }: CommandContext): void {
  command
    .argument('<claim>', 'the id or the text of a claim')
    .option('--recorded', 'also print when each entry was recorded, and by whom')
    .addHelpText('after', examples('claim-ledger show nato-discusses-territory-for-membership'))
    .action((claim: string, options: OwnOptions<ShowOptions>, self: Command) =>
      showClaim(session, claim, { ...options, ...globalsOf(self) }),
    );
}

async function showClaim(session: Session, name: string, options: ShowOptions): Promise<void> {
  const printing = session.printing(options.recorded);
  const text = await session.withLedger(options, { create: false }, async ({ client }) => {
    const claim = await findClaim(client, name);
    if (!options.json) return formatClaimReport(await fetchClaimReport(client, claim.id), printing);
    session.output.json({ claim, history: await wholeHistory(client, claim.id) });
    return '';
  });
  await session.print(text, options);
}
