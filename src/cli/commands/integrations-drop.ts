import type { Command } from 'commander';
import type { WriteResult } from '../../http/write-response.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

interface DropOptions extends GlobalOptions {
  readonly reason: string;
}

export function defineIntegrationsDrop(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of an integration')
    .argument('<delivery>', 'the id of a delivery, as "integrations deliveries" prints it')
    .requiredOption('--reason <text>', 'why nothing more is recorded of it')
    .action((id: string, delivery: string, options: OwnOptions<DropOptions>, self: Command) =>
      drop(session, id, delivery, { ...options, ...globalsOf(self) }),
    );
}

async function drop(session: Session, id: string, delivery: string, options: DropOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const path = `/v1/integrations/${encodeURIComponent(id)}/deliveries/${encodeURIComponent(delivery)}/drop`;
    const answer = await client.post<WriteResult>(path, { reason: options.reason });
    if (options.json) session.output.json(answer);
    else session.output.line(`${delivery} ${answer.recorded.length > 0 ? 'is dropped' : 'was dropped already'}.`);
  });
}
