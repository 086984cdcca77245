import { type Command, Option } from 'commander';
import { type Scope, SCOPES } from '../../access/access.events.js';
import type { CreatedKey } from '../../keys/key-answer.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf, type Session } from '../ledger/session.js';

const DAY_MS = 24 * 60 * 60 * 1000;

interface CreateKeyOptions extends GlobalOptions {
  readonly principal: string;
  readonly name?: string;
  readonly scope: readonly Scope[];
  readonly expires?: string;
  readonly label?: string;
}

export function defineKeysCreate(command: Command, { session }: CommandContext): void {
  command
    .requiredOption('--principal <id>', 'whom events recorded with it will name')
    .option('--name <name>', 'what a new principal is called; its id unless told')
    .addOption(
      new Option('--scope <scope...>', 'what it is good for; may be repeated').choices(SCOPES).makeOptionMandatory(),
    )
    .option('--expires <when>', 'from then on it is no good: a day (2027-01-01), an instant, or days from now (90d)')
    .option('--label <text>', 'what it is for')
    .action((options: OwnOptions<CreateKeyOptions>, self: Command) =>
      createKey(session, { ...options, ...globalsOf(self) }),
    );
}

/** Prints the key alone on standard output, so that it can be sent to where it is kept; all else on standard error. */
async function createKey(session: Session, options: CreateKeyOptions): Promise<void> {
  const { principal, name, scope: scopes, expires, label } = options;
  const asked = { principal, name, scopes, expiresAt: expires === undefined ? undefined : moment(expires), label };
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const answer = await client.post<CreatedKey>('/v1/keys', asked);
    if (options.json) {
      session.output.json(answer);
      return;
    }
    session.output.line(answer.key ?? '');
    const until = answer.expiresAt === undefined ? '' : `, until ${answer.expiresAt}`;
    process.stderr.write(
      `Key ${answer.id} of ${answer.principal}, for ${answer.scopes.join(' and ')}${until}. ${answer.note}\n`,
    );
  });
}

/** `90d`: so many days from now; anything else is for the ledger to read. */
function moment(text: string): string {
  const [, days] = /^(\d{1,5})d$/.exec(text) ?? [];
  return days === undefined ? text : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
}
