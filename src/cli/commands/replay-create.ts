import type { Command } from 'commander';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { inOptions } from '../option-names.js';
import { beginReplay, endedReplay } from '../replay/finished-replay.js';
import { printReplay } from '../replay/replay-report.js';
import { addScenarioOptions, scenarioIn, type ScenarioOptions } from '../scenario-options.js';

interface CreateOptions extends GlobalOptions, ScenarioOptions {
  readonly name?: string;
  readonly wait: boolean;
}

export function defineReplayCreate(command: Command, { session }: CommandContext): void {
  addScenarioOptions(command.option('--name <name>', 'a name of your choice'))
    .option('--no-wait', 'print the replay as soon as it has begun')
    .addHelpText('after', examples('claim-ledger replay create --policy strict/1 --as-of 2026-01-31'))
    .action((options: OwnOptions<CreateOptions>, self: Command) =>
      inOptions({}, () => create(session, { ...options, ...globalsOf(self) })),
    );
}

async function create(session: Session, options: CreateOptions): Promise<void> {
  const replay = await session.withLedger(options, { create: false }, async ({ client }) => {
    const begun = await beginReplay(client, scenarioIn(options), { name: options.name });
    return options.wait ? endedReplay(client, begun) : begun;
  });
  printReplay(session, replay, options);
}
