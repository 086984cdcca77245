import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Referent } from '../../validation/references.js';
import type { Typed } from '../browser/drafts.js';
import type { Field } from './field.js';
import type { Values } from './values.js';

/** Something of the ledger, by its kind and ids. */
export interface Own {
  readonly noun: Referent;
  readonly ids: readonly string[];
}

/** What the fields of a form need to know of it. */
export interface FormFacts {
  /** The beginning of the ids of its elements. */
  readonly id: string;
  /** The type of its command. */
  readonly type: string;
  /** The claim that its entry is on. */
  readonly claim?: string | undefined;
  /** What the form is about, and what it would change nothing of: nothing in it can refer to that. */
  readonly own?: Own | undefined;
  /** `2024-04-04`, in the page's time zone. */
  readonly today: string;
  /** What it asks for. */
  readonly fields: readonly Field[];
  /** What the whole form holds. */
  readonly values: Values;
  /** What is in its finders while nothing is chosen, by the JSON Pointers of their fields. */
  readonly typed: Readonly<Record<string, Typed>>;
  /** Undefined once something is chosen, or nothing is typed. */
  readonly onTyped: (at: string, typed: Typed | undefined) => void;
}

/** Whether something is typed in a finder at a place of the form, or below it. */
export const isTypedWithin = (typed: FormFacts['typed'], pointer: string): boolean =>
  Object.keys(typed).some((at) => at === pointer || at.startsWith(`${pointer}/`));

export const FormContext = createContext<FormFacts | undefined>(undefined);

export function useForm(): FormFacts {
  const facts = useContext(FormContext);
  if (!facts) throw new Error('A field is shown only within a form.');
  return facts;
}
