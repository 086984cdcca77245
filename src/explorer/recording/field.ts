import type { Referent } from '../../validation/references.js';

interface FieldFacts {
  /** The property. */
  readonly name: string;
  /** The names from the command down to it, with dots between them: `quote.position.start`. Items of lists have none. */
  readonly path: string;
  readonly isRequired: boolean;
  /** Whether null takes it away, in an amendment. */
  readonly isNullable: boolean;
}

/** What a form asks for, by the schema of a property. */
export type Field = FieldFacts &
  (
    | { readonly kind: 'text'; readonly maxLength?: number | undefined; readonly isLong: boolean }
    | { readonly kind: 'language' | 'url' | 'yes-no' | 'number' | 'texts' }
    | { readonly kind: 'time'; readonly form: 'fuzzy-time' | 'point-in-time' | 'day-or-instant' }
    | { readonly kind: 'choice'; readonly values: readonly string[] }
    | { readonly kind: 'choices'; readonly values: readonly string[] }
    | { readonly kind: 'reference'; readonly refersTo: Referent; readonly several: boolean }
    | ({ readonly kind: 'object' } & ObjectFields)
    | ({ readonly kind: 'objects' } & ObjectFields)
  );

export interface ObjectFields {
  readonly fields: readonly Field[];
  /** Of these fields, an object has exactly one. */
  readonly alternatives: readonly string[];
}

export type FieldOf<Kind extends Field['kind']> = Extract<Field, { readonly kind: Kind }>;
