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

/** Replaces volatile values with placeholders. */
export function maskVolatileValues(value: unknown): unknown {
  if (typeof value === 'string') return VOLATILE.reduce((text, [form, name]) => text.replace(form, `<${name}>`), value);
  if (Array.isArray(value)) return value.map(maskVolatileValues);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, maskVolatileValues(member)]));
}

/** Maps recorded values to those of the present run, which later requests use. */
export class Substitutions {
  private readonly now = new Map<string, string>();

  /** The id of the response, also as `$<operation>.id`, for an example that was not recorded yet. */
  learn({ operation, answer }: Example, live: unknown): void {
    const id = idOf(live);
    if (id === undefined) return;
    this.now.set(`$${operation}.id`, id);
    const recorded = idOf(answer);
    if (recorded !== undefined) this.now.set(recorded, id);
  }

  in(example: Example): Example {
    const path = Object.entries(example.path ?? {}).map(([name, value]) => [name, this.now.get(value) ?? value]);
    return { ...example, ...(example.path && { path: Object.fromEntries(path) as Record<string, string> }) };
  }
}

function idOf(answer: unknown): string | undefined {
  const id = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : undefined;
  return typeof id === 'string' ? id : undefined;
}
