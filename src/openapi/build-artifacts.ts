import { readFileSync } from 'node:fs';
import { builtFile } from '../lib/built-file.js';
import { packageInfo } from '../lib/package-info.js';
import type { Schema, Schemas } from './schema.js';

/** A request that the document shows, and what a ledger with the seeds answers to it after those before it. */
export interface Example {
  /** Of the operation. */
  readonly operation: string;
  readonly summary: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text of another type. */
  readonly body?: unknown;
  readonly status: number;
  readonly answer?: unknown;
}

/** What the build made for the document, by `tools/describe-types.js`. */
export interface Parts {
  readonly schemas: Schemas;
  readonly examples: readonly Example[];
  /** Of the package. */
  readonly version: string;
}

const read = (file: URL): unknown => JSON.parse(readFileSync(file, 'utf8'));

let parts: Parts | undefined;

/**
 * Reads the file once, so call it at the start: a build that is made while the server runs is another's. Throws the
 * system's own error if the build wasn't done.
 */
export const readParts = (): Parts => (parts ??= partsIn(builtFile('openapi/parts.json')));

function partsIn(file: URL): Parts {
  const { definitions, examples } = read(file) as {
    readonly definitions: Schemas;
    readonly examples: readonly Example[];
  };
  const { version } = packageInfo();
  return { schemas: asComponents(definitions), examples, version };
}

/** Definitions of draft 7 as components; `Page<ClaimSummary>` becomes `ClaimSummaryPage`, and another name for a type a type. */
function asComponents(definitions: Schemas): Schemas {
  const resolved = ({ $ref, ...rest }: Schema): Schema =>
    $ref === undefined ? rest : { ...definitions[definitionName($ref)], ...rest };
  const components = Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [componentName(name), converted(resolved(schema)) as Schema]),
  );
  const events = components.ClaimEventTypes?.properties as Schemas;
  // RFC 9457: a kind of problem may have members of its own.
  components.Problem = { ...components.Problem, additionalProperties: true };
  for (const name of ['EntryView', 'ListedEntry', 'TimelineEntry'])
    components[name] = { ...components[name], oneOf: dataByType(events) };
  return components;
}

/** Types can't say in an interface that the `type` of an entry decides on the form of its `data`. */
const dataByType = (events: Schemas): Schema[] =>
  Object.entries(events).map(([type, data]) => ({
    properties: { type: { const: type }, data },
    required: ['type', 'data'],
  }));

const definitionName = (pointer: unknown): string => decodeURIComponent(String(pointer).replace('#/definitions/', ''));

function componentName(type: string): string {
  const [, outer, inner] = /^(\w+)<(.+)>$/.exec(type) ?? [];
  return outer === undefined || inner === undefined ? type.replace(/\W+/g, '') : `${componentName(inner)}${outer}`;
}

/** Every other number is of things that are counted. */
const MEASURED = new Set(['lag', 'similarity']);
const isNumber = (schema: unknown): boolean => JSON.stringify(schema) === '{"type":"number"}';

function converted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(converted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, convertedMember(name, member)]));
}

function convertedMember(name: string, member: unknown): unknown {
  if (name === '$ref' && typeof member === 'string') {
    return `#/components/schemas/${componentName(definitionName(member))}`;
  }
  if (name === 'properties') {
    return Object.fromEntries(
      Object.entries(member as Schemas).map(([field, schema]) => [
        field,
        schema.type === 'number' && !MEASURED.has(field) ? { ...schema, type: 'integer' } : converted(schema),
      ]),
    );
  }
  return name === 'additionalProperties' && isNumber(member) ? { type: 'integer' } : converted(member);
}
