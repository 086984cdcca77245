import type { Command } from 'commander';
import { asOfOption } from '../as-of-option.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findClaim } from '../lookup/claims.js';
import { inOptions } from '../option-names.js';
import { fetchWordings } from '../show/fetch-wordings.js';
import { wordingsReport } from '../show/wordings-report.js';

interface WordingsOptions extends GlobalOptions {
  readonly asOf?: string;
  readonly recorded?: boolean;
}

export function defineWordings(command: Command, { session }: CommandContext): void {
  command
    .argument('<claim>', 'the id or the text of a claim')
    .option('--recorded', 'also print when each wording was recorded, and by whom')
    .addOption(asOfOption())
    .addHelpText('after', examples('claim-ledger wordings nato-discusses-territory-for-membership'))
    .action((claim: string, options: OwnOptions<WordingsOptions>, self: Command) =>
      inOptions({}, () => printWordings(session, claim, { ...options, ...globalsOf(self) })),
    );
}

async function printWordings(session: Session, name: string, options: WordingsOptions): Promise<void> {
  const printing = session.printing(options.recorded);
  const text = await session.withLedger(options, { create: false }, async ({ client }) => {
    const { id } = await findClaim(client, name);
    const wordings = await fetchWordings(client.asOf(options.asOf), id);
    if (!options.json) return wordingsReport(wordings, printing);
    session.output.json(wordings);
    return '';
  });
  await session.print(text, options);
}
