import { type Command, Option } from 'commander';
import type { ClaimFilter, ClaimSummary } from '../../claims/queries/views.js';
import { CLAIM_KINDS, STATUSES } from '../../domain/vocabulary.js';
import { type CommandContext, examples, type OwnOptions, wholeNumber } from '../command-definition.js';
import type { ApiClient } from '../ledger/api-client.js';
import { inOptions } from '../option-names.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findActor } from '../lookup/actors.js';
import { findNarrative } from '../lookup/narratives.js';
import { claimTable } from '../terminal/claim-table.js';
import { warn } from '../terminal/warn.js';

/** The filters as the API takes them; its `q` is `search` here. */
interface ListOptions extends GlobalOptions, Omit<ClaimFilter, 'asOf' | 'q' | 'sort'> {
  readonly search?: string;
  readonly limit: number;
}

export function defineList(command: Command, { session }: CommandContext): void {
  command
    .addOption(new Option('--status <status>', 'only claims with this status').choices(STATUSES))
    .addOption(new Option('--kind <kind>', 'only claims of this kind').choices(CLAIM_KINDS))
    .option('--narrative <narrative>', 'only claims of this narrative (id or title)')
    .option('--actor <actor>', 'only claims in which this actor spoke, or somebody for it (id or name)')
    .option('--about <actor>', 'only claims about this actor (id or name)')
    .option('--topic <topic>', 'only claims with this topic')
    .option(
      '--search <words>',
      'only claims with these words in their text, topics or the names of those they are about',
    )
    .addOption(new Option('--limit <n>', 'at most this many').default(50).argParser(wholeNumber(1, 1_000_000)))
    .addHelpText(
      'after',
      examples(
        'claim-ledger list --status disputed',
        'claim-ledger list --narrative territory-for-membership --search "nato land*"',
      ),
    )
    .action((options: OwnOptions<ListOptions>, self: Command) =>
      inOptions({ q: '--search' }, () => listClaims(session, { ...options, ...globalsOf(self) })),
    );
}

async function listClaims(session: Session, options: ListOptions): Promise<void> {
  const { limit, json } = options;
  const { output } = session;
  const claims: ClaimSummary[] = [];
  const { filter, more } = await session.withLedger(options, { create: false }, async ({ client }) => {
    const filter = await filterOf(client, options);
    let next: string | undefined;
    for await (const page of client.pages<ClaimSummary>('/v1/claims', filter, limit)) {
      next = page.next;
      claims.push(...page.items);
      if (json) for (const claim of page.items) output.json(claim);
      if (output.isClosed) break;
    }
    return { filter, more: next !== undefined };
  });
  if (claims.length === 0) warn(nothingFound(filter), options);
  if (more && !output.isClosed) warn(`There are more than ${limit} claims. --limit shows more of them.`, options);
  if (json) return;
  const printing = session.printing();
  const width = process.stdout.isTTY ? printing.width : Infinity;
  await session.print(claimTable(claims, { ...printing, width }), options);
}

/** The filter as the API takes it. Throws an `UnknownNameError` for a narrative or an actor that doesn't exist. */
async function filterOf(client: ApiClient, options: ListOptions): Promise<Filter> {
  const { status, kind, narrative, actor, about, topic, search: q } = options;
  return {
    ...{ status, kind, topic, q },
    narrative: narrative === undefined ? undefined : (await findNarrative(client, narrative)).id,
    actor: actor === undefined ? undefined : (await findActor(client, actor)).id,
    about: about === undefined ? undefined : (await findActor(client, about)).id,
  };
}

type Filter = Readonly<Record<'status' | 'kind' | 'topic' | 'q' | 'narrative' | 'actor' | 'about', string | undefined>>;

function nothingFound(filter: Filter): string {
  const given = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name === 'q' ? 'search' : name} ${JSON.stringify(value)}`],
  );
  return given.length === 0
    ? 'There are no claims yet. "claim-ledger register claim" registers one.'
    : `No claim matches ${given.join(' ')}.`;
}
