import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Referent } from '../../validation/references.js';
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
  /** Text in a field that nothing was chosen for yet, by the JSON Pointer of the field; empty once there is none. */
  readonly onTyped: (at: string, text: string) => void;
}

export const FormContext = createContext<FormFacts | undefined>(undefined);

export function useForm(): FormFacts {
  const facts = useContext(FormContext);
  if (!facts) throw new Error('A field is shown only within a form.');
  return facts;
}
