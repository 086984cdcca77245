import type { Command } from 'commander';
import type { NarrativeSummary } from '../../narratives/narratives.queries.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { globalsOf } from '../ledger/global-options.js';
import { csvOption, filterText, type List, limitOption, type ListOptions, printList } from '../lists/print-list.js';
import { narrativeSearch } from '../lookup/narratives.js';
import { narrativeTable } from '../terminal/name-tables.js';

interface NarrativeListOptions extends ListOptions {
  readonly search?: string;
}

export function defineNarratives(command: Command, { session }: CommandContext): void {
  command
    .option('--search <words>', 'only narratives with these words in their title, summary or id')
    .addOption(limitOption())
    .addOption(csvOption())
    .addHelpText('after', examples('claim-ledger narratives', 'claim-ledger narratives --search membership'))
    .action((options: OwnOptions<NarrativeListOptions>, self: Command) =>
      printList(session, { ...options, ...globalsOf(self) }, () => narrativesOf(options)),
    );
}

const narrativesOf = ({ search }: OwnOptions<NarrativeListOptions>): List<NarrativeSummary> => ({
  noun: 'narratives',
  path: '/v1/narratives',
  query: {},
  ...(search !== undefined && narrativeSearch(search)),
  table: narrativeTable,
  nothing: () =>
    search === undefined
      ? 'There are no narratives yet. "claim-ledger register narrative" registers one.'
      : `No narrative matches ${filterText({ search })}.`,
});
