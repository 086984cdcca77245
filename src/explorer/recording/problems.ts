import type { Problem } from '../../http/problem.js';
import type { WordKey } from '../words/keys.js';
import type { Words } from '../words/words.js';
import type { Field } from './field.js';

/** What is wrong at one place of a command. */
export interface Fault {
  /** JSON Pointer into the command. */
  readonly pointer: string;
  readonly code: string;
  /** In the server's words, which are English. */
  readonly message: string;
}

export const faultsIn = (problem: Problem): readonly Fault[] => problem.errors ?? [];

/** The faults at a place, or at an item of a list there. */
export const faultsAt = (faults: readonly Fault[], pointer: string): readonly Fault[] =>
  faults.filter((fault) => fault.pointer === pointer || isItemOf(fault.pointer, pointer));

/** The faults at a place, or anywhere below it. */
export const faultsWithin = (faults: readonly Fault[], pointer: string): readonly Fault[] =>
  faults.filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));

const isItemOf = (pointer: string, list: string): boolean =>
  pointer.startsWith(`${list}/`) && /^\d+$/.test(pointer.slice(list.length + 1));

/** Faults of the form of a text, which say little of a code. */
const OF_FORM = new Set(['matches', 'max-length', 'locale']);

/** What is wrong and what to do, in the page's language, where it has words for it: those of the field, or of its kind. */
export function faultText({ code, message }: Fault, words: Words, field?: Field): string {
  const own = field?.kind === 'language' && OF_FORM.has(code) ? 'locale' : code;
  const about = field ? [`.${field.name}`, `.${kindOf(field)}`, ''] : [''];
  const key = about.map((part) => `record.fault.${own}${part}`).find((each) => words.has(each));
  if (key === undefined || !words.has(key)) return message;
  const max = field?.kind === 'text' ? field.maxLength : undefined;
  return words.text(key, { max: max === undefined ? '' : words.number(max) });
}

/** Entries are chosen, and not registered on the way. */
const kindOf = (field: Field): Field['kind'] | 'entry' =>
  field.kind === 'reference' && ['act', 'verdict', 'entry'].includes(field.refersTo) ? 'entry' : field.kind;

/** What a kind of problem means for somebody who records. */
export function problemText({ type, detail }: Problem, words: Words): string {
  const key = `record.problem.${type.slice(type.lastIndexOf(':') + 1)}`;
  return words.has(key) ? words.text(key) : detail;
}

/** The id of an element at a place of a form. */
export const idAt = (form: string, pointer: string): string => `${form}${pointer.replaceAll('/', '-')}`;

/** The name of a field: as its type of command calls it, or as all do. */
export function labelOf({ path }: Field, type: string, words: Words): string {
  const own = `record.field.${type}.${path}`;
  return words.text(words.has(own) ? own : (`record.field.${path}` as WordKey));
}

/** What helps to fill a field in, if anything does. */
export function helpOf({ path }: Field, type: string, words: Words): string | undefined {
  const own = `record.help.${type}.${path}`;
  if (words.has(own)) return words.text(own);
  const all = `record.help.${path}`;
  return words.has(all) ? words.text(all) : undefined;
}
