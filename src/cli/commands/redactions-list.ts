import { type Command, Option } from 'commander';
import type { RedactionRequestView } from '../../erasure/redaction.views.js';
import { withChoices } from '../choices.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { redactionTable } from '../terminal/redaction-report.js';

const STATUSES: readonly RedactionRequestView['status'][] = ['requested', 'redacted', 'rejected'];

interface ListOptions extends GlobalOptions {
  readonly status?: string;
}

export function defineRedactionsList(command: Command, { session }: CommandContext): void {
  command
    .addOption(withChoices(new Option('--status <status>', 'only those with this status'), STATUSES))
    .action((options: OwnOptions<ListOptions>, self: Command) =>
      listRedactions(session, { ...options, ...globalsOf(self) }),
    );
}

async function listRedactions(session: Session, options: ListOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const { status } = options;
    const { items } = await client.get<{ items: readonly RedactionRequestView[] }>('/v1/redactions', { status });
    if (options.json) for (const item of items) session.output.json(item);
    else if (items.length === 0) session.output.line('Nothing was redacted, and nothing is requested.');
    else session.output.write(redactionTable(items, session.printing().colors));
  });
}
