import type { Command } from 'commander';
import type { ReplayView } from '../../replay/replay.views.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { inOptions } from '../option-names.js';
import { replayReport } from '../replay/replay-report.js';
import { addScenarioOptions, scenarioIn, type ScenarioOptions } from '../scenario-options.js';

/** How long one request waits for the end, in seconds. */
const WAIT_S = 20;

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
    const { name } = options;
    let begun = await client.post<ReplayView>('/v1/replays', { name, scenario: scenarioIn(options) });
    while (options.wait && begun.status === 'running') {
      begun = await client.get<ReplayView>(`/v1/replays/${begun.id}`, { wait: WAIT_S });
    }
    return begun;
  });
  if (options.json) session.output.json(replay);
  else session.output.write(replayReport(replay, session.printing()));
}
