import type { Command } from 'commander';
import type { ApprovedRedaction } from '../../erasure/redaction.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { erasureInWords } from '../terminal/redaction-report.js';

export function defineRedactionsApprove(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of a request')
    .action((id: string, _options, self: Command) => approve(session, id, globalsOf(self)));
}

/** Prints only the salt on standard output, so that it can be redirected; the rest on standard error. */
async function approve(session: Session, id: string, options: GlobalOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const answer = await client.post<ApprovedRedaction>(`/v1/redactions/${encodeURIComponent(id)}/approve`, {});
    if (options.json) {
      session.output.json(answer);
      return;
    }
    const { salt, note, recorded, erasure } = answer;
    if (salt !== null) session.output.line(salt);
    const done = recorded.length > 0 ? 'Redacted' : 'The event had been redacted before';
    process.stderr.write(`${done}. Files of this instance: ${erasureInWords(erasure)}. ${note}\n`);
  });
}
