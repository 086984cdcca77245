import { decodeHTML } from 'entities';
import { FieldRejection } from './field-rejection.js';

export type JsonNode = Readonly<Record<string, unknown>>;

/** The nodes of one document that others refer to by their `@id`. */
export type NodesById = ReadonlyMap<string, JsonNode>;

export const isNode = (value: unknown): value is JsonNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The items of a list; of anything else that is there, one. */
export const itemsOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** The types of a node without the address of their vocabulary, in lower case. */
export const typesOf = (node: JsonNode): readonly string[] =>
  itemsOf(node['@type']).flatMap((type) =>
    typeof type === 'string' ? [type.replace(/^.*[/#:]/, '').toLowerCase()] : [],
  );

export const hasType = (node: JsonNode, ...types: readonly string[]): boolean =>
  typesOf(node).some((type) => types.includes(type));

/** A text as a reader sees it: without HTML entities and space around it. Undefined for blank text and anything else. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = decodeHTML(value).toWellFormed().trim();
  return text === '' ? undefined : text;
}

/** The only text of a field: a text, or a list in which all texts are the same. Undefined if there is none. */
export function singleText(node: JsonNode, name: string, field: string): string | undefined {
  const texts = [...new Set(itemsOf(node[name]).flatMap((item) => textOf(item) ?? []))];
  if (texts.length <= 1) return texts[0];
  throw new FieldRejection(field, `It is a list of ${texts.length} texts, and doesn't say which one is meant.`);
}

/** Follows a reference to another node of the document. */
export function resolveNode(value: unknown, nodes: NodesById): unknown {
  if (!isNode(value)) return value;
  const id = value['@id'];
  return typeof id === 'string' && Object.keys(value).length === 1 ? (nodes.get(id) ?? value) : value;
}

/** The only node of a field, references followed. Undefined if there is none; a text is a node with that name. */
export function singleNode(node: JsonNode, name: string, nodes: NodesById): JsonNode | undefined {
  const items = itemsOf(node[name]);
  if (items.length > 1) {
    throw new FieldRejection(`/${name}`, `It is a list of ${items.length}, and doesn't say which one is meant.`);
  }
  const item = resolveNode(items[0], nodes);
  if (isNode(item)) return item;
  const text = textOf(item);
  return text === undefined ? undefined : { name: text };
}

/** One step of a JSON Pointer (RFC 6901). */
export const pointerStep = (name: string | number): string =>
  `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The first of these fields that has a text. */
export const firstText = (node: JsonNode, names: readonly string[]): string | undefined =>
  names
    .map((name) =>
      itemsOf(node[name])
        .map(textOf)
        .find((text) => text !== undefined),
    )
    .find((text) => text !== undefined);
