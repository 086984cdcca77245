import { type Command, Option } from 'commander';
import { CLAIM_SORT_KEYS, type ClaimSortKey } from '../../claims/queries/claim-sort-keys.js';
import type { ClaimSummary } from '../../claims/queries/views.js';
import { withChoices } from '../choices.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import type { ApiClient } from '../ledger/api-client.js';
import { inOptions } from '../option-names.js';
import { globalsOf } from '../ledger/global-options.js';
import { addClaimFilters, type ClaimFilterOptions, claimFilters } from '../lists/claim-filters.js';
import { inScenario } from '../replay/finished-replay.js';
import { csvOption, type List, limitOption, type ListOptions, printList } from '../lists/print-list.js';
import { claimTable } from '../terminal/claim-table.js';

interface ClaimListOptions extends ListOptions, ClaimFilterOptions {
  readonly sort?: 'newest' | 'oldest' | ClaimSortKey;
  readonly order?: 'ascending' | 'descending';
}

export function defineList(command: Command, { session }: CommandContext): void {
  addClaimFilters(command)
    .addOption(withChoices(new Option('--sort <key>', 'the order'), ['newest', 'oldest', ...CLAIM_SORT_KEYS]))
    .addOption(
      withChoices(new Option('--order <direction>', 'the direction of the sort key'), ['descending', 'ascending']),
    )
    .addOption(limitOption())
    .addOption(csvOption())
    .addHelpText(
      'after',
      examples(
        'claim-ledger list --status disputed',
        'claim-ledger list --narrative territory-for-membership --search "nato land*"',
        'claim-ledger list --search TASS',
        'claim-ledger list --actor TASS --actor NATO --sort activity',
        'claim-ledger list --min-reporters 3 --max-independent-origins 1 --sort reporters',
        'claim-ledger list --status disputed --as-of 2026-01-31',
        'claim-ledger list --status denied --without actor:tass',
        'claim-ledger list --denied-by-about --csv > denied.csv',
      ),
    )
    .action((options: OwnOptions<ClaimListOptions>, self: Command) => {
      const all = { ...options, ...globalsOf(self) };
      return inOptions({ q: '--search' }, () =>
        printList(
          session,
          all,
          (client) => claimsOf(client, all),
          (client, work) => inScenario(client, all, work),
        ),
      );
    });
}

/** Throws an `UnknownNameError` for a narrative or an actor that doesn't exist. */
async function claimsOf(client: ApiClient, options: ClaimListOptions): Promise<List<ClaimSummary>> {
  const { query, text } = await claimFilters(client, options);
  const { sort, order } = options;
  return {
    noun: 'claims',
    path: '/v1/claims',
    query: { ...query, sort, order },
    table: (claims, printing) => claimTable(claims, printing, { isSummarized: true }),
    nothing: () =>
      text === ''
        ? 'There are no claims yet. "claim-ledger register claim" registers one.'
        : `No claim matches ${text}.`,
  };
}
