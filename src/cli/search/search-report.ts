import type { FoundItems } from '../lookup/find-items.js';
import { claimTable } from '../terminal/claim-table.js';
import { actorTable, documentTable, narrativeTable } from '../terminal/name-tables.js';
import type { Printing } from '../terminal/print-options.js';
import type { SearchResults } from './search-ledger.js';

interface Group {
  readonly heading: string;
  readonly table: string;
  readonly found: FoundItems<unknown>;
  /** The command that lists all of them. */
  readonly command: string;
}

/** The results under a heading for each kind that has some. `words` is what the API is searched for, `asOf` when. */
export function searchReport(
  results: SearchResults,
  { text, words, asOf }: { readonly text: string; readonly words: string; readonly asOf?: string | undefined },
  printing: Printing,
): string {
  const { claims, actors, documents, narratives } = results;
  const groups: readonly Group[] = [
    { heading: 'Claims', table: claimTable(claims.items, printing), found: claims, command: listed('list', words) },
    { heading: 'Actors', table: actorTable(actors.items, printing), found: actors, command: listed('actors', words) },
    {
      heading: 'Documents',
      table: documentTable(documents.items, printing),
      found: documents,
      command: listed('documents', text),
    },
    {
      heading: 'Narratives',
      table: narrativeTable(narratives.items, printing),
      found: narratives,
      command: listed('narratives', text),
    },
  ];
  return groups
    .filter(({ found }) => found.items.length > 0)
    .map((group) => {
      const all = asOf === undefined ? `: ${group.command}` : '. --limit shows more of them.';
      const more = group.found.hasMore ? `There are more${all}\n` : '';
      return `${printing.colors.bold(group.heading)}\n${group.table}${more}`;
    })
    .join('\n');
}

const listed = (command: string, words: string): string => `claim-ledger ${command} --search ${JSON.stringify(words)}`;
