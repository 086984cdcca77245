import type { SearchColumn } from '../projection/claim-search-texts.js';

/** Where claims can be searched. */
export const SEARCH_FIELDS = ['claims', 'names', 'quotes', 'wordings', 'titles'] as const;
/** A kind of text in which claims can be searched. */
export type SearchField = (typeof SEARCH_FIELDS)[number];

/** The columns of the full-text index that belong to a field. A claim's topics are searched with its text. */
export const COLUMNS: Readonly<Record<SearchField, readonly SearchColumn[]>> = {
  claims: ['text', 'topics'],
  names: ['names'],
  quotes: ['quotes'],
  wordings: ['wordings'],
  titles: ['titles'],
};

export const fieldOf = (column: SearchColumn): SearchField =>
  column === 'text' || column === 'topics' ? 'claims' : column;
