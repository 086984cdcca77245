import type { Command } from 'commander';
import type { ReplayView } from '../../replay/replay.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { replayPath } from '../replay/finished-replay.js';
import { printReplay } from '../replay/replay-report.js';

export function defineReplayShow(command: Command, { session }: CommandContext): void {
  command
    .argument('<replay>', 'the id of a replay')
    .action((id: string, _options, self: Command) => show(session, id, globalsOf(self)));
}

async function show(session: Session, id: string, options: GlobalOptions): Promise<void> {
  const replay = await session.withLedger(options, { create: false }, ({ client }) =>
    client.get<ReplayView>(replayPath(id)),
  );
  printReplay(session, replay, options);
}
