import type { Command } from 'commander';
import { type CommandContext, examples } from '../command-definition.js';
import { addCommands, type CommandEntry } from '../lazy-commands.js';

const REDACTIONS_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'request',
    summary: 'request that fields of an event are redacted; a second administrator has to approve it',
    load: async () => (await import('./redactions-request.js')).defineRedactionsRequest,
  },
  {
    name: 'list',
    summary: 'list requests and redactions',
    load: async () => (await import('./redactions-list.js')).defineRedactionsList,
  },
  {
    name: 'show',
    summary: 'print a request or a redaction, and whether the files of the instance are free of what was replaced',
    load: async () => (await import('./redactions-show.js')).defineRedactionsShow,
  },
  {
    name: 'approve',
    summary: "approve another administrator's request: the event is redacted, irreversibly",
    load: async () => (await import('./redactions-approve.js')).defineRedactionsApprove,
  },
  {
    name: 'reject',
    summary: 'reject a request, or withdraw it',
    load: async () => (await import('./redactions-reject.js')).defineRedactionsReject,
  },
  {
    name: 'help',
    summary: 'print the help of a command',
    load: async () => (await import('./help.js')).defineHelp,
    hidden: true,
  },
];

export function defineRedactions(command: Command, context: CommandContext): void {
  addCommands(command, REDACTIONS_COMMANDS, context);
  command.addHelpText(
    'after',
    examples(
      'claim-ledger redactions request talks/denial --field /quote/text --reason "Right to erasure" --authority "Art. 17 GDPR"',
      'claim-ledger --key "$(cat counsel.key)" redactions approve 6f1c2d1e-0b7a-4c55-9b0e-2f6f0e6a7d11',
    ),
  );
}
