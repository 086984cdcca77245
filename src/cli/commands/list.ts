import { type Command, Option } from 'commander';
import { CLAIM_ORDERS, CLAIM_SORT_KEYS, type ClaimOrder } from '../../claims/queries/claim-sort-keys.js';
import type { ClaimSummary } from '../../claims/queries/views.js';
import { parseDayOrInstant } from '../../domain/fuzzy-time.js';
import { withChoices } from '../choices.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import type { ApiClient } from '../ledger/api-client.js';
import { inOptions } from '../option-names.js';
import { globalsOf } from '../ledger/global-options.js';
import { addClaimFilters, type ClaimFilterOptions, claimFilters } from '../lists/claim-filters.js';
import { inScenario, scenarioAsked } from '../replay/finished-replay.js';
import { csvOption, type List, limitOption, type ListOptions, printList } from '../lists/print-list.js';
import { claimTable } from '../terminal/claim-table.js';

interface ClaimListOptions extends ListOptions, ClaimFilterOptions {
  readonly sort?: ClaimOrder;
  readonly order?: 'ascending' | 'descending';
}

export function defineList(command: Command, { session }: CommandContext): void {
  addClaimFilters(command)
    .addOption(
      withChoices(new Option('--sort <key>', 'the order; relevance goes with --search'), [
        ...CLAIM_ORDERS,
        ...CLAIM_SORT_KEYS,
      ]),
    )
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

/** What an order leaves out, and what to try instead. */
const LEFT_OUT: Readonly<Partial<Record<NonNullable<ClaimListOptions['sort']>, string>>> = {
  'put-forward': 'claims that nobody put forward at a known time are left out.',
  'time-to-denial':
    'claims are left out unless the first report and the first denial by an actor that they are about have dates. Try --sort recorded-time-to-denial.',
  'recorded-time-to-denial':
    'claims are left out unless they were reported, and denied by an actor that they are about.',
};

/** Says that no claim was recorded by this moment; empty if one was. */
async function beforeTheFirst(client: ApiClient, asOf: string): Promise<string> {
  const { items } = await client.get<{ readonly items: readonly { readonly recordedAt: string }[] }>('/v1/entries', {
    sort: 'oldest',
    limit: 1,
  });
  const first = items[0]?.recordedAt;
  if (first === undefined || parseDayOrInstant(asOf).latest >= Date.parse(first)) return '';
  return `No claim was recorded before ${first}. --valid-at asks what had happened in the world by then.`;
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
    scenario: await scenarioAsked(client, options),
    nothing: async () => {
      const before = options.asOf === undefined ? '' : await beforeTheFirst(client, options.asOf);
      if (before !== '') return `No claim matches ${text}. ${before}`;
      const lacking = sort && LEFT_OUT[sort];
      if (lacking !== undefined)
        return `No claim${text && ` that matches ${text}`} is in the order ${sort}: ${lacking}`;
      return text === ''
        ? 'There are no claims yet. "claim-ledger register claim" registers one.'
        : `No claim matches ${text}.`;
    },
  };
}
