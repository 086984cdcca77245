import type { Command } from 'commander';
import type { WriteResult } from '../../http/write-response.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

export function defineIntegrationsResume(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of an integration')
    .action((id: string, _options, self: Command) => resume(session, id, globalsOf(self)));
}

async function resume(session: Session, id: string, options: GlobalOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const answer = await client.post<WriteResult>(`/v1/integrations/${encodeURIComponent(id)}/resume`, {});
    if (options.json) session.output.json(answer);
    else session.output.line(answer.recorded.length > 0 ? `${id} is active.` : `${id} was not paused.`);
  });
}
