import { type Command, Option } from 'commander';
import type { ComparedClaim, ComparisonView } from '../../replay/comparisons/comparison.views.js';
import { parseDayOrInstant } from '../../domain/fuzzy-time.js';
import { withChoices } from '../choices.js';
import { collect, type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { UsageError } from '../errors.js';
import type { ApiClient, Query } from '../ledger/api-client.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findClaim } from '../lookup/claims.js';
import { findNarrative } from '../lookup/narratives.js';
import { inOptions } from '../option-names.js';
import { comparisonReport } from '../replay/comparison-report.js';
import { type Conditions, hasConditions, scenarioOf, type Side, withSides } from '../replay/sides.js';
import { instantOf } from '../replay/time-words.js';
import { addConditions, type ScenarioOptions } from '../scenario-options.js';

const PATH = '/v1/comparisons';

/** The forms that the ledger itself writes, and their media types. */
const TEXTS = { markdown: 'text/markdown', csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;

interface CompareOptions extends GlobalOptions, Omit<ScenarioOptions, 'asOf'> {
  readonly from?: string;
  readonly to?: string;
  readonly fromValidAt?: string;
  readonly fromPolicy?: string;
  readonly fromWithout?: readonly string[];
  readonly fromOnly?: readonly string[];
  readonly claim?: readonly string[];
  readonly narrative?: string;
  readonly csv?: true;
  readonly format?: 'text' | 'markdown';
}

const SIDE = 'a day (its end in UTC), an instant, a position, replay:<id>, or a word such as monday, yesterday or 7d';

export function defineCompare(command: Command, { session }: CommandContext): void {
  command.option('--from <side>', `the first side: ${SIDE}`).option('--to <side>', 'the second side (default: now)');
  addConditions(command)
    .option('--from-valid-at <time>', 'the same of the first side')
    .option('--from-policy <policy>', 'the same of the first side')
    .addOption(new Option('--from-without <item>', 'the same of the first side; repeatable').argParser(collect))
    .addOption(new Option('--from-only <type>', 'the same of the first side; repeatable').argParser(collect))
    .addOption(new Option('--claim <claim>', 'only this claim (id or text); repeatable').argParser(collect))
    .addOption(new Option('--narrative <narrative>', 'only claims of this narrative (id or title)').conflicts('claim'))
    .addOption(withChoices(new Option('--format <format>', 'how to print it (default: text)'), ['text', 'markdown']))
    .addOption(new Option('--csv', 'print it as CSV, for a spreadsheet').conflicts('format'))
    .addHelpText(
      'after',
      examples(
        'claim-ledger compare --from monday',
        'claim-ledger compare --without actor:tass',
        'claim-ledger compare --policy strict/1 --narrative territory-for-membership',
        'claim-ledger compare --from 2026-01-31 --to 2026-02-28 --format markdown',
      ),
    )
    .action((options: OwnOptions<CompareOptions>, self: Command) => {
      const all = { ...options, ...globalsOf(self) };
      return inOptions({}, () => compare(session, all));
    });
}

async function compare(session: Session, options: CompareOptions): Promise<void> {
  const now = new Date();
  const { validAt, policy, without, only } = options;
  const at = (option: string, text: string | undefined) => text && sideMoment(option, instantOf(text, now));
  const from: Side = { option: '--from', at: at('--from', options.from), conditions: conditionsOfFirst(options) };
  const to: Side = { option: '--to', at: at('--to', options.to), conditions: { validAt, policy, without, only } };
  if (from.at === undefined && !hasConditions(from) && !hasConditions(to)) {
    throw new UsageError('Give --from, or conditions such as --without actor:tass.');
  }
  const text = await session.withLedger(options, { create: false }, async ({ client }) => {
    const claims = await claimsOf(client, options);
    if (claims) {
      const body = { from: scenarioOf(from), to: scenarioOf(to), ...claims };
      return inOptions(claims.claims ? { claims: '--claim' } : {}, () => print(session, client, options, { body }));
    }
    return withSides(client, from, to, (query) => print(session, client, options, { query }));
  });
  await session.print(text, options);
}

/** Throws a `UsageError` that names the forms if it has none of them. */
function sideMoment(option: string, text: string): string {
  if (text.startsWith('replay:') || text.includes('@')) return text;
  try {
    parseDayOrInstant(text);
    return text;
  } catch {
    throw new UsageError(`${option} can't be read: ${JSON.stringify(text)}. Give ${SIDE}.`);
  }
}

const conditionsOfFirst = (options: CompareOptions): Conditions => ({
  validAt: options.fromValidAt,
  policy: options.fromPolicy,
  without: options.fromWithout,
  only: options.fromOnly,
});

/** The claims to compare as the API takes them; undefined for all. */
async function claimsOf(
  client: ApiClient,
  { claim = [], narrative }: CompareOptions,
): Promise<{ readonly claims?: readonly string[]; readonly narrative?: string } | undefined> {
  if (narrative !== undefined) return { narrative: (await findNarrative(client, narrative)).id };
  const claims: string[] = [];
  for (const name of claim) claims.push((await findClaim(client, name)).id);
  return claims.length === 0 ? undefined : { claims };
}

/** All claims, in pages, or some claims, by a body. */
type Asked =
  { readonly query: Query; readonly body?: undefined } | { readonly query?: undefined; readonly body: object };

/** Returns the report; other forms are copied from the ledger. */
async function print(session: Session, client: ApiClient, options: CompareOptions, asked: Asked): Promise<string> {
  const { query = {}, body } = asked;
  const type = options.json ? TEXTS.ndjson : options.csv ? TEXTS.csv : options.format === 'markdown' && TEXTS.markdown;
  if (type) {
    await session.output.copy(client.stream(PATH, query, type, body));
    return '';
  }
  const claims: ComparedClaim[] = [];
  let last: ComparisonView | undefined;
  const pages = body
    ? [await client.post<ComparisonView>(PATH, body)]
    : client.pages<ComparedClaim, ComparisonView>(PATH, query, Infinity);
  for await (const page of pages) {
    claims.push(...page.items);
    last = page;
  }
  return last ? comparisonReport(last.from, last.to, claims, session.printing()) : '';
}
