import type { Command } from 'commander';
import type { ReplayView } from '../../replay/replay.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { replayTable } from '../replay/replay-report.js';

export function defineReplayList(command: Command, { session }: CommandContext): void {
  command.action((_options, self: Command) => list(session, globalsOf(self)));
}

async function list(session: Session, options: GlobalOptions): Promise<void> {
  const { items } = await session.withLedger(options, { create: false }, ({ client }) =>
    client.get<{ items: readonly ReplayView[] }>('/v1/replays'),
  );
  if (options.json) for (const replay of items) session.output.json(replay);
  else if (items.length === 0) session.output.line('There are no replays. "claim-ledger replay create" makes one.');
  else session.output.write(replayTable(items, session.printing()));
}
