import { type Command, Option } from 'commander';
import { MAX_RATE, type Scope, SCOPES } from '../../access/access.events.js';
import type { CreatedKey } from '../../keys/key-answer.js';
import { withChoices } from '../choices.js';
import { type CommandContext, type OwnOptions, wholeNumber } from '../command-definition.js';
import { UsageError } from '../errors.js';
import { inOptions } from '../option-names.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

const DAY_MS = 24 * 60 * 60 * 1000;

interface CreateKeyOptions extends GlobalOptions {
  readonly principal: string;
  readonly name?: string;
  readonly scope: readonly Scope[];
  readonly expires?: string;
  readonly rate?: number;
  readonly label?: string;
}

export function defineKeysCreate(command: Command, { session }: CommandContext): void {
  command
    .requiredOption('--principal <id>', 'who uses the key: every event that is recorded with it names this principal')
    .option('--name <name>', 'the name of a principal that is new (default: its id)')
    .addOption(
      withChoices(new Option('--scope <scope...>', 'what the key may do; repeatable'), SCOPES).makeOptionMandatory(),
    )
    .option('--expires <when>', 'when it expires: a day (2027-01-01), an instant, or a number of days from now (90d)')
    .option('--rate <n>', 'requests per minute (default: as the server is set)', wholeNumber(1, MAX_RATE))
    .option('--label <text>', 'what the key is for')
    .action((options: OwnOptions<CreateKeyOptions>, self: Command) =>
      createKey(session, { ...options, ...globalsOf(self) }),
    );
}

/** Prints only the key on standard output, so that it can be redirected; the rest on standard error. */
async function createKey(session: Session, options: CreateKeyOptions): Promise<void> {
  const { principal, name, scope: scopes, expires, rate: ratePerMinute, label } = options;
  const expiresAt = expires === undefined ? undefined : moment(expires);
  const request = { principal, name, scopes, expiresAt, ratePerMinute, label };
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const answer = await inOptions(FIELD_NAMES, () => client.post<CreatedKey>('/v1/keys', request));
    if (options.json) {
      session.output.json(answer);
      return;
    }
    session.output.line(answer.key ?? '');
    const until = answer.expiresAt === undefined ? '' : `, expires ${answer.expiresAt}`;
    process.stderr.write(
      `Key ${answer.id} of ${answer.principal}, with the ${answer.scopes.length === 1 ? 'scope' : 'scopes'} ${answer.scopes.join(', ')}${until}. ${answer.note}\n`,
    );
  });
}

/** Fields of the request that have another name as options. */
const FIELD_NAMES = { expiresAt: '--expires', scopes: '--scope', ratePerMinute: '--rate' };

/** `90d` is that many days from now; the ledger parses anything else. */
function moment(text: string): string {
  const [, days] = /^(\d{1,5})d$/.exec(text) ?? [];
  if (days === undefined && !/^\d{4}-/.test(text)) {
    throw new UsageError(
      `--expires can't be read: ${JSON.stringify(text)}. Give a day (2027-01-31), an instant with offset (2027-01-31T12:00Z), or a number of days from now (90d).`,
    );
  }
  return days === undefined ? text : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
}
