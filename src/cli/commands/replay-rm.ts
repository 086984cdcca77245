import type { Command } from 'commander';
import type { CommandContext } from '../command-definition.js';
import { globalsOf } from '../ledger/global-options.js';

export function defineReplayRm(command: Command, { session }: CommandContext): void {
  command.argument('<replay>', 'the id of a replay').action(async (id: string, _options, self: Command) => {
    const options = globalsOf(self);
    await session.withLedger(options, { create: false }, ({ client }) =>
      client.delete(`/v1/replays/${encodeURIComponent(id)}`),
    );
    if (!options.json) session.output.line(`The replay ${id} is removed.`);
  });
}
