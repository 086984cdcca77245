import { Argument, type Command, Option } from 'commander';
import { ACTOR_KINDS } from '../../domain/vocabulary.js';
import { withChoices } from '../choices.js';
import { collect, type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { RefusedError } from '../errors.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findActor, searchActors } from '../lookup/actors.js';
import { isCalled, listedNames } from '../lookup/close-names.js';
import { register, reportRegistration } from '../register/register-aggregate.js';

interface ActorOptions extends GlobalOptions {
  readonly kind: string;
  readonly alias?: readonly string[];
  readonly description?: string;
  readonly outlet?: string;
  readonly id?: string;
}

export function defineRegisterActor(command: Command, { session }: CommandContext): void {
  command
    .addArgument(new Argument('<name>', 'the name by which the actor is known'))
    .addOption(withChoices(new Option('--kind <kind>', 'what it is'), ACTOR_KINDS).makeOptionMandatory())
    .addOption(new Option('--alias <name>', 'another name, or another spelling; repeatable').argParser(collect))
    .option('--description <text>', 'unnamed: the outlet\'s words for the source, such as "a senior diplomat"')
    .option('--outlet <actor>', 'unnamed: the outlet that vouches for the source')
    .option('--id <id>', 'its id (default: made from the name)')
    .addHelpText(
      'after',
      examples(
        'claim-ledger register actor "Stian Jenssen" --kind person',
        'claim-ledger register actor "NATO diplomat" --kind unnamed --outlet "La Repubblica" --description "a senior NATO diplomat"',
      ),
    )
    .action((name: string, options: OwnOptions<ActorOptions>, self: Command) =>
      registerActor(session, name, { ...options, ...globalsOf(self) }),
    );
}

async function registerActor(session: Session, name: string, options: ActorOptions): Promise<void> {
  const { kind, alias: aliases, description, outlet, id, json } = options;
  await session.withLedger(options, { create: true }, async ({ client }) => {
    const same = (await searchActors(client, name)).filter(
      (actor) => isCalled(actor, name) && actor.kind !== 'unnamed',
    );
    if (same.length > 0 && id === undefined && kind !== 'unnamed') {
      throw new RefusedError(
        `There is already an actor of this name: ${listedNames(same)}. To register another one, choose its id with --id.`,
      );
    }
    const vouching = outlet === undefined ? undefined : (await findActor(client, outlet)).id;
    const body = { kind, name, aliases, description, outlet: vouching };
    const answer = await register(client, { noun: 'actors', id, name, body }, { name: '<name>', aliases: '--alias' });
    reportRegistration(session, json, `${name} (${kind})`, answer);
  });
}
