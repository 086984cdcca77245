import { type Command, Option } from 'commander';
import { AUDIT_ACTIONS } from '../../access/access-audit.js';
import type { AuditEntry } from '../../access/access.views.js';
import { withChoices } from '../choices.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { DEFAULT_LIMIT, limitOption } from '../lists/print-list.js';
import { titledTable } from '../terminal/titled-table.js';
import { warn } from '../terminal/warn.js';

interface AuditOptions extends GlobalOptions {
  readonly principal?: string;
  readonly by?: string;
  readonly action?: string;
  readonly limit?: number;
}

export function defineKeysAudit(command: Command, { session }: CommandContext): void {
  command
    .option('--principal <id>', 'only about this principal')
    .option('--of <key>', 'only about this key: its id')
    .option('--by <id>', 'only what this principal did')
    .addOption(withChoices(new Option('--action <action>', 'only these acts'), AUDIT_ACTIONS))
    .addOption(limitOption())
    .action(({ of: key, ...options }: OwnOptions<AuditOptions> & { of?: string }, self: Command) =>
      audit(session, { ...options, ...globalsOf(self) }, key),
    );
}

async function audit(session: Session, options: AuditOptions, key: string | undefined): Promise<void> {
  const { principal, by, action, limit = DEFAULT_LIMIT } = options;
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const entries: AuditEntry[] = [];
    let hasMore = false;
    for await (const page of client.pages<AuditEntry>('/v1/audit', { principal, key, by, action }, limit)) {
      entries.push(...page.items);
      hasMore = page.next !== undefined;
    }
    if (options.json) for (const entry of entries) session.output.json(entry);
    else session.output.write(titledTable(TITLES, entries.map(cellsOf), session.printing(false).colors));
    if (hasMore) warn(`There is more. --limit shows more of it.`, options);
  });
}

const TITLES = ['when', 'by', 'what', 'principal', 'key', 'details'];

const cellsOf = (entry: AuditEntry): string[] => [
  entry.at.slice(0, '2024-04-09T12:00:00'.length).replace('T', ' '),
  entry.by,
  entry.action,
  entry.principal,
  entry.key ?? '',
  [
    entry.name,
    entry.scopes?.join(' '),
    entry.expiresAt === undefined ? undefined : `until ${entry.expiresAt.slice(0, '2024-04-09'.length)}`,
    entry.ratePerMinute === undefined ? undefined : `${entry.ratePerMinute} a minute`,
    entry.label,
    entry.reason,
  ]
    .filter((detail) => detail !== undefined)
    .join(', '),
];
