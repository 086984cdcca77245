import type { Command } from 'commander';
import type { RedactionRequestView } from '../../erasure/redaction.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { redactionReport } from '../terminal/redaction-report.js';

export function defineRedactionsShow(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of a redaction')
    .action((id: string, _options, self: Command) => show(session, id, globalsOf(self)));
}

async function show(session: Session, id: string, options: GlobalOptions): Promise<void> {
  const redaction = await session.withLedger(options, { create: false }, ({ client }) =>
    client.get<RedactionRequestView>(`/v1/redactions/${encodeURIComponent(id)}`),
  );
  if (options.json) session.output.json(redaction);
  else session.output.write(redactionReport(redaction, session.printing().colors));
}
