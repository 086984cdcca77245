import { type Command, Option } from 'commander';
import type { ClaimFilter, ClaimSummary } from '../../claims/queries/views.js';
import { CLAIM_KINDS, STATUSES } from '../../domain/vocabulary.js';
import { type CommandContext, examples, type OwnOptions, wholeNumber } from '../command-definition.js';
import { type GlobalOptions, globalsOf, type Session } from '../ledger/session.js';
import { claimTable } from '../terminal/claim-table.js';

/** The filters as the API takes them, but for `search`, its `q`. */
interface ListOptions extends GlobalOptions, Omit<ClaimFilter, 'asOf' | 'q' | 'sort'> {
  readonly search?: string;
  readonly limit: number;
}

export function defineList(command: Command, { session }: CommandContext): void {
  command
    .addOption(new Option('--status <status>', 'with this status').choices(STATUSES))
    .addOption(new Option('--kind <kind>', 'of this kind').choices(CLAIM_KINDS))
    .option('--narrative <id>', 'in this narrative')
    .option('--actor <id>', 'in which this actor spoke, or was spoken for')
    .option('--about <id>', 'about this actor')
    .option('--topic <topic>', 'with this topic')
    .option('--search <text>', 'with these words in its text, its topics or the names of those it is about')
    .addOption(new Option('--limit <n>', 'so many at most').default(50).argParser(wholeNumber(1, 1_000_000)))
    .addHelpText(
      'after',
      examples(
        'claim-ledger list --status disputed',
        'claim-ledger list --narrative territory-for-membership --search "nato land*"',
      ),
    )
    .action((options: OwnOptions<ListOptions>, self: Command) =>
      listClaims(session, { ...options, ...globalsOf(self) }),
    );
}

async function listClaims(session: Session, options: ListOptions): Promise<void> {
  const { status, kind, narrative, actor, about, topic, search: q, limit, json } = options;
  const filter = { status, kind, narrative, actor, about, topic, q };
  const { output } = session;
  const more = await session.withLedger(options, { create: false }, async ({ client }) => {
    const claims: ClaimSummary[] = [];
    let next: string | undefined;
    for await (const page of client.pages<ClaimSummary>('/v1/claims', filter, limit)) {
      next = page.next;
      if (json) for (const claim of page.items) output.json(claim);
      else claims.push(...page.items);
      if (output.isClosed) break;
    }
    const printing = session.printing(false);
    output.write(claimTable(claims, { ...printing, width: process.stdout.isTTY ? printing.width : Infinity }));
    return next !== undefined;
  });
  if (more && !output.isClosed) process.stderr.write(`There are more than ${limit}: --limit shows more of them.\n`);
}
