import type { Command } from 'commander';
import { type CommandContext, examples } from '../command-definition.js';
import { addCommands, type CommandEntry } from '../lazy-commands.js';

const REGISTER_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'claim',
    summary: 'register a claim: one proposition in one sentence',
    load: async () => (await import('./register-claim.js')).defineRegisterClaim,
  },
  {
    name: 'actor',
    summary: 'register an actor: an outlet, organization, person or group, or an unnamed source',
    load: async () => (await import('./register-actor.js')).defineRegisterActor,
  },
  {
    name: 'document',
    summary: 'register a document: where something can be read or seen',
    load: async () => (await import('./register-document.js')).defineRegisterDocument,
  },
  {
    name: 'narrative',
    summary: 'register a narrative: a story that groups claims',
    load: async () => (await import('./register-narrative.js')).defineRegisterNarrative,
  },
  {
    name: 'mandate',
    summary: 'register who speaks for whom, and from when to when',
    load: async () => (await import('./register-mandate.js')).defineRegisterMandate,
  },
  {
    name: 'help',
    summary: 'print the help of a command',
    load: async () => (await import('./help.js')).defineHelp,
    hidden: true,
  },
];

export function defineRegister(command: Command, context: CommandContext): void {
  addCommands(command, REGISTER_COMMANDS, context);
  command.addHelpText(
    'after',
    examples(
      'claim-ledger register actor "Stian Jenssen" --kind person',
      'claim-ledger register claim "NATO discusses land for membership." --language en --about NATO',
    ),
  );
}
