import type { Command } from 'commander';
import type { ClaimView } from '../../claims/queries/views.js';
import { asOfOption } from '../as-of-option.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findClaim } from '../lookup/claims.js';
import { inOptions } from '../option-names.js';
import { formatClaimReport } from '../show/claim-report.js';
import { fetchClaimReport, wholeHistory } from '../show/fetch-claim-report.js';

interface ShowOptions extends GlobalOptions {
  readonly asOf?: string;
  readonly recorded?: boolean;
}

export function defineShow(command: Command, { session }: CommandContext): void {
  command
    .argument('<claim>', 'the id or the text of a claim')
    .option('--recorded', 'also print when each entry was recorded, and by whom')
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples(
        'claim-ledger show nato-discusses-territory-for-membership',
        'claim-ledger show nato-discusses-territory-for-membership --as-of 2026-01-31',
      ),
    )
    .action((claim: string, options: OwnOptions<ShowOptions>, self: Command) =>
      inOptions({}, () => showClaim(session, claim, { ...options, ...globalsOf(self) })),
    );
}

async function showClaim(session: Session, name: string, options: ShowOptions): Promise<void> {
  const printing = session.printing(options.recorded);
  const text = await session.withLedger(options, { create: false }, async ({ client }) => {
    const { id } = await findClaim(client, name);
    const then = client.asOf(options.asOf);
    if (!options.json) return formatClaimReport(await fetchClaimReport(then, id), printing, options.asOf);
    const claim = await then.get<ClaimView>(`/v1/claims/${encodeURIComponent(id)}`);
    session.output.json({ claim, history: await wholeHistory(then, id) });
    return '';
  });
  await session.print(text, options);
}
