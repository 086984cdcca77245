import type { Database } from 'better-sqlite3';

/** A table, index, view or trigger of a file. */
interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/**
 * What of a file's schema is not as in a fresh file, in words, one for each object that is missing, too many, or made by
 * other words; nothing if both are alike. What ANALYZE keeps is no difference: it changes no answer.
 */
export function schemaDifferences(file: Database, fresh: Database): string[] {
  const [is, must] = [objectsOf(file), objectsOf(fresh)];
  const differences: string[] = [];
  for (const [name, sql] of must) {
    if (!is.has(name)) differences.push(`the ${name} is missing`);
    else if (is.get(name) !== sql) differences.push(`the ${name} is not made as it must be`);
  }
  for (const name of is.keys()) if (!must.has(name)) differences.push(`the ${name} doesn't belong there`);
  return differences;
}

/** By what they are, as `table events`, the words that each was made by, however those were broken into lines. */
function objectsOf(database: Database): Map<string, string | null> {
  const all = database
    .prepare<[], SchemaObject>(
      `SELECT type, name, sql FROM sqlite_schema
       WHERE NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4')) ORDER BY type, name`,
    )
    .all();
  return new Map(all.map(({ type, name, sql }) => [`${type} ${name}`, sql?.replace(/\s+/g, ' ') ?? null]));
}
