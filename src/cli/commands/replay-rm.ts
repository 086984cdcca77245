import type { Command } from 'commander';
import type { CommandContext } from '../command-definition.js';
import { globalsOf } from '../ledger/global-options.js';
import { replayPath } from '../replay/finished-replay.js';

export function defineReplayRm(command: Command, { session }: CommandContext): void {
  command.argument('<replay>', 'the id of a replay').action(async (id: string, _options, self: Command) => {
    const options = globalsOf(self);
    await session.withLedger(options, { create: false }, ({ client }) => client.delete(replayPath(id)));
    if (!options.json) session.output.line(`The replay ${id} is removed.`);
  });
}
