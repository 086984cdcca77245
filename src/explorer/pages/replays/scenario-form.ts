import type { Excludable } from '../../../domain/scenario.js';
import type { Referent } from '../../../validation/references.js';
import { HAPPENINGS } from '../../recording/happenings.js';
import type { JsonSchema } from '../../recording/schema.js';
import type { Values } from '../../recording/values.js';

/** The field of what a scenario can leave out, by the prefix of an exclusion such as `actor:tass`. */
const EXCLUSIONS = {
  actor: 'withoutActors',
  publisher: 'withoutPublishers',
  document: 'withoutDocuments',
  entry: 'withoutEntries',
  type: 'withoutTypes',
} as const satisfies Readonly<Record<Excludable, string>>;

const TYPES = Object.values(HAPPENINGS).flat();
const NO_ACTS: readonly string[] = HAPPENINGS.kept;

const idsOf = (refersTo: Referent): JsonSchema => ({
  type: 'array',
  items: { type: 'string', 'x-refers-to': refersTo },
});
const someOf = (values: readonly string[]): JsonSchema => ({ type: 'array', items: { type: 'string', enum: values } });

/** What a form of a replay asks for: every part of a scenario. */
export const scenarioSchema = (policies: readonly string[]): JsonSchema => ({
  properties: {
    name: { type: 'string', maxLength: 200 },
    [EXCLUSIONS.actor]: idsOf('actor'),
    [EXCLUSIONS.publisher]: idsOf('actor'),
    [EXCLUSIONS.document]: idsOf('document'),
    [EXCLUSIONS.entry]: idsOf('act'),
    [EXCLUSIONS.type]: someOf(TYPES),
    onlyTypes: someOf(TYPES.filter((type) => !NO_ACTS.includes(type))),
    asOf: { type: 'string', 'x-kind': 'day-or-instant' },
    position: { type: 'string' },
    validAt: { type: 'string', 'x-kind': 'day-or-instant' },
    policy: { type: 'string', enum: policies },
  },
});

/** The request for a replay under the conditions of a form. */
export function scenarioOf({ name, onlyTypes, asOf, validAt, position, policy, ...lists }: Values): Values {
  const without = Object.entries(EXCLUSIONS).flatMap(([kind, field]) =>
    idsIn(lists[field]).map((id) => `${kind}:${id}`),
  );
  const only = idsIn(onlyTypes).map((type) => `type:${type}`);
  return {
    name,
    scenario: {
      ...{ asOf, position, validAt, policy },
      ...(without.length > 0 && { without }),
      ...(only.length > 0 && { only }),
    },
  };
}

/** Where in the form a place of that request is. */
export const placeOfCondition = (pointer: string): string =>
  pointer
    .replace(/^\/scenario(?=\/)/, '')
    .replace(/^\/without(?=\/|$)/, '/withoutActors')
    .replace(/^\/only(?=\/|$)/, '/onlyTypes');

const idsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
