/** The tokens of a valid JSON text: strings, what opens, closes and separates, and what is between. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^"{}[\],:]+/gsy;

/** An object or list that isn't closed yet. */
interface Open {
  /** The names so far; undefined for a list. */
  readonly names: Set<string> | undefined;
  /** The member that is being read: its name or index. */
  at: string | number;
}

/**
 * The path to the first member whose name its object has already, of which `JSON.parse` keeps only the last. Undefined if
 * there is none.
 *
 * @param json a text that is valid JSON
 */
export function repeatedName(json: string): readonly string[] | undefined {
  const open: Open[] = [];
  let text = '';
  for (const [token] of json.matchAll(TOKENS)) {
    const inner = open.at(-1);
    if (token === '{') open.push({ names: new Set(), at: '' });
    else if (token === '[') open.push({ names: undefined, at: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && typeof inner?.at === 'number') inner.at += 1;
    else if (token === ':' && inner?.names) {
      const name = JSON.parse(text) as string;
      inner.at = name;
      if (inner.names.has(name)) return open.map(({ at }) => String(at));
      inner.names.add(name);
    } else if (token.startsWith('"')) text = token;
  }
  return undefined;
}
