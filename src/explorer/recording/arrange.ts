import type { Field } from './field.js';
import { WHY_WRONG } from './why-wrong.js';

/** The order in which forms ask, first for what is required: what decides about the rest first. */
const ORDER = [
  'by',
  'onBehalfOf',
  'speaksFor',
  'from',
  'until',
  'of',
  'extent',
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
  'onBehalfOf',
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

/** What few forms of the record itself need. */
const RARE = new Set(['id', 'replacement']);

/** What belongs to a required field: it comes right after that, though it may be left out. */
const BELONGS = new Set(['onBehalfOf']);

/** What comes when all else is filled in. */
const LAST = new Set([WHY_WRONG]);

interface Arranged {
  /** What the form shows. */
  readonly main: readonly Field[];
  /** What it shows on demand. */
  readonly more: readonly Field[];
  /** What it shows at its end. */
  readonly last: readonly Field[];
}

/** The fields in the order of a form. What few need is for the end, unless it is all that there is. */
export function arranged(fields: readonly Field[]): Arranged {
  const rank = ({ name }: Field) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const isFirst = ({ name, isRequired }: Field) => isRequired || BELONGS.has(name);
  const isLast = ({ name }: Field) => LAST.has(name);
  const sorted = fields
    .filter((field) => !isLast(field))
    .toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)) || rank(a) - rank(b));
  const isAct = fields.some(({ name }) => name === 'by');
  const isMain = ({ name, isRequired }: Field) => isRequired || (isAct ? COMMON.has(name) : !RARE.has(name));
  return {
    main: sorted.filter(isMain),
    more: sorted.filter((field) => !isMain(field)),
    last: fields.filter(isLast),
  };
}
