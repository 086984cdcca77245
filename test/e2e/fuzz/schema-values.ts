import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from '../../../src/openapi/schema.js';
import { HOSTILE_JSON, HOSTILE_TEXTS } from './hostile-values.js';
import { NAMED } from './named-values.js';

/** Any text, mostly one that has broken programs. */
export const hostileText: Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);

/** Any value of JSON. */
export const hostileJson: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...HOSTILE_JSON),
  hostileText,
  fc.jsonValue({ maxDepth: 3 }),
);

/** Lists and texts of many items are for other tests: here they would only take time. */
const MAX_ITEMS = 3;
const MAX_LENGTH = 400;

/** Values that JSON Schemas of an OpenAPI document allow, as far as a schema says what is allowed. */
export class SchemaValues {
  private readonly made = new Map<string, Arbitrary<unknown>>();

  constructor(private readonly schemas: Readonly<Record<string, Schema>>) {}

  /** @param name of the field or parameter, by which values that exist are found */
  of(schema: Schema, name = ''): Arbitrary<unknown> {
    if (typeof schema.$ref === 'string') return this.component(schema.$ref.replace(/^.*\//, ''));
    if ('const' in schema) return fc.constant(schema.const);
    if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
    const alternatives = (schema.oneOf ?? schema.anyOf) as readonly Schema[] | undefined;
    if (alternatives && !schema.properties) return fc.oneof(...alternatives.map((each) => this.of(each, name)));
    const types = [schema.type ?? (schema.properties ? 'object' : undefined)].flat();
    return fc.oneof(...types.map((type) => this.ofType(type, schema, name)));
  }

  private component(name: string): Arbitrary<unknown> {
    const known = this.made.get(name);
    if (known) return known;
    const schema = this.schemas[name];
    if (!schema) throw new Error(`There is no schema ${name}.`);
    const made = fc.memo(() => this.of(schema, name))();
    this.made.set(name, made);
    return made;
  }

  private ofType(type: unknown, schema: Schema, name: string): Arbitrary<unknown> {
    const { minimum = -1_000, maximum = 1_000_000 } = schema as {
      readonly minimum?: number;
      readonly maximum?: number;
    };
    switch (type) {
      case 'null':
        return fc.constant(null);
      case 'boolean':
        return fc.boolean();
      case 'integer':
        return fc.oneof(
          fc.integer({ min: minimum, max: Math.min(maximum, minimum + 20) }),
          fc.integer({ min: minimum, max: maximum }),
        );
      case 'number':
        return fc.double({ min: minimum, max: maximum, noNaN: true });
      case 'string':
        return text(schema, name);
      case 'array':
        return this.list(schema, name);
      case 'object':
        return this.object(schema);
      default:
        return hostileJson;
    }
  }

  private list(schema: Schema, name: string): Arbitrary<unknown> {
    const { minItems = 0 } = schema as { readonly minItems?: number };
    const item = this.of((schema.items ?? {}) as Schema, name);
    const bounds = { minLength: minItems, maxLength: Math.max(minItems, MAX_ITEMS) };
    return schema.uniqueItems === true
      ? fc.uniqueArray(item, { ...bounds, comparator: (a, b) => JSON.stringify(a) === JSON.stringify(b) })
      : fc.array(item, bounds);
  }

  private object(schema: Schema): Arbitrary<unknown> {
    const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
    const required = new Set((schema.required ?? []) as readonly string[]);
    const names = Object.keys(properties);
    if (names.length === 0) return fc.dictionary(hostileText, hostileText, { maxKeys: 3 });
    const whole = sparseRecord(
      Object.fromEntries(Object.entries(properties).map(([field, each]) => [field, this.of(each, field)])),
      required,
    );
    const alternatives = (schema.oneOf ?? []) as readonly { readonly required?: readonly string[] }[];
    if (alternatives.length === 0) return whole;
    // Exactly one of some fields.
    return fc
      .tuple(whole, fc.constantFrom(...alternatives.map(({ required: [field = ''] = [] }) => field)))
      .chain(([value, chosen]) =>
        this.of(properties[chosen] ?? {}, chosen).map((one) => {
          const others = new Set(alternatives.flatMap(({ required: fields = [] }) => fields));
          const kept = Object.entries(value as object).filter(([field]) => !others.has(field));
          return { ...Object.fromEntries(kept), [chosen]: one };
        }),
      );
  }
}

const ABSENT = Symbol('absent');

/** A record that has what is required, and few of the other members: many of them are hardly ever right together. */
export function sparseRecord(
  members: Readonly<Record<string, Arbitrary<unknown>>>,
  required: ReadonlySet<string> = new Set(),
): Arbitrary<Record<string, unknown>> {
  const each = Object.entries(members).map(([name, value]): [string, Arbitrary<unknown>] => [
    name,
    required.has(name)
      ? value
      : fc.oneof({ weight: 4, arbitrary: fc.constant(ABSENT) }, { weight: 1, arbitrary: value }),
  ]);
  return fc
    .record(Object.fromEntries(each))
    .map((record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ABSENT)));
}

function text(schema: Schema, name: string): Arbitrary<string> {
  const {
    minLength = 0,
    maxLength = MAX_LENGTH,
    pattern,
  } = schema as {
    readonly minLength?: number;
    readonly maxLength?: number;
    readonly pattern?: string;
  };
  const free = hostileText.map((value) => {
    const points = value.slice(0, maxLength).toWellFormed();
    return points.length < minLength || (pattern === '\\S' && !/\S/.test(points)) ? 'x'.repeat(minLength || 1) : points;
  });
  const formed = isForm(pattern) ? fc.stringMatching(new RegExp(pattern), { maxLength }) : free;
  const named = NAMED[name];
  return named ? fc.oneof({ weight: 6, arbitrary: named }, { weight: 1, arbitrary: formed }) : formed;
}

/** Whether a pattern says more than that a text isn't blank; classes of Unicode can't be generated from. */
const isForm = (pattern: string | undefined): pattern is string =>
  pattern !== undefined && pattern !== '\\S' && !pattern.includes('\\p{');
