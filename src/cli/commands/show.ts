import type { Command } from 'commander';
import type { ClaimView } from '../../claims/queries/views.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf, type Session } from '../ledger/session.js';
import { formatClaimReport } from '../show/claim-report.js';
import { fetchClaimReport, wholeHistory } from '../show/fetch-claim-report.js';

interface ShowOptions extends GlobalOptions {
  readonly recorded?: boolean;
}

export function defineShow(command: Command, { session }: CommandContext): void {
  command
    .argument('<claim>', 'the id of a claim')
    .option('--recorded', 'also tell when everything was recorded, and by whom')
    .addHelpText('after', examples('claim-ledger show nato-discusses-territory-for-membership'))
    .action((claim: string, options: OwnOptions<ShowOptions>, self: Command) =>
      showClaim(session, claim, { ...options, ...globalsOf(self) }),
    );
}

function showClaim(session: Session, claim: string, options: ShowOptions): Promise<void> {
  return session.withLedger(options, { create: false }, async ({ client }) => {
    if (options.json) {
      const view = await client.get<ClaimView>(`/v1/claims/${encodeURIComponent(claim)}`);
      session.output.json({ claim: view, history: await wholeHistory(client, claim) });
      return;
    }
    const report = await fetchClaimReport(client, claim);
    session.output.write(formatClaimReport(report, session.printing(options.recorded ?? false)));
  });
}
