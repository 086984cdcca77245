import type { Database } from 'better-sqlite3';

/** A table, index, view or trigger. */
interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/**
 * How a file's schema differs from that of a fresh file, in words: one item for each object that is missing, extra, or
 * defined otherwise. Empty if they are equal. Tables of ANALYZE are ignored, since they change no results.
 */
export function schemaDifferences(file: Database, fresh: Database): string[] {
  const [actual, expected] = [objectsOf(file), objectsOf(fresh)];
  const differences: string[] = [];
  for (const [name, sql] of expected) {
    if (!actual.has(name)) differences.push(`the ${name} is missing`);
    else if (actual.get(name) !== sql) differences.push(`the ${name} is defined differently`);
  }
  for (const name of actual.keys()) if (!expected.has(name)) differences.push(`the ${name} doesn't belong there`);
  return differences;
}

/** The definition of each object, by type and name, such as `table events`. Whitespace is normalised. */
function objectsOf(database: Database): Map<string, string | null> {
  const all = database
    .prepare<[], SchemaObject>(
      `SELECT type, name, sql FROM sqlite_schema
       WHERE NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4')) ORDER BY type, name`,
    )
    .all();
  return new Map(all.map(({ type, name, sql }) => [`${type} ${name}`, sql?.replace(/\s+/g, ' ') ?? null]));
}
