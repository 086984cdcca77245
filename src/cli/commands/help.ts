import { Argument, type Command } from 'commander';
import { examples } from '../command-definition.js';
import { UsageError } from '../errors.js';
import { complete } from '../lazy-commands.js';
import { closest } from '../lookup/close-names.js';
import { pathOf } from '../usage.js';

export function defineHelp(command: Command): void {
  command
    .addArgument(new Argument('[command...]', 'a command, and a command of it'))
    .addHelpText('after', examples('claim-ledger help keys create'))
    .action(async (names: readonly string[]) => {
      let target = command.parent ?? command;
      for (const name of names) target = await commandOf(target, name);
      target.outputHelp();
    });
}

async function commandOf(parent: Command, name: string): Promise<Command> {
  const found = parent.commands.find((command) => command.name() === name || command.aliases().includes(name));
  if (found) {
    await complete(found);
    return found;
  }
  const names = parent.commands.map((command) => command.name());
  const close = closest(name, names);
  const hint =
    names.length === 0
      ? `"${pathOf(parent)}" has no commands of its own.`
      : close === undefined
        ? ''
        : `Did you mean ${close}?`;
  throw new UsageError(`There is no command "${pathOf(parent)} ${name}". ${hint}`.trim());
}
