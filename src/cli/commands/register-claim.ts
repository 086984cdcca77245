import { Argument, type Command, Option } from 'commander';
import type { ClaimView } from '../../claims/queries/views.js';
import { CLAIM_KINDS } from '../../domain/vocabulary.js';
import { withChoices } from '../choices.js';
import { collect, type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { UsageError } from '../errors.js';
import { CLI_SETTINGS } from '../ledger/cli-settings.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findActor } from '../lookup/actors.js';
import { similarClaims } from '../lookup/claims.js';
import { allFound } from '../lookup/close-names.js';
import { findNarrative } from '../lookup/narratives.js';
import { askLanguage } from '../register/ask-language.js';
import { addToNarrative, register, reportRegistration } from '../register/register-aggregate.js';

interface ClaimOptions extends GlobalOptions {
  readonly kind: string;
  readonly language?: string;
  readonly about?: readonly string[];
  readonly topic?: readonly string[];
  readonly holder?: string;
  readonly due?: string;
  readonly narrative?: readonly string[];
  readonly id?: string;
}

/** From so many words in common on, a claim may be the same one. */
const SIMILAR = 0.6;

export function defineRegisterClaim(command: Command, { session }: CommandContext): void {
  command
    .addArgument(new Argument('<text>', 'one proposition in one sentence, with its own time'))
    .addOption(
      withChoices(new Option('--kind <kind>', 'what sort of proposition it is'), CLAIM_KINDS).default('factual'),
    )
    .addOption(
      new Option(
        '--language <code>',
        'the language of the text, such as en; if you leave it out, the command asks for it on a terminal',
      ).env(CLI_SETTINGS.language.variable),
    )
    .addOption(new Option('--about <actor>', 'whose own acts or words would settle it; repeatable').argParser(collect))
    .addOption(new Option('--topic <topic>', 'a topic; repeatable').argParser(collect))
    .option('--holder <actor>', 'position: whose position it is')
    .option('--due <time>', 'forecast: when it is to happen, as precisely as it is known')
    .addOption(new Option('--narrative <narrative>', 'a narrative that it belongs to; repeatable').argParser(collect))
    .option('--id <id>', 'its id (default: made from the text)')
    .addHelpText(
      'after',
      examples(
        'claim-ledger register claim "NATO discusses land for membership." --language en --about NATO',
        'claim-ledger register claim "NATO holds a summit in Vilnius." --language en --kind forecast --due 2023-07 --about NATO',
      ),
    )
    .action((text: string, options: OwnOptions<ClaimOptions>, self: Command) =>
      registerClaim(session, text, { ...options, ...globalsOf(self) }),
    );
}

async function registerClaim(session: Session, text: string, options: ClaimOptions): Promise<void> {
  const { kind, about = [], topic: topics = [], holder, due, narrative = [], id, json } = options;
  const language = options.language || (await askedLanguage(session));
  await session.withLedger(options, { create: true }, async ({ client }) => {
    const narratives = await allFound(narrative, (name) => findNarrative(client, name));
    const body = {
      ...{ text, language, kind, due, topics },
      about: await allFound(about, (name) => findActor(client, name)),
      holder: holder === undefined ? undefined : (await findActor(client, holder)).id,
    };
    const similar = (await similarClaims(client, text)).filter(({ similarity }) => similarity >= SIMILAR);
    const fieldNames = { text: '<text>', topics: '--topic' };
    const answer = await register(client, { noun: 'claims', id, name: text, body }, fieldNames);
    for (const group of narratives) await addToNarrative(client, group, answer.id);
    reportRegistration(session, json, 'the claim', answer);
    if (json) return;
    const claim = await client.get<ClaimView>(`/v1/claims/${answer.id}`, { waitFor: answer.position ?? undefined });
    session.output.line(`Its status is ${claim.verification.status}.`);
    const same = answer.similar?.find(({ because }) => because === 'same-text');
    if (same && answer.recorded.length > 0) {
      session.output.line(
        `If they are one claim: claim-ledger record ${answer.id} linked --relation same-as --other ${same.id}`,
      );
    }
    const known = [answer.id, ...(answer.similar ?? []).map(({ id: same }) => same)];
    const others = similar.filter((other) => !known.includes(other.id));
    if (others.length > 0 && answer.recorded.length > 0) {
      session.output.line('Similar claims:');
      for (const other of others) session.output.line(`  ${other.id}: ${other.text}`);
    }
  });
}

/** Nobody can guess the language of a text: a wrong one stays on record. */
async function askedLanguage(session: Session): Promise<string> {
  const prompter = await session.prompter();
  if (prompter) return askLanguage(prompter);
  throw new UsageError(
    `Name the language of the claim with --language, such as --language en. For a script whose claims are all in one language, set ${CLI_SETTINGS.language.variable}.`,
  );
}
