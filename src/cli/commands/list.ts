import { type Command, Option } from 'commander';
import { CLAIM_SORT_KEYS } from '../../claims/queries/claim-sort-keys.js';
import type { ClaimFilter, ClaimSummary } from '../../claims/queries/views.js';
import { CLAIM_KINDS, RATINGS, STATUSES } from '../../domain/vocabulary.js';
import { asOfOption } from '../as-of-option.js';
import { withChoices } from '../choices.js';
import { collect, type CommandContext, examples, type OwnOptions, wholeNumber } from '../command-definition.js';
import type { ApiClient } from '../ledger/api-client.js';
import { inOptions } from '../option-names.js';
import { globalsOf } from '../ledger/global-options.js';
import { filterText, type List, limitOption, type ListOptions, printList } from '../lists/print-list.js';
import { findActor } from '../lookup/actors.js';
import { findNarrative } from '../lookup/narratives.js';
import { claimTable } from '../terminal/claim-table.js';

const ratingStatus = (value: string): string | undefined =>
  (RATINGS as readonly string[]).includes(value) ? `${value} is a rating: use --rating ${value}.` : undefined;

/** The filters as the API takes them; its `q` is `search` here. */
interface ClaimListOptions
  extends ListOptions, Omit<ClaimFilter, 'q' | 'actor' | 'deniedByAbout' | 'minReporters' | 'maxIndependentOrigins'> {
  readonly search?: string;
  readonly actor?: readonly string[];
  readonly deniedByAbout?: true;
  readonly minReporters?: number;
  readonly maxIndependentOrigins?: number;
}

const MAX_COUNT = 1_000_000;

export function defineList(command: Command, { session }: CommandContext): void {
  command
    .addOption(withChoices(new Option('--status <status>', 'only claims with this status'), STATUSES, ratingStatus))
    .addOption(withChoices(new Option('--rating <rating>', 'only claims that are rated so'), RATINGS))
    .option('--rule <rule>', 'only claims whose status was decided by this rule, such as denied/first-hand')
    .addOption(withChoices(new Option('--kind <kind>', 'only claims of this kind'), CLAIM_KINDS))
    .option('--narrative <narrative>', 'only claims of this narrative (id or title)')
    .addOption(
      new Option(
        '--actor <actor>',
        'only claims in which this actor spoke, or somebody for it (id or name); repeat it for several in one claim',
      ).argParser(collect),
    )
    .option('--first-reported-by <outlet>', 'only claims that this outlet is known to have carried first (id or name)')
    .option('--about <actor>', 'only claims about this actor (id or name)')
    .option('--denied-by-about', 'only claims that an actor denied whom they are about, whatever their status')
    .option('--topic <topic>', 'only claims with this topic')
    .option('--language <tag>', 'only claims in this language, such as uk')
    .addOption(
      new Option('--min-reporters <n>', 'only claims carried by so many outlets or more').argParser(
        wholeNumber(0, MAX_COUNT),
      ),
    )
    .addOption(
      new Option('--max-independent-origins <n>', 'only claims with so many independent origins or fewer').argParser(
        wholeNumber(0, MAX_COUNT),
      ),
    )
    .option('--since <time>', 'only claims registered at this time or later')
    .option('--until <time>', 'only claims registered before this time')
    .option('--put-forward-since <time>', 'only claims first put forward at this time or later')
    .option('--put-forward-until <time>', 'only claims first put forward before this time')
    .option(
      '--search <words>',
      'only claims with these words in a text, topic, quote, wording, title or name; "a phrase", word*, -word, one OR other',
    )
    .addOption(withChoices(new Option('--sort <key>', 'the order'), ['newest', 'oldest', ...CLAIM_SORT_KEYS]))
    .addOption(
      withChoices(new Option('--order <direction>', 'the direction of the sort key'), ['descending', 'ascending']),
    )
    .addOption(asOfOption())
    .addOption(limitOption())
    .addHelpText(
      'after',
      examples(
        'claim-ledger list --status disputed',
        'claim-ledger list --narrative territory-for-membership --search "nato land*"',
        'claim-ledger list --search TASS',
        'claim-ledger list --actor TASS --actor NATO --sort activity',
        'claim-ledger list --min-reporters 3 --max-independent-origins 1 --sort reporters',
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
  const { status, rating, rule, kind, topic, language, minReporters, maxIndependentOrigins, search } = options;
  const { since, until, putForwardSince, putForwardUntil, sort, order, asOf } = options;
  const actorId = async (text: string | undefined) =>
    text === undefined ? undefined : (await findActor(client, text)).id;
  const narrative = options.narrative === undefined ? undefined : (await findNarrative(client, options.narrative)).id;
  const actor: string[] = [];
  for (const name of options.actor ?? []) actor.push((await findActor(client, name)).id);
  const about = await actorId(options.about);
  const firstReportedBy = await actorId(options.firstReportedBy);
  const { deniedByAbout } = options;
  const filters = { status, rating, rule, kind, topic, language, narrative, actor, about, firstReportedBy } as const;
  const more = {
    deniedByAbout,
    minReporters,
    maxIndependentOrigins,
    since,
    until,
    putForwardSince,
    putForwardUntil,
    asOf,
  };
  const text = filterText({ ...filters, search, ...more });
  return {
    noun: 'claims',
    path: '/v1/claims',
    query: { ...filters, ...more, deniedByAbout: deniedByAbout && 'true', q: search, sort, order },
    table: (claims, printing) => claimTable(claims, printing, { isSummarized: true }),
    nothing: () =>
      text === ''
        ? 'There are no claims yet. "claim-ledger register claim" registers one.'
        : `No claim matches ${text}.`,
  };
}
