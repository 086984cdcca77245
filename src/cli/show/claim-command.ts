import type { Command } from 'commander';
import { SLUG_PATTERN } from '../../domain/ids.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import type { ApiClient } from '../ledger/api-client.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findClaim } from '../lookup/claims.js';
import { inOptions } from '../option-names.js';
import { addScenarioOptions, scenarioIn, type ScenarioOptions } from '../scenario-options.js';
import type { Printing } from '../terminal/print-options.js';
import { scenarioHeading } from '../terminal/scenario-heading.js';

interface ClaimOptions extends GlobalOptions, ScenarioOptions {
  readonly recorded?: boolean;
  readonly all?: boolean;
}

/** A command that prints something about one claim, now or under a scenario. */
interface ClaimCommand {
  /** What `--recorded` also prints. */
  readonly recorded: string;
  readonly examples: readonly string[];
  /** What `--all` also prints; absent if the command always prints all. */
  readonly all?: string;
  /** The object that `--json` prints. */
  readonly json: (client: ApiClient, claim: string) => Promise<object>;
  readonly text: (client: ApiClient, claim: string, printing: Printing, options: ClaimOptions) => Promise<string>;
  /** What it prints about one entry, `claim/entry`; absent if it takes claims only. */
  readonly entry?: Pick<ClaimCommand, 'json' | 'text'>;
}

export function defineClaimCommand(command: Command, { session }: CommandContext, definition: ClaimCommand): void {
  addScenarioOptions(
    command
      .argument(
        '<claim>',
        definition.entry ? 'the id or the text of a claim, or an entry: claim/entry' : 'the id or the text of a claim',
      )
      .option('--recorded', definition.recorded),
  );
  if (definition.all !== undefined) command.option('--all', definition.all);
  command
    .addHelpText('after', examples(...definition.examples))
    .action((claim: string, options: OwnOptions<ClaimOptions>, self: Command) =>
      inOptions({}, () => print(session, definition, claim, { ...options, ...globalsOf(self) })),
    );
}

async function print(session: Session, definition: ClaimCommand, name: string, options: ClaimOptions) {
  const printing = session.printing(options.recorded);
  const printed = await session.withLedger(options, { create: false }, async ({ client }) => {
    const isEntry = definition.entry !== undefined && ENTRY.test(name);
    const { json, text } = (isEntry ? definition.entry : undefined) ?? definition;
    const { id } = isEntry ? { id: name } : await findClaim(client, name);
    const then = client.under(scenarioIn(options));
    if (!options.json) return scenarioHeading(options, printing) + (await text(then, id, printing, options));
    session.output.json(await json(then, id));
    return '';
  });
  await session.print(printed, options);
}

const ENTRY = new RegExp(`^${SLUG_PATTERN}/${SLUG_PATTERN}$`);
