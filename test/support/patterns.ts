import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '..', '..');

/** A regular expression of the source. */
export interface Pattern {
  /** The file and the line. */
  readonly at: string;
  readonly source: string;
  readonly flags: string;
}

/** What files of `src` say of regular expressions. */
export interface PatternsOfSource {
  readonly literals: readonly Pattern[];
  /** The file and the line of each call of `RegExp`. */
  readonly built: readonly string[];
}

const sources = (): string[] =>
  readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));

/** @param files those of `src` by default: a name and a text for each */
export function patternsOf(
  files: readonly (readonly [name: string, text: string])[] = sources().map((name) => [
    name,
    readFileSync(join(ROOT, name), 'utf8'),
  ]),
): PatternsOfSource {
  const literals: Pattern[] = [];
  const built: string[] = [];
  for (const [name, text] of files) {
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      const at = (): string => `${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        literals.push({ at: at(), source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
      } else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp') {
        built.push(at());
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return { literals, built };
}

/** Records the regular expressions that code of `src` builds while `run` runs. Modules that are loaded before aren't seen. */
export async function patternsBuiltBy(run: () => Promise<unknown>): Promise<Pattern[]> {
  const patterns: Pattern[] = [];
  const plain = globalThis.RegExp;
  globalThis.RegExp = new Proxy(plain, {
    construct(target, given: [string, string?], newTarget): RegExp {
      const built = Reflect.construct(target, given, newTarget) as RegExp;
      const [, at] = /\n.*\/(src\/[^\n]*?:\d+):\d+/.exec(firstFrameOf(new Error().stack ?? '')) ?? [];
      if (at !== undefined) patterns.push({ at, source: built.source, flags: built.flags });
      return built;
    },
  });
  try {
    await run();
  } finally {
    globalThis.RegExp = plain;
  }
  return patterns;
}

/** The caller of what recorded the stack. */
const firstFrameOf = (stack: string): string =>
  `\n${stack.split('\n').filter((line) => /^\s+at /.test(line))[1] ?? ''}`;
