import type { Referent } from '../../../validation/references.js';
import type { JsonSchema } from '../../recording/schema.js';
import type { Values } from '../../recording/values.js';

/** What a form leaves out, by its field: the prefix of an exclusion such as `actor:tass`. */
const EXCLUSIONS = {
  withoutActors: 'actor',
  withoutPublishers: 'publisher',
  withoutDocuments: 'document',
  withoutEntries: 'entry',
} as const;

const idsOf = (refersTo: Referent): JsonSchema => ({
  type: 'array',
  items: { type: 'string', 'x-refers-to': refersTo },
});

/** What a form of a replay asks for. */
export const scenarioSchema = (policies: readonly string[]): JsonSchema => ({
  properties: {
    name: { type: 'string', maxLength: 200 },
    withoutActors: idsOf('actor'),
    withoutPublishers: idsOf('actor'),
    withoutDocuments: idsOf('document'),
    withoutEntries: idsOf('act'),
    asOf: { type: 'string', 'x-kind': 'day-or-instant' },
    validAt: { type: 'string', 'x-kind': 'day-or-instant' },
    policy: { type: 'string', enum: policies },
  },
});

/** The request for a replay under the conditions of a form. */
export function scenarioOf({ name, asOf, validAt, policy, ...lists }: Values): Values {
  const without = Object.entries(EXCLUSIONS).flatMap(([field, kind]) =>
    idsIn(lists[field]).map((id) => `${kind}:${id}`),
  );
  return { name, scenario: { asOf, validAt, policy, ...(without.length > 0 && { without }) } };
}

/** Where in the form a place of that request is. */
export const placeOfCondition = (pointer: string): string =>
  pointer.replace(/^\/scenario(?=\/)/, '').replace(/^\/without(?=\/|$)/, '/withoutActors');

const idsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
