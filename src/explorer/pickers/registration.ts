import { type ComponentType, createContext } from 'preact';
import type { RegisteredNoun } from '../recording/registration/nouns.js';
import type { JsonSchema } from '../recording/schema.js';
import type { Values } from '../recording/values.js';
import type { Candidate } from './finder.js';

/** A form that registers what a field is to refer to, within the form that the field is in. */
export interface RegistrationProps {
  readonly noun: RegisteredNoun;
  readonly schema: JsonSchema;
  readonly initial: Values;
  readonly draft: string;
  readonly today: string;
  readonly isNested: boolean;
  readonly onRegistered: (id: string) => void;
  readonly onSame: (candidate: Candidate) => void;
}

/**
 * Loads that form. It has fields that refer to something itself, so what draws the whole page provides it: fields don't
 * import the forms that they are in.
 */
export const Registration = createContext<() => Promise<ComponentType<RegistrationProps>>>(() =>
  Promise.reject(new Error('Nothing can be registered here.')),
);
