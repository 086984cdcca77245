import type { Command } from 'commander';
import { type CommandContext, examples } from '../command-definition.js';
import { addCommands, type CommandEntry } from '../lazy-commands.js';

const REPLAY_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'create',
    summary: 'evaluate every claim under a scenario, and print what was found',
    load: async () => (await import('./replay-create.js')).defineReplayCreate,
  },
  {
    name: 'list',
    summary: 'list the replays that the server keeps, newest first',
    load: async () => (await import('./replay-list.js')).defineReplayList,
  },
  {
    name: 'show',
    summary: 'print the scenario, the progress and the result of a replay',
    load: async () => (await import('./replay-show.js')).defineReplayShow,
  },
  {
    name: 'rm',
    summary: 'cancel a replay, or remove its result',
    load: async () => (await import('./replay-rm.js')).defineReplayRm,
  },
  {
    name: 'help',
    summary: 'print the help of a command',
    load: async () => (await import('./help.js')).defineHelp,
    hidden: true,
  },
];

export function defineReplay(command: Command, context: CommandContext): void {
  addCommands(command, REPLAY_COMMANDS, context);
  command.addHelpText(
    'after',
    examples(
      'claim-ledger replay create --without actor:tass --name "Without TASS"',
      'claim-ledger list --replay 0f3c5a7b-9d1e-4c2a-8b6d-5e4f3a2b1c0d',
    ),
  );
}
