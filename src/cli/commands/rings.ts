import { type Command, Option } from 'commander';
import type { CitationRing } from '../../reliance/reliance.views.js';
import { type CommandContext, examples, type OwnOptions, wholeNumber } from '../command-definition.js';
import type { ApiClient } from '../ledger/api-client.js';
import { globalsOf } from '../ledger/global-options.js';
import { type List, printList } from '../lists/print-list.js';
import { inOptions } from '../option-names.js';
import { ringReport } from '../reliance/ring-report.js';
import { addEntryScope, scopeOf, type ScopeOptions } from '../reliance/scope-options.js';

interface RingOptions extends ScopeOptions {
  readonly minEntries?: number;
}

export function defineRings(command: Command, { session }: CommandContext): void {
  addEntryScope(command)
    .addOption(
      new Option('--min-entries <n>', 'only by pairs of which one cites the other so often or more').argParser(
        wholeNumber(1, 1_000_000),
      ),
    )
    .addHelpText('after', examples('claim-ledger rings', 'claim-ledger rings --topic sanctions --min-entries 5'))
    .action((options: OwnOptions<RingOptions>, self: Command) => {
      const all = { ...options, ...globalsOf(self) };
      return inOptions({}, () => printList(session, all, (client) => ringsOf(client, all)));
    });
}

async function ringsOf(client: ApiClient, options: RingOptions): Promise<List<CitationRing>> {
  const { minEntries } = options;
  const { query, text } = await scopeOf(client, options, { minEntries });
  return {
    noun: 'rings',
    path: '/v1/rings',
    query,
    table: ringReport,
    nothing: () => (text === '' ? 'No outlets cite each other.' : `No outlets cite each other with ${text}.`),
  };
}
