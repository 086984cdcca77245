import type { Column } from './csv-columns.js';

/** A line of an import, made from a row. */
export interface MappedLine {
  readonly command: Fields;
  /** The column that a field of the command is from; undefined for the command as a whole. */
  readonly columnOf: (pointer: string) => Column | undefined;
}

/** A command, or a part of one. */
export type Fields = Readonly<Record<string, unknown>>;

/** Where each field of a claim's registration, and of an entry, is from. */
export const CLAIM_FIELDS: Readonly<Record<string, Column>> = {
  claim: 'claim id',
  text: 'claim',
  language: 'claim language',
  kind: 'claim kind',
  about: 'about',
  topics: 'topics',
  holder: 'whose position',
  due: 'due',
};
export const ENTRY_FIELDS: Readonly<Record<string, Column>> = {
  claim: 'claim id',
  type: 'what happened',
  by: 'who said it',
  onBehalfOf: 'in the name of',
  capacity: 'capacity',
  occurredAt: 'when',
  after: 'after',
  wording: 'wording',
  document: 'where to read it',
  quote: 'quote',
  basis: 'how they know',
  cites: 'citing',
  of: 'which entry',
  interprets: 'which entry',
  takesBack: 'takes back',
  extent: 'whole or part',
  rating: 'rating',
  label: 'label',
  reviewUrl: 'review link',
  rationale: 'rationale',
  outcome: 'outcome',
  asked: 'asked',
  where: 'searched in',
  bearing: 'supports or refutes',
  primary: 'primary',
  authenticity: 'authenticity',
  id: 'entry id',
};
export const DOCUMENT_FIELDS: Readonly<Record<string, Column>> = {
  publisher: 'publisher',
  title: 'title',
  publishedAt: 'published',
};

/** @param fallback the column of what isn't a field */
export const lineOf = (command: Fields, fields: Readonly<Record<string, Column>>, fallback?: Column): MappedLine => ({
  command,
  columnOf: (pointer) => {
    if (/^\/cites\/\d+\/use$/.test(pointer)) return 'how it cites';
    if (pointer === '/wording/language') return 'wording language';
    return fields[pointer.split('/')[1] ?? ''] ?? fallback;
  },
});

/** Without the fields that are undefined. */
export const defined = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
