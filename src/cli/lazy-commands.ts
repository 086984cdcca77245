import type { Command } from 'commander';
import type { CommandContext, DefineCommand } from './command-definition.js';

/** A command as a list of commands shows it; `load` reads the file that defines it. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<DefineCommand>;
}

const pending = new WeakMap<Command, () => Promise<void>>();

/**
 * Adds commands whose own files are loaded when one of them is called, so that no command pays at its start for what
 * only another one needs.
 */
export function addCommands(
  parent: Command,
  entries: readonly CommandEntry[],
  context: CommandContext,
  heading?: string,
): void {
  for (const { name, summary, load } of entries) {
    const command = parent.command(name).description(summary);
    if (heading !== undefined) command.helpGroup(heading);
    pending.set(command, async () => {
      (await load())(command, context);
    });
  }
  if (!parents.has(parent)) parent.hook('preSubcommand', (_parent, command) => defined(command));
  parents.add(parent);
}

const parents = new WeakSet<Command>();

/** Completes a command, once. */
export async function defined(command: Command): Promise<void> {
  const complete = pending.get(command);
  pending.delete(command);
  await complete?.();
}
