import { type Command, Option } from 'commander';
import type { ClaimFilter, ClaimSummary } from '../../claims/queries/views.js';
import { CLAIM_KINDS, RATINGS, STATUSES } from '../../domain/vocabulary.js';
import { asOfOption } from '../as-of-option.js';
import { withChoices } from '../choices.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import type { ApiClient } from '../ledger/api-client.js';
import { inOptions } from '../option-names.js';
import { globalsOf } from '../ledger/global-options.js';
import { filterText, type List, limitOption, type ListOptions, printList } from '../lists/print-list.js';
import { findActor } from '../lookup/actors.js';
import { findNarrative } from '../lookup/narratives.js';
import { claimTable } from '../terminal/claim-table.js';

const ratingStatus = (value: string): string | undefined =>
  (RATINGS as readonly string[]).includes(value) ? `${value} is a rating: use --status rated.` : undefined;

/** The filters as the API takes them; its `q` is `search` here. */
interface ClaimListOptions extends ListOptions, Omit<ClaimFilter, 'q' | 'sort'> {
  readonly search?: string;
}

export function defineList(command: Command, { session }: CommandContext): void {
  command
    .addOption(withChoices(new Option('--status <status>', 'only claims with this status'), STATUSES, ratingStatus))
    .addOption(withChoices(new Option('--kind <kind>', 'only claims of this kind'), CLAIM_KINDS))
    .option('--narrative <narrative>', 'only claims of this narrative (id or title)')
    .option('--actor <actor>', 'only claims in which this actor spoke, or somebody for it (id or name)')
    .option('--about <actor>', 'only claims about this actor (id or name)')
    .option('--topic <topic>', 'only claims with this topic')
    .option(
      '--search <words>',
      'only claims with these words in a text, topic, quote, wording, title or name; "a phrase", word*, -word, one OR other',
    )
    .addOption(asOfOption())
    .addOption(limitOption())
    .addHelpText(
      'after',
      examples(
        'claim-ledger list --status disputed',
        'claim-ledger list --narrative territory-for-membership --search "nato land*"',
        'claim-ledger list --search TASS',
        'claim-ledger list --status disputed --as-of 2026-01-31',
      ),
    )
    .action((options: OwnOptions<ClaimListOptions>, self: Command) => {
      const all = { ...options, ...globalsOf(self) };
      return inOptions({ q: '--search' }, () => printList(session, all, (client) => claimsOf(client, all)));
    });
}

/** Throws an `UnknownNameError` for a narrative or an actor that doesn't exist. */
async function claimsOf(client: ApiClient, options: ClaimListOptions): Promise<List<ClaimSummary>> {
  const { status, kind, topic, search, asOf } = options;
  const narrative = options.narrative === undefined ? undefined : (await findNarrative(client, options.narrative)).id;
  const actor = options.actor === undefined ? undefined : (await findActor(client, options.actor)).id;
  const about = options.about === undefined ? undefined : (await findActor(client, options.about)).id;
  const filters = filterText({ status, kind, topic, search, narrative, actor, about, 'as-of': asOf });
  return {
    noun: 'claims',
    path: '/v1/claims',
    query: { status, kind, topic, q: search, narrative, actor, about, asOf },
    table: (claims, printing) => claimTable(claims, printing, { isSummarized: true }),
    nothing: () =>
      filters === ''
        ? 'There are no claims yet. "claim-ledger register claim" registers one.'
        : `No claim matches ${filters}.`,
  };
}
