import type { Command } from 'commander';
import { type CommandContext, examples } from '../command-definition.js';
import { importAll } from '../import/import.js';
import { seedInputs } from '../import/recognised-input.js';
import { globalsOf } from '../ledger/global-options.js';

export function defineSeed(command: Command, { session, report }: CommandContext): void {
  command.addHelpText('after', examples('claim-ledger --data tried seed')).action(async (_options, self: Command) => {
    const options = globalsOf(self);
    const inputs = await seedInputs(session.signal);
    report(
      await session.withLedger(options, { create: true }, ({ client }) =>
        importAll(client, inputs, session.output, { json: options.json }),
      ),
    );
  });
}
