import { wholeNumber } from '../command-definition.js';
import type { ApiClient, Query, Scenario } from '../ledger/api-client.js';
import type { GlobalOptions } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findItems, type FoundItems, type ItemQuery, MAX_COMPARED } from '../lookup/find-items.js';
import { UsageError } from '../errors.js';
import { flagOf } from '../option-names.js';
import type { Printing } from '../terminal/print-options.js';
import { scenarioHeading } from '../terminal/scenario-heading.js';
import { warn } from '../terminal/warn.js';
import { Option } from 'commander';

export const CSV_TYPE = 'text/csv';

export interface ListOptions extends GlobalOptions {
  /** Default: 50; of CSV, all. */
  readonly limit?: number;
  /** Whether to print CSV. */
  readonly csv?: boolean;
}

/** What a command lists. */
export interface List<Item> extends ItemQuery<Item> {
  /** What the items are, in the plural. */
  readonly noun: string;
  readonly table: (items: readonly Item[], printing: Printing) => string;
  /** Under what the items are so, which is printed above them. */
  readonly scenario?: Scenario;
  /** What to say if nothing matches. */
  readonly nothing: () => string | Promise<string>;
}

/** How many items are printed by default. */
export const DEFAULT_LIMIT = 50;

export const limitOption = (): Option =>
  new Option('--limit <n>', `at most this many (default: ${DEFAULT_LIMIT})`).argParser(wholeNumber(1, 1_000_000));

export const csvOption = (): Option =>
  new Option('--csv', 'print all of the list as CSV, for a spreadsheet').conflicts('limit');

/** Calls `work` with parameters that hold while it runs. */
export type Within = <Result>(client: ApiClient, work: (parameters: Query) => Promise<Result>) => Promise<Result>;

const anywhere: Within = (_client, work) => work({});

/** Prints the items page by page as JSON, or all of them as a table. Reports if there are none, or more than the limit. */
export async function printList<Item>(
  session: Session,
  options: ListOptions,
  listOf: (client: ApiClient) => List<Item> | Promise<List<Item>>,
  within: Within = anywhere,
): Promise<void> {
  const { limit = DEFAULT_LIMIT, json } = options;
  const { output } = session;
  if (options.csv === true) return printCsv(session, options, listOf, within);
  const { items, list, warnings } = await session.withLedger(options, { create: false }, async ({ client }) => {
    const list = await listOf(client);
    const found = await within(client, (parameters) =>
      findItems(client, { ...list, query: { ...list.query, ...parameters } }, limit, (page) => {
        if (json) for (const item of page) output.json(item);
        return !output.isClosed;
      }),
    );
    const isNothing = found.items.length === 0 && !output.isClosed;
    return {
      items: found.items,
      list,
      warnings: [
        ...ignoredWarning(found),
        ...(isNothing ? [await list.nothing()] : []),
        ...(found.hasMore ? [`${moreThan(limit, list.noun)} --limit shows more of them.`] : []),
        ...(found.isIncomplete ? [`Only the newest ${MAX_COMPARED} ${list.noun} were searched.`] : []),
      ],
    };
  });
  if (!output.isClosed) for (const warning of warnings) warn(warning, options);
  if (json) return;
  const printing = listPrinting(session);
  const heading = items.length === 0 ? '' : scenarioHeading(list.scenario ?? {}, printing);
  await session.print(heading + list.table(items, printing), options);
}

const moreThan = (limit: number, noun: string): string =>
  limit === 1
    ? `There is more than 1 ${noun.replace(/ies$/, 'y').replace(/s$/, '')}.`
    : `There are more than ${limit} ${noun}.`;

async function printCsv<Item>(
  session: Session,
  options: ListOptions,
  listOf: (client: ApiClient) => List<Item> | Promise<List<Item>>,
  within: Within,
): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const { path, query, matches, noun } = await listOf(client);
    if (matches) throw new UsageError(`--csv prints the ledger's own list of ${noun}, which has no --search.`);
    await within(client, (parameters) =>
      session.output.copy(client.stream(path, { ...query, ...parameters }, CSV_TYPE)),
    );
  });
}

/** A warning if parts of a search text had no effect. */
const ignoredWarning = ({ ignored = [] }: FoundItems<unknown>): string[] =>
  ignored.length === 0 ? [] : [`Without effect in the search: ${ignored.join(' ')}`];

/** On a terminal its width, elsewhere each item on one line. */
export function listPrinting(session: Session): Printing {
  const printing = session.printing();
  return { ...printing, width: process.stdout.isTTY ? printing.width : Infinity };
}

type FilterValue = string | number | true | readonly string[] | undefined;

/** The given filters as they were typed, such as `--kind "person"`; empty if there are none. */
export const filterText = (filters: Readonly<Record<string, FilterValue>>): string =>
  Object.entries(filters)
    .flatMap(([name, value]) => {
      const flag = flagOf(name);
      if (value === undefined || value === true) return value ? [flag] : [];
      return [value].flat().map((item) => `${flag} ${JSON.stringify(item)}`);
    })
    .join(' ');
