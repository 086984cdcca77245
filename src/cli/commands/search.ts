import { Argument, type Command, Option } from 'commander';
import { asOfOption } from '../as-of-option.js';
import { type CommandContext, examples, type OwnOptions, wholeNumber } from '../command-definition.js';
import { UsageError } from '../errors.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { listPrinting } from '../lists/print-list.js';
import { MAX_COMPARED } from '../lookup/find-items.js';
import { prefixQuery } from '../lookup/words.js';
import { inOptions } from '../option-names.js';
import { isEmpty, searchLedger, searchSimilar, type SearchResults } from '../search/search-ledger.js';
import { searchReport } from '../search/search-report.js';
import type { Output } from '../terminal/output.js';
import { warn } from '../terminal/warn.js';

interface SearchOptions extends GlobalOptions {
  readonly limit: number;
  readonly asOf?: string;
}

export function defineSearch(command: Command, { session }: CommandContext): void {
  command
    .addArgument(new Argument('<text...>', 'words, or beginnings of words; or an id or a URL'))
    .addOption(new Option('--limit <n>', 'at most this many of each kind').default(10).argParser(wholeNumber(1, 1_000)))
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples('claim-ledger search nato territory', 'claim-ledger search jenssen --as-of 2026-01-31'),
    )
    .action((words: readonly string[], options: OwnOptions<SearchOptions>, self: Command) =>
      inOptions({}, () => search(session, words.join(' '), { ...options, ...globalsOf(self) })),
    );
}

async function search(session: Session, text: string, options: SearchOptions): Promise<void> {
  const words = prefixQuery(text);
  if (words === '') throw new UsageError('Give at least one word with a letter or a digit.');
  const { limit, json, asOf } = options;
  const { results, isSimilar } = await session.withLedger(options, { create: false }, async ({ client }) => {
    const found = await searchLedger(client.under({ asOf }), text, limit);
    // What is similar is found for the present only.
    if (!isEmpty(found) || json || asOf !== undefined) return { results: found, isSimilar: false };
    return { results: await searchSimilar(client, text, limit), isSimilar: true };
  });
  const nothing = `Nothing matches ${JSON.stringify(text)}.`;
  if (isEmpty(results)) warn(`${nothing} Fewer or shorter words match more.`, options);
  else if (isSimilar) warn(`${nothing} The closest are:`, options);
  for (const noun of ['documents', 'narratives'] as const) {
    if (results[noun].isIncomplete) warn(`Only the newest ${MAX_COMPARED} ${noun} were searched.`, options);
  }
  if (json) printJson(session.output, results);
  else await session.print(searchReport(results, { text, words, asOf }, listPrinting(session)), options);
}

const TYPES = { claims: 'claim', actors: 'actor', documents: 'document', narratives: 'narrative' } as const;

function printJson(output: Output, results: SearchResults): void {
  for (const [noun, type] of Object.entries(TYPES) as [keyof SearchResults, string][]) {
    for (const item of results[noun].items) output.json({ type, ...item });
  }
}
