import type { ActorSummary } from '../../actors/actors.queries.js';
import type { DocumentView } from '../../documents/documents.queries.js';
import type { NarrativeSummary } from '../../narratives/narratives.queries.js';
import { itemTable } from './item-table.js';
import type { Printing } from './print-options.js';

type Layout = Omit<Printing, 'recorded'>;

/** Kind, id and names of each actor. */
export const actorTable = (actors: readonly ActorSummary[], { width, colors }: Layout): string =>
  itemTable(
    actors.map(({ kind, id, name, aliases }) => ({
      cells: [{ text: kind }, { text: id, style: colors.bold }],
      text: aliases.length === 0 ? name : `${name} (${aliases.join(', ')})`,
    })),
    { width },
  );

/** Publisher, id and title of each document, and when it was published. */
export const documentTable = (documents: readonly DocumentView[], { width, colors }: Layout): string =>
  itemTable(
    documents.map(({ publisher, publishedAt = '', id, title, url = '' }) => ({
      cells: [{ text: publisher }, { text: publishedAt }, { text: id, style: colors.bold }],
      text: title ?? url,
    })),
    { width },
  );

/** The number of claims, the id and the title of each narrative. */
export const narrativeTable = (narratives: readonly NarrativeSummary[], { width, colors }: Layout): string =>
  itemTable(
    narratives.map(({ size, id, title }) => ({
      cells: [{ text: size === 1 ? '1 claim' : `${size} claims` }, { text: id, style: colors.bold }],
      text: title,
    })),
    { width },
  );
