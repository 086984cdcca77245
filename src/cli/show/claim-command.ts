import type { Command } from 'commander';
import { asOfOption } from '../as-of-option.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import type { ApiClient } from '../ledger/api-client.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findClaim } from '../lookup/claims.js';
import { inOptions } from '../option-names.js';
import type { Printing } from '../terminal/print-options.js';

interface ClaimOptions extends GlobalOptions {
  readonly asOf?: string;
  readonly recorded?: boolean;
  readonly all?: boolean;
}

/** A command that prints something about one claim, now or as of a moment in the past. */
interface ClaimCommand {
  /** What `--recorded` also prints. */
  readonly recorded: string;
  readonly examples: readonly string[];
  /** What `--all` also prints; absent if the command always prints all. */
  readonly all?: string;
  /** The object that `--json` prints. */
  readonly json: (client: ApiClient, claim: string) => Promise<object>;
  readonly text: (client: ApiClient, claim: string, printing: Printing, options: ClaimOptions) => Promise<string>;
}

export function defineClaimCommand(command: Command, { session }: CommandContext, definition: ClaimCommand): void {
  command
    .argument('<claim>', 'the id or the text of a claim')
    .option('--recorded', definition.recorded)
    .addOption(asOfOption());
  if (definition.all !== undefined) command.option('--all', definition.all);
  command
    .addHelpText('after', examples(...definition.examples))
    .action((claim: string, options: OwnOptions<ClaimOptions>, self: Command) =>
      inOptions({}, () => print(session, definition, claim, { ...options, ...globalsOf(self) })),
    );
}

async function print(session: Session, { json, text }: ClaimCommand, name: string, options: ClaimOptions) {
  const printing = session.printing(options.recorded);
  const printed = await session.withLedger(options, { create: false }, async ({ client }) => {
    const { id } = await findClaim(client, name);
    const then = client.asOf(options.asOf);
    if (!options.json) return text(then, id, printing, options);
    session.output.json(await json(then, id));
    return '';
  });
  await session.print(printed, options);
}
