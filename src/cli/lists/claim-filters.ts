import { type Command, Option } from 'commander';
import type { ClaimFilter } from '../../claims/queries/views.js';
import { CLAIM_KINDS, RATINGS, STATUSES } from '../../domain/vocabulary.js';
import { withChoices } from '../choices.js';
import { collect, wholeNumber } from '../command-definition.js';
import type { ApiClient, Query } from '../ledger/api-client.js';
import { findActor } from '../lookup/actors.js';
import { findNarrative } from '../lookup/narratives.js';
import { addScenarioOptions, SCENARIO_OPTIONS, type ScenarioOptions } from '../scenario-options.js';
import { filterText } from './print-list.js';

const ratingStatus = (value: string): string | undefined =>
  (RATINGS as readonly string[]).includes(value) ? `${value} is a rating: use --rating ${value}.` : undefined;

/** The filters as the API takes them; its `q` is `search` here. */
export interface ClaimFilterOptions
  extends
    ScenarioOptions,
    Omit<
      ClaimFilter,
      'asOf' | 'q' | 'in' | 'sort' | 'order' | 'actor' | 'deniedByAbout' | 'minReporters' | 'maxIndependentOrigins'
    > {
  readonly search?: string;
  readonly replay?: string;
  readonly actor?: readonly string[];
  readonly deniedByAbout?: true;
  readonly minReporters?: number;
  readonly maxIndependentOrigins?: number;
}

const MAX_COUNT = 1_000_000;

/** Adds the filters of claims to a command. */
export const addClaimFilters = (command: Command): Command =>
  addScenarioOptions(command)
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
    .addOption(new Option('--replay <replay>', 'as this replay found (its id)').conflicts(SCENARIO_OPTIONS));

/** The filters as parameters of the API, without the scenario, and all as they were typed. Throws an `UnknownNameError` for an unknown name. */
export async function claimFilters(
  client: ApiClient,
  options: ClaimFilterOptions,
): Promise<{ readonly query: Query; readonly text: string }> {
  const { status, rating, rule, kind, topic, language, minReporters, maxIndependentOrigins, search } = options;
  const { since, until, putForwardSince, putForwardUntil, deniedByAbout, replay } = options;
  const { asOf, validAt, policy, without, only } = options;
  const actorId = async (text: string | undefined) =>
    text === undefined ? undefined : (await findActor(client, text)).id;
  const narrative = options.narrative === undefined ? undefined : (await findNarrative(client, options.narrative)).id;
  const actor: string[] = [];
  for (const name of options.actor ?? []) actor.push((await findActor(client, name)).id);
  const about = await actorId(options.about);
  const firstReportedBy = await actorId(options.firstReportedBy);
  const names = { status, rating, rule, kind, topic, language, narrative, actor, about, firstReportedBy } as const;
  const bounds = { minReporters, maxIndependentOrigins, since, until, putForwardSince, putForwardUntil, replay };
  return {
    query: { ...names, ...bounds, deniedByAbout: deniedByAbout && 'true', q: search },
    text: filterText({ ...names, search, deniedByAbout, ...bounds, asOf, validAt, policy, without, only }),
  };
}
