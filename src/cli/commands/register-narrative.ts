import { Argument, type Command, Option } from 'commander';
import { collect, type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findClaim } from '../lookup/claims.js';
import { allFound } from '../lookup/close-names.js';
import { addToNarrative, register, reportRegistration } from '../register/register-aggregate.js';

interface NarrativeOptions extends GlobalOptions {
  readonly summary?: string;
  readonly claim?: readonly string[];
  readonly id?: string;
}

export function defineRegisterNarrative(command: Command, { session }: CommandContext): void {
  command
    .addArgument(new Argument('<title>', 'the title of the story'))
    .option('--summary <text>', 'what it is about')
    .addOption(new Option('--claim <claim>', 'a claim that belongs to it; repeatable').argParser(collect))
    .option('--id <id>', 'its id (default: made from the title)')
    .addHelpText(
      'after',
      examples('claim-ledger register narrative "Territory for membership" --claim land-for-membership'),
    )
    .action((title: string, options: OwnOptions<NarrativeOptions>, self: Command) =>
      registerNarrative(session, title, { ...options, ...globalsOf(self) }),
    );
}

async function registerNarrative(session: Session, title: string, options: NarrativeOptions): Promise<void> {
  const { summary, claim = [], id, json } = options;
  await session.withLedger(options, { create: true }, async ({ client }) => {
    const claims = await allFound(claim, (name) => findClaim(client, name));
    const registration = { noun: 'narratives', id, name: title, body: { title, summary } } as const;
    const answer = await register(client, registration, { title: '<title>' });
    for (const one of claims) await addToNarrative(client, answer.id, one);
    reportRegistration(session, json, `“${title}”`, answer);
  });
}
