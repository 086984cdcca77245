import type { Example } from '../../../src/openapi/build-artifacts.js';

/** What differs from one ledger to another: instants, ids that are made, positions, cursors, secrets. */
const CHANCE: readonly (readonly [RegExp, string])[] = [
  [/clk_[0-9a-f]{12}_[\w-]{43}/g, 'key'],
  [/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, 'instant'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'uuid'],
  [/\b[0-9a-f]{12}\b/g, 'key id'],
  [/\b\d{20}\b/g, 'position'],
  [/\b[\w-]{60,}\b/g, 'cursor'],
];

/** The value with what is left to chance replaced by what it is. */
export function withoutChance(value: unknown): unknown {
  if (typeof value === 'string') return CHANCE.reduce((text, [form, name]) => text.replace(form, `<${name}>`), value);
  if (Array.isArray(value)) return value.map(withoutChance);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutChance(member)]));
}

/** What an answer has now in place of what it had when it was recorded: later requests name it. */
export class Substitutions {
  private readonly now = new Map<string, string>();

  /** The id in the answer, also under the name `$<operation>.id`, for an example that was never recorded. */
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
