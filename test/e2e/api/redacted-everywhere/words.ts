import type { RecordedEvent } from '../../../../src/event-log/event-log.js';
import { redactableFields } from '../../../../src/erasure/redactable-fields.js';
import type { DtoClass } from '../../../../src/validation/dto-class.js';
import type { EventSchemas } from '../../../../src/validation/event-definition.js';
import { freeTextIn } from '../../../../src/validation/free-text.js';
import { planOf } from '../../../../src/validation/validation-plan.js';
import { integrationSchemas } from '../../../../src/webhooks/inbound/stored-events.js';
import { webhookSchemas } from '../../../../src/webhooks/outbound/stored-events.js';

/** What is redacted wherever it is. */
export const WORD = 'Zzyzx';
export const TEXT = `What ${WORD} said`;

export type Body = Readonly<Record<string, unknown>>;

/** The word as it is, and as it is in base64 at each of the three places where it can begin. */
export const FORMS = [
  WORD,
  ...[0, 1, 2].map((before) =>
    Buffer.from('-'.repeat(before) + WORD)
      .toString('base64')
      .slice(before === 0 ? 0 : before + 1, before === 2 ? undefined : -2)
      .replace(/=+$/, ''),
  ),
];
export const hasWord = (text: string): boolean =>
  text.toLowerCase().includes(WORD.toLowerCase()) || FORMS.slice(1).some((form) => text.includes(form));

/** A mapping of every kind, with all members that can have words. */
const MAPPING = {
  kind: '',
  expression: 'a',
  version: 'a',
  pageUrl: 'a',
  actors: { a: 'a' },
  ratings: { a: 'a' },
  publishers: { a: {} },
};

/** JSON Pointers to all fields of a class that have words, without the numbers of items. */
const patternsOf = (dto: DtoClass): string[] => {
  const sample = (of: DtoClass): Body =>
    Object.fromEntries(
      planOf(of).fields.map(({ name, nested }) => [
        name,
        nested ? [sample(nested.dto)] : name === 'mapping' ? MAPPING : 'a word',
      ]),
    );
  return freeTextIn(dto, sample(dto)).map(withoutNumbers);
};
const withoutNumbers = (pointer: string): string => pointer.replace(/\/\d+(?=\/|$)/g, '');

/** Every field of these types that can have words, as type and pointer. */
export const fieldsOf = (schemas: readonly EventSchemas[]): readonly string[] =>
  sorted(
    schemas.flatMap(({ types }) =>
      Object.entries<{ readonly dto: DtoClass }>(types).flatMap(([type, { dto }]) =>
        patternsOf(dto).map((pattern) => `${type} ${pattern}`),
      ),
    ),
  );

/** The same of events that are of these types: what of them can be redacted. */
export function fieldsIn(events: readonly RecordedEvent[], schemas: readonly EventSchemas[]): readonly string[] {
  const types = new Set(schemas.flatMap((of) => Object.keys(of.types)));
  return sorted(
    events
      .filter(({ type }) => types.has(type))
      .flatMap((event) =>
        redactableFields(event, (stream) => webhookSchemas(stream) ?? integrationSchemas(stream)).map(
          (field) => `${event.type} ${withoutNumbers(field)}`,
        ),
      ),
  );
}
const sorted = (fields: readonly string[]): readonly string[] => [...new Set(fields)].sort();

/** The body with the word in every field that can have words, also in those that it lacks. */
export function filled(dto: DtoClass, body: Body): Body {
  const patterns = new Set(patternsOf(dto).map((pattern) => pattern.split('/')[1]));
  const words = planOf(dto).fields.flatMap(({ name, nested, checks }): [string, unknown][] => {
    if (!patterns.has(name)) return [];
    const value = body[name];
    if (nested) {
      if (Array.isArray(value)) return [[name, value.map((item: Body) => filled(nested.dto, item))]];
      const inner = (value ?? (name === 'wording' ? { language: 'en' } : {})) as Body;
      return [[name, filled(nested.dto, inner)]];
    }
    if (/url$/i.test(name)) return [[name, `https://example.org/${WORD}/${name}`]];
    return [[name, checks.some((check) => check.name === 'isArray') ? [`${TEXT} of ${name}`] : `${TEXT} as ${name}`]];
  });
  return { ...body, ...Object.fromEntries(words) };
}
