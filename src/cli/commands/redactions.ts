import type { Command } from 'commander';
import { type CommandContext, examples } from '../command-definition.js';
import { addCommands, type CommandEntry } from '../lazy-commands.js';

const REDACTIONS_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'find',
    summary: 'find the events of the log that have a text, and what of them can be redacted',
    load: async () => (await import('./redactions-find.js')).defineRedactionsFind,
  },
  {
    name: 'request',
    summary:
      'request that fields of an event, or of all that were found, are redacted; a second administrator approves it',
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
    summary: "approve another administrator's requests: the events are redacted, irreversibly",
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
      'claim-ledger redactions find --texts names.txt --redactable --json > found.ndjson',
      'claim-ledger redactions request --from found.ndjson --texts names.txt --reason "Right to erasure" --authority "Art. 17 GDPR"',
      'claim-ledger redactions request talks/denial --field /quote/text --reason "Right to erasure" --authority "Art. 17 GDPR"',
      'claim-ledger --key "$(cat counsel.key)" redactions approve 6f1c2d1e-0b7a-4c55-9b0e-2f6f0e6a7d11',
    ),
  );
}
