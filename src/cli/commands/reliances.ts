import { type Command, Option } from 'commander';
import { ACTOR_KINDS, type ActorKind } from '../../domain/vocabulary.js';
import {
  RELIANCE_WAYS,
  type RelianceEntry,
  type RelianceView,
  type RelianceWay,
} from '../../reliance/reliance.views.js';
import { withChoices } from '../choices.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { UsageError } from '../errors.js';
import type { ApiClient } from '../ledger/api-client.js';
import { globalsOf } from '../ledger/global-options.js';
import { type List, printList } from '../lists/print-list.js';
import { inOptions } from '../option-names.js';
import { relianceEntryTable, relianceTable } from '../reliance/reliance-tables.js';
import { actorId, addEntryScope, scopeOf, type ScopeOptions } from '../reliance/scope-options.js';

interface RelianceOptions extends ScopeOptions {
  readonly carrier?: string;
  readonly carried?: string;
  readonly how?: RelianceWay;
  readonly carrierKind?: ActorKind;
  readonly carriedKind?: ActorKind;
  readonly sort?: 'entries' | 'claims';
  readonly entries?: true;
}

export function defineReliances(command: Command, { session }: CommandContext): void {
  command
    .option('--carrier <actor>', 'only what this actor carries (id or name)')
    .option('--carried <actor>', 'only who carries this actor (id or name)')
    .addOption(withChoices(new Option('--how <way>', 'only by entries that cite, interpret or publish'), RELIANCE_WAYS))
    .addOption(withChoices(new Option('--carrier-kind <kind>', 'only carriers of this kind'), ACTOR_KINDS))
    .addOption(withChoices(new Option('--carried-kind <kind>', 'only carried actors of this kind'), ACTOR_KINDS));
  addEntryScope(command)
    .addOption(withChoices(new Option('--sort <key>', 'the most entries or claims first'), ['entries', 'claims']))
    .option('--entries', 'list the entries that show one pair; requires --carrier and --carried')
    .addHelpText(
      'after',
      examples(
        'claim-ledger reliances --carried TASS',
        'claim-ledger reliances --narrative territory-for-membership --carried-kind outlet',
        'claim-ledger reliances --carrier TASS --carried "La Repubblica" --entries',
      ),
    )
    .action((options: OwnOptions<RelianceOptions>, self: Command) => {
      const all = { ...options, ...globalsOf(self) };
      return inOptions({}, () =>
        all.entries
          ? printList(session, all, (client) => entriesOf(client, all))
          : printList(session, all, (client) => pairsOf(client, all)),
      );
    });
}

async function pairsOf(client: ApiClient, options: RelianceOptions): Promise<List<RelianceView>> {
  const { how, carrierKind, carriedKind, sort } = options;
  const carrier = await actorId(client, options.carrier);
  const carried = await actorId(client, options.carried);
  const { query, text } = await scopeOf(client, options, { carrier, carried, how, carrierKind, carriedKind, sort });
  return {
    noun: 'pairs',
    path: '/v1/reliances',
    query,
    table: relianceTable,
    nothing: () => (text === '' ? 'No entry shows that one actor relies on another.' : `No pair matches ${text}.`),
  };
}

/** Throws a `UsageError` unless both actors are given. */
async function entriesOf(client: ApiClient, options: RelianceOptions): Promise<List<RelianceEntry>> {
  const { how, carrierKind, carriedKind, sort } = options;
  if (options.carrier === undefined || options.carried === undefined) {
    throw new UsageError('--entries lists the entries of one pair: give --carrier and --carried.');
  }
  if ((carrierKind ?? carriedKind ?? sort) !== undefined) {
    throw new UsageError('--entries takes no --carrier-kind, --carried-kind and --sort.');
  }
  const carrier = await actorId(client, options.carrier);
  const carried = await actorId(client, options.carried);
  const { query, text } = await scopeOf(client, options, { carrier, carried, how });
  return {
    noun: 'entries',
    path: '/v1/reliance-entries',
    query,
    table: relianceEntryTable,
    nothing: () => `No entry matches ${text}.`,
  };
}
