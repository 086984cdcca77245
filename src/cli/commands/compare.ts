import { type Command, Option } from 'commander';
import type { ComparedClaim, ComparisonView } from '../../replay/comparisons/comparison.views.js';
import { withChoices } from '../choices.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import type { ApiClient } from '../ledger/api-client.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { inOptions } from '../option-names.js';
import { comparisonMarkdown, comparisonReport } from '../replay/comparison-report.js';
import { instantOf } from '../replay/time-words.js';

const FORMATS = ['text', 'markdown'] as const;

interface CompareOptions extends GlobalOptions {
  readonly from: string;
  readonly to?: string;
  readonly format?: (typeof FORMATS)[number];
}

const SIDE = 'a day (its end in UTC), an instant, a position, replay:<id>, or a word such as monday, yesterday or 7d';

export function defineCompare(command: Command, { session }: CommandContext): void {
  command
    .requiredOption('--from <side>', `the first side: ${SIDE}`)
    .option('--to <side>', 'the second side (default: now)')
    .addOption(withChoices(new Option('--format <format>', 'how to print it (default: text)'), FORMATS))
    .addHelpText(
      'after',
      examples(
        'claim-ledger compare --from monday',
        'claim-ledger compare --from 2026-01-31 --to 2026-02-28 --format markdown',
      ),
    )
    .action((options: OwnOptions<CompareOptions>, self: Command) => {
      const all = { ...options, ...globalsOf(self) };
      return inOptions({}, () => compare(session, all));
    });
}

async function compare(session: Session, options: CompareOptions): Promise<void> {
  const printing = session.printing();
  const text = await session.withLedger(options, { create: false }, async ({ client }) => {
    const now = new Date();
    const sides = { from: instantOf(options.from, now), to: options.to && instantOf(options.to, now) };
    const claims: ComparedClaim[] = [];
    let last: ComparisonView | undefined;
    for await (const page of pagesOf(client, sides)) {
      if (options.json) for (const claim of page.items) session.output.json(claim);
      else claims.push(...page.items);
      last = page;
    }
    if (options.json || !last) return '';
    return options.format === 'markdown'
      ? comparisonMarkdown(last.from, last.to, claims)
      : comparisonReport(last.from, last.to, claims, printing);
  });
  await session.print(text, options);
}

async function* pagesOf(
  client: ApiClient,
  sides: { readonly from: string; readonly to: string | undefined },
): AsyncGenerator<ComparisonView> {
  let cursor: string | undefined;
  do {
    const page = await client.get<ComparisonView>('/v1/comparisons', { ...sides, limit: 200, cursor });
    yield page;
    cursor = page.next;
  } while (cursor !== undefined);
}
