import type { Command } from 'commander';
import type { WriteResult } from '../../http/write-response.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

interface PauseOptions extends GlobalOptions {
  readonly reason?: string;
}

export function defineIntegrationsPause(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of an integration')
    .option('--reason <text>', 'why it is paused')
    .action((id: string, options: OwnOptions<PauseOptions>, self: Command) =>
      pause(session, id, { ...options, ...globalsOf(self) }),
    );
}

async function pause(session: Session, id: string, options: PauseOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const { reason } = options;
    const answer = await client.post<WriteResult>(`/v1/integrations/${encodeURIComponent(id)}/pause`, { reason });
    if (options.json) session.output.json(answer);
    else session.output.line(answer.recorded.length > 0 ? `${id} is paused.` : `${id} was paused already.`);
  });
}
