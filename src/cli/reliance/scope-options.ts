import { type Command, Option } from 'commander';
import { CLAIM_KINDS, type ClaimKind } from '../../domain/vocabulary.js';
import { asOfOption } from '../as-of-option.js';
import { withChoices } from '../choices.js';
import type { ApiClient, Query } from '../ledger/api-client.js';
import { csvOption, filterText, limitOption, type ListOptions } from '../lists/print-list.js';
import { findActor } from '../lookup/actors.js';
import { findNarrative } from '../lookup/narratives.js';

/** Which claims, and in lists by entries, which of their entries. */
export interface ScopeOptions extends ListOptions {
  readonly narrative?: string;
  readonly topic?: string;
  readonly kind?: ClaimKind;
  readonly about?: string;
  readonly since?: string;
  readonly until?: string;
  readonly asOf?: string;
}

export const addClaimScope = (command: Command): Command =>
  command
    .option('--narrative <narrative>', 'only in claims of this narrative (id or title)')
    .option('--topic <topic>', 'only in claims with this topic')
    .addOption(withChoices(new Option('--kind <kind>', 'only in claims of this kind'), CLAIM_KINDS))
    .option('--about <actor>', 'only in claims about this actor (id or name)')
    .addOption(asOfOption())
    .addOption(limitOption())
    .addOption(csvOption());

export const addEntryScope = (command: Command): Command =>
  addClaimScope(command)
    .option('--since <time>', 'only entries recorded at this time or later')
    .option('--until <time>', 'only entries recorded before this time');

/** The id of the actor that an option names. Throws an `UnknownNameError`. */
export const actorId = async (client: ApiClient, text: string | undefined): Promise<string | undefined> =>
  text === undefined ? undefined : (await findActor(client, text)).id;

/** The options as parameters of the API, and as they were typed. Throws an `UnknownNameError` for an unknown name. */
export async function scopeOf(
  client: ApiClient,
  { narrative, topic, kind, about, since, until, asOf }: ScopeOptions,
  more: Readonly<Record<string, string | number | undefined>> = {},
): Promise<{ readonly query: Query; readonly text: string }> {
  const query = {
    narrative: narrative === undefined ? undefined : (await findNarrative(client, narrative)).id,
    about: await actorId(client, about),
    ...{ topic, kind, since, until, asOf, ...more },
  };
  const { sort: _sort, ...filters } = query as typeof query & { readonly sort?: string };
  return { query, text: filterText(filters) };
}
