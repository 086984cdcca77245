/**
 * Finds phrases that the project's language rules exclude: in Markdown, comments, and texts of several words in the code
 * (messages, descriptions, test titles). `npm run lint:prose -- src/cli docs` checks only paths that begin so.
 *
 * Code blocks in Markdown are left out: the texts that they show are checked in the code. textlint was tried: it reads
 * neither the comments nor the strings of TypeScript, and brings 164 packages.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import ts from 'typescript';
import { ALLOWED, PATTERNS } from './prose-patterns.js';

const FOLDERS = ['docs', 'src', 'test', 'bench', 'seeds', 'tools', '.github'];
const SQL = /^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|WITH|PRAGMA|DROP|ALTER)\b/;

/** Blanks what the pattern finds, so that all else keeps its line. A code span counts as a word. */
const without = (text, pattern, filler = ' ') => text.replace(pattern, (found) => found.replace(/[^\n]/g, filler));

const CODE_SPAN = /`[^`\n]+`/g;

const withoutCodeSpans = (text) => without(text, CODE_SPAN, '`');

const markdown = (text) => without(withoutCodeSpans(without(text, /^(```+)[\s\S]*?^\1$/gm)), /\]\([^)\s]+\)/g);

/** Comments and string literals; the quotes and markers around them are blanked. */
const code = (text) => {
  const source = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
  const kept = new Set();
  const keep = (start, end) => {
    for (let at = start; at < end; at += 1) kept.add(at);
  };
  const isText = ({ kind }) =>
    kind === ts.SyntaxKind.StringLiteral ||
    (kind >= ts.SyntaxKind.NoSubstitutionTemplateLiteral && kind <= ts.SyntaxKind.TemplateTail);
  const visit = (node) => {
    if (isText(node) && node.text.trim().includes(' ') && !SQL.test(node.text)) keep(node.getStart() + 1, node.end - 1);
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.pos) ?? []) keep(pos, end);
    for (const { pos, end } of ts.getTrailingCommentRanges(text, node.end) ?? []) keep(pos, end);
    node.getChildren(source).forEach(visit);
  };
  visit(source);
  const texts = text.replace(/[^\n]/g, (unit, at) => (kept.has(at) ? unit : ' '));
  return withoutCodeSpans(without(texts, /^\s*(\/\*\*|\*|\/\/)/gm));
};

const READERS = { '.md': markdown, '.ts': code, '.js': code, '.yml': (text) => without(text, /^(?!\s*#).*$/gm) };

const isAllowed = (file, found) =>
  ALLOWED.some(({ files, phrase }) => files.test(file) && (phrase === undefined || phrase.test(found)));

const wanted = process.argv.slice(2);
const files = [
  ...readdirSync('.'),
  ...FOLDERS.filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((name) => join(folder, name)),
  ),
]
  .filter((file) => extname(file) in READERS)
  .filter((file) => wanted.length === 0 || wanted.some((start) => file.startsWith(start)));

for (const { pattern, example } of PATTERNS)
  if (example.search(pattern) < 0) throw new Error(`${pattern} does not find its example: ${example}`);

let findings = 0;
for (const file of files) {
  const text = READERS[extname(file)](readFileSync(file, 'utf8'));
  for (const { pattern, instead } of PATTERNS)
    for (const match of text.matchAll(pattern)) {
      if (isAllowed(file, match[0])) continue;
      const line = text.slice(0, match.index).split('\n').length;
      process.stdout.write(`${file}:${line}: "${match[0].trim().replace(/\s+/g, ' ')}" → ${instead}\n`);
      findings += 1;
    }
}
process.stdout.write(`${findings} findings in ${files.length} files\n`);
process.exitCode = findings > 0 ? 1 : 0;
