import { type Command, Option } from 'commander';
import type { ActorSummary } from '../../actors/actors.queries.js';
import { ACTOR_KINDS, type ActorKind } from '../../domain/vocabulary.js';
import { withChoices } from '../choices.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { globalsOf } from '../ledger/global-options.js';
import type { ApiClient } from '../ledger/api-client.js';
import { csvOption, filterText, type List, limitOption, type ListOptions, printList } from '../lists/print-list.js';
import { closeActors } from '../lookup/actors.js';
import { didYouMean } from '../lookup/close-names.js';
import { inOptions } from '../option-names.js';
import { actorTable } from '../terminal/name-tables.js';

interface ActorListOptions extends ListOptions {
  readonly search?: string;
  readonly kind?: ActorKind;
}

export function defineActors(command: Command, { session }: CommandContext): void {
  command
    .option('--search <words>', 'only actors whose name or alias has words that begin so')
    .addOption(withChoices(new Option('--kind <kind>', 'only actors of this kind'), ACTOR_KINDS))
    .addOption(limitOption())
    .addOption(csvOption())
    .addHelpText('after', examples('claim-ledger actors --kind person', 'claim-ledger actors --search jens'))
    .action((options: OwnOptions<ActorListOptions>, self: Command) => {
      const all = { ...options, ...globalsOf(self) };
      return inOptions({ q: '--search' }, () => printList(session, all, (client) => actorsOf(client, all)));
    });
}

const actorsOf = (client: ApiClient, { search, kind }: ActorListOptions): List<ActorSummary> => ({
  noun: 'actors',
  path: '/v1/actors',
  query: { q: search, kind },
  table: actorTable,
  nothing: async () => {
    if (search === undefined && kind === undefined) {
      return 'There are no actors yet. "claim-ledger register actor" registers one.';
    }
    const close = search === undefined ? [] : await closeActors(client, search);
    return `No actor matches ${filterText({ search, kind })}.${didYouMean(close)}`;
  },
});
