/** A JSON Schema, draft 2020-12, or any other part of the document. */
export type Schema = Readonly<Record<string, unknown>>;
export type Schemas = Readonly<Record<string, Schema>>;

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** Every `$ref` within a value. */
export function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === '$ref' && typeof member === 'string' ? [member] : refsIn(member),
  );
}

/** The components to which a part of the document leads, by way of others too, each kind sorted by name. */
export function reachable(from: unknown, components: Readonly<Record<string, Schemas>>): Record<string, Schemas> {
  const found = new Map<string, Schema>();
  const visit = (value: unknown) => {
    for (const pointer of refsIn(value)) {
      if (found.has(pointer)) continue;
      const [kind = '', name = ''] = pointer.replace('#/components/', '').split('/');
      const component = components[kind]?.[name];
      if (!component) throw new Error(`The OpenAPI document speaks of ${pointer}, which it doesn't describe.`);
      found.set(pointer, component);
      visit(component);
    }
  };
  visit(from);
  const all = Object.entries(components).map(([kind, each]) => [
    kind,
    Object.fromEntries(
      Object.entries(each)
        .filter(([name]) => found.has(`#/components/${kind}/${name}`))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  ]);
  return Object.fromEntries(all) as Record<string, Schemas>;
}
