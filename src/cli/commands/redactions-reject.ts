import type { Command } from 'commander';
import type { WriteResult } from '../../http/write-response.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

interface RejectOptions extends GlobalOptions {
  readonly reason?: string;
}

export function defineRedactionsReject(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of a request')
    .option('--reason <text>', 'why it is rejected; it is published, so it must not say what was to be redacted')
    .action((id: string, options: OwnOptions<RejectOptions>, self: Command) =>
      reject(session, id, { ...options, ...globalsOf(self) }),
    );
}

async function reject(session: Session, id: string, options: RejectOptions): Promise<void> {
  const { reason } = options;
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const path = `/v1/redactions/${encodeURIComponent(id)}/reject`;
    const answer = await client.post<WriteResult>(path, { reason });
    if (options.json) session.output.json(answer);
    else session.output.line(answer.recorded.length > 0 ? `${id} is rejected.` : `${id} had been rejected before.`);
  });
}
