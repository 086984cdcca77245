import type { Example } from '../../../src/openapi/build-artifacts.js';

/** Values that differ from ledger to ledger: instants, generated ids, positions, cursors, secrets. */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/clk_[0-9a-f]{12}_[\w-]{43}/g, 'key'],
  [/whsec_[A-Za-z0-9+/=]+/g, 'secret'],
  [/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, 'instant'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'uuid'],
  [/\b[0-9a-f]{12}\b/g, 'key id'],
  [/\b\d{20}(?:-[0-9a-f]{8})?\b/g, 'position'],
  [/\b[\w-]{60,}\b/g, 'cursor'],
];

/** Members that differ as a whole: how much is erased yet, and the month of the test. */
const MEMBERS: ReadonlySet<string> = new Set(['erasure', 'registeredMonth']);

/** Replaces volatile values with placeholders. */
export function maskVolatileValues(value: unknown): unknown {
  if (typeof value === 'string') return VOLATILE.reduce((text, [form, name]) => text.replace(form, `<${name}>`), value);
  if (Array.isArray(value)) return value.map(maskVolatileValues);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      isDelay(name, member) ? 0 : MEMBERS.has(name) ? `<${name}>` : maskVolatileValues(member),
    ]),
  );
}

/** What later requests name: an id, the position of a write, or a key, with which they are sent. */
const REUSED = ['id', 'position', 'key'] as const;

/** Seconds between two recordings, which depend on the speed of the machine. */
const isDelay = (name: string, value: unknown): boolean => name === 'recorded' && typeof value === 'number';

/** Maps recorded values to those of the present run, which later requests use. */
export class Substitutions {
  private readonly now = new Map<string, string>();

  /** The id or position in the response, also as `$<operation>.id`, for an example that was not recorded yet. */
  learn({ operation, answer }: Example, live: unknown): void {
    for (const name of REUSED) {
      const value = memberOf(live, name);
      if (value === undefined) continue;
      const sent = name === 'key' ? `Bearer ${value}` : value;
      this.now.set(`$${operation}.${name}`, sent);
      const recorded = memberOf(answer, name);
      if (recorded !== undefined) this.now.set(name === 'key' ? `Bearer ${recorded}` : recorded, sent);
    }
  }

  in({ path, query, headers, ...example }: Example): Example {
    return {
      ...example,
      ...(path && { path: this.replaced(path) }),
      ...(query && { query: this.replaced(query) }),
      ...(headers && { headers: this.replaced(headers) }),
    };
  }

  private replaced<Values extends Readonly<Record<string, unknown>>>(values: Values): Values {
    const entries = Object.entries(values).map(([name, value]) => [name, this.now.get(String(value)) ?? value]);
    return Object.fromEntries(entries) as Values;
  }
}

function memberOf(answer: unknown, name: (typeof REUSED)[number]): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const value = (answer as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}
