import type { Command } from 'commander';
import type { CommandContext, DefineCommand } from './command-definition.js';
import { rejectUsage } from './usage.js';

/** A command as a list of commands shows it; `load` reads the file that defines it. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<DefineCommand>;
  /** Whether lists of commands leave it out. */
  readonly hidden?: boolean;
}

const pending = new WeakMap<Command, () => Promise<void>>();
const parents = new WeakSet<Command>();

/**
 * Adds commands whose own files are loaded when one of them is called, so that no command pays at its start for what
 * only another one needs.
 */
export function addCommands(
  parent: Command,
  entries: readonly CommandEntry[],
  context: CommandContext,
  heading = 'Commands:',
): void {
  for (const { name, summary, load, hidden = false } of entries) {
    const command = parent.command(name, { hidden }).description(summary).helpGroup(heading).helpCommand(false);
    command.exitOverride(rejectUsage(command));
    pending.set(command, async () => {
      (await load())(command, context);
    });
  }
  if (parents.has(parent)) return;
  parents.add(parent);
  parent.hook('preSubcommand', (_parent, command) => complete(command));
}

/** Loads the definition of a command, once. */
export async function complete(command: Command): Promise<void> {
  const load = pending.get(command);
  pending.delete(command);
  await load?.();
}
