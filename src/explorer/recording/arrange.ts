import type { Field } from './field.js';

/** The order in which forms ask, first for what is required: what decides about the rest first. */
const ORDER = [
  'by',
  'of',
  'interprets',
  'voids',
  'relation',
  'other',
  'takesBack',
  'reaction',
  'rating',
  'label',
  'outcome',
  'document',
  'bearing',
  'primary',
  'authenticity',
  'asked',
  'where',
  'query',
  'basis',
  'wording',
  'reason',
  'occurredAt',
  'quote',
  'cites',
  'reviewUrl',
  'rationale',
  'goodUntil',
  'text',
  'title',
  'name',
  'language',
  'kind',
  'holder',
  'about',
  'due',
  'topics',
];

/** What every form shows first, though it may be left out. */
const COMMON = new Set([
  'by',
  'of',
  'occurredAt',
  'document',
  'quote',
  'cites',
  'label',
  'where',
  'query',
  'asked',
  'reviewUrl',
  'rationale',
  'goodUntil',
]);

interface Arranged {
  /** What the form shows. */
  readonly main: readonly Field[];
  /** What it shows on demand. */
  readonly more: readonly Field[];
}

/** The fields in the order of a form. What few need is for the end, unless it is all that there is. */
export function arranged(fields: readonly Field[]): Arranged {
  const rank = ({ name }: Field) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const sorted = fields.toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired) || rank(a) - rank(b));
  const isAct = fields.some(({ name }) => name === 'by');
  const isMain = ({ name, isRequired }: Field) => isRequired || (isAct ? COMMON.has(name) : name !== 'id');
  return { main: sorted.filter(isMain), more: sorted.filter((field) => !isMain(field)) };
}
