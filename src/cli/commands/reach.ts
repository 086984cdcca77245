import { type Command, Option } from 'commander';
import type { ActorReach, ActorReachView } from '../../reliance/reliance.views.js';
import { withChoices } from '../choices.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { UsageError } from '../errors.js';
import type { ApiClient } from '../ledger/api-client.js';
import { globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { type List, printList } from '../lists/print-list.js';
import { findActor } from '../lookup/actors.js';
import { flagOf, inOptions } from '../option-names.js';
import { reachReport } from '../reliance/reach-report.js';
import { reachTable } from '../reliance/reliance-tables.js';
import { addClaimScope, scopeOf, type ScopeOptions } from '../reliance/scope-options.js';

interface ReachOptions extends ScopeOptions {
  readonly sort?: 'claims' | 'outlets';
}

export function defineReach(command: Command, { session }: CommandContext): void {
  addClaimScope(command.argument('[actor]', 'the id or a name of an actor; without it, all are listed'))
    .addOption(withChoices(new Option('--sort <key>', 'the most claims or outlets first'), ['claims', 'outlets']))
    .addHelpText(
      'after',
      examples(
        'claim-ledger reach "Stian Jenssen"',
        'claim-ledger reach --sort outlets',
        'claim-ledger reach TASS --csv',
      ),
    )
    .action((actor: string | undefined, options: OwnOptions<ReachOptions>, self: Command) => {
      const all = { ...options, ...globalsOf(self) };
      return inOptions({}, () =>
        actor === undefined
          ? printList(session, all, (client) => reachesOf(client, all))
          : printReach(session, actor, all),
      );
    });
}

async function reachesOf(client: ApiClient, options: ReachOptions): Promise<List<ActorReach>> {
  const { sort } = options;
  const { query, text } = await scopeOf(client, options, { sort });
  return {
    noun: 'actors',
    path: '/v1/reaches',
    query,
    table: reachTable,
    nothing: () => (text === '' ? 'No claim rests on one actor alone.' : `No actor matches ${text}.`),
  };
}

/** Prints the report, or the claims as CSV. Throws a `UsageError` for options of the list. */
async function printReach(session: Session, name: string, options: ReachOptions): Promise<void> {
  const { asOf } = options;
  for (const option of ['narrative', 'topic', 'kind', 'about', 'sort', 'limit'] as const) {
    if (options[option] !== undefined) throw new UsageError(`${flagOf(option)} goes with the list of all actors.`);
  }
  const report = await session.withLedger(options, { create: false }, async ({ client }) => {
    const path = `/v1/actors/${(await findActor(client, name)).id}/reach`;
    if (options.csv === true) {
      for await (const bytes of client.stream(`${path}/claims`, { asOf, format: 'csv' }, 'text/csv')) {
        await session.output.writeAll(bytes);
        if (session.output.isClosed) break;
      }
      return '';
    }
    const reach = await client.get<ActorReachView>(path, { asOf });
    if (!options.json) return reachReport(reach, session.printing());
    session.output.json(reach);
    return '';
  });
  await session.print(report, options);
}
