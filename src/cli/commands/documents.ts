import type { Command } from 'commander';
import type { DocumentView } from '../../documents/documents.queries.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import type { ApiClient } from '../ledger/api-client.js';
import { globalsOf } from '../ledger/global-options.js';
import { csvOption, filterText, type List, limitOption, type ListOptions, printList } from '../lists/print-list.js';
import { findActor } from '../lookup/actors.js';
import { findClaim } from '../lookup/claims.js';
import { documentSearch } from '../lookup/documents.js';
import { documentTable } from '../terminal/name-tables.js';

interface DocumentListOptions extends ListOptions {
  readonly search?: string;
  readonly publisher?: string;
  readonly claim?: string;
}

export function defineDocuments(command: Command, { session }: CommandContext): void {
  command
    .option('--search <words>', 'only documents with these words in their title, URL or id; or with this URL')
    .option('--publisher <actor>', 'only documents of this publisher (id or name)')
    .option('--claim <claim>', 'only documents that entries of this claim refer to (id or text)')
    .addOption(limitOption())
    .addOption(csvOption())
    .addHelpText(
      'after',
      examples('claim-ledger documents --publisher tass', 'claim-ledger documents --search "security council"'),
    )
    .action((options: OwnOptions<DocumentListOptions>, self: Command) => {
      const all = { ...options, ...globalsOf(self) };
      return printList(session, all, (client) => documentsOf(client, all));
    });
}

/** Throws an `UnknownNameError` for a publisher or a claim that doesn't exist. */
async function documentsOf(client: ApiClient, options: DocumentListOptions): Promise<List<DocumentView>> {
  const { search } = options;
  const publisher = options.publisher === undefined ? undefined : (await findActor(client, options.publisher)).id;
  const claim = options.claim === undefined ? undefined : (await findClaim(client, options.claim)).id;
  const { query, matches } = search === undefined ? { query: {} } : documentSearch(search);
  const filters = filterText({ search, publisher, claim });
  return {
    noun: 'documents',
    path: '/v1/documents',
    query: { ...query, publisher, claim },
    matches,
    table: documentTable,
    nothing: () =>
      filters === ''
        ? 'There are no documents yet. "claim-ledger register document" registers one.'
        : `No document matches ${filters}.`,
  };
}
