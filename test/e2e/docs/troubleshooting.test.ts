import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './console-examples.js';

const headings = [...readFileSync(join(ROOT, 'docs/how-to/troubleshooting.md'), 'utf8').matchAll(/^### `(.+)`$/gm)].map(
  ([, message = '']) => message,
);

const source = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(ROOT, 'src', file), 'utf8').replace(/\\(.)/g, '$1'))
  .join('\n');

/**
 * The parts of a message that the program may compose it from: between what differs, and by sentence. Single words
 * count only if there is nothing longer, since they would be found anywhere.
 */
function partsOf(message: string): readonly string[] {
  const parts = message
    .split(/…|: |\. /)
    .map((part) => part.replace(/^\P{L}+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((part) => part !== '');
  const long = parts.filter((part) => part.includes(' '));
  return long.length > 0 ? long : parts;
}

it('finds messages', () => {
  expect(headings.length).toBeGreaterThan(40);
});

it.each(headings)('the program has the message %s', (message) => {
  const parts = partsOf(message);
  expect(parts).not.toEqual([]);
  expect(parts.filter((part) => !source.includes(part))).toEqual([]);
});

/** Errors with which a command or the server ends, since no ledger can be reached or a log can't be used. */
const FATAL = ['UnreachableError', 'RebuildFailedError', 'EventLogError', 'LogUnavailableError', 'UnusableServerError'];

/** Messages that nobody gets who runs the program: callers within it prevent or translate them. */
const INTERNAL = new Set([
  'The log is closed.',
  'The log is open for reading only.',
  'The lock on … was released.',
  'Not a position: "…".',
  'Revision … of … has no position.',
  'The thread that sends webhooks is not running.',
  '… Stop it first.',
  '… Stop it first, or choose another folder with --data.',
]);

/** The messages of these errors as the source has them, with `…` for what differs. */
function fatalMessages(): string[] {
  const messages = new Set<string>();
  const differing = /\$\{(?:[^{}]|\{[^{}]*\})*\}/g;
  const collect = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) messages.add(node.text);
    else if (ts.isTemplateExpression(node)) messages.add(node.getText().slice(1, -1).replace(differing, '…'));
    else node.forEachChild(collect);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && FATAL.includes(node.expression.getText())) collect(node.arguments?.[0] ?? node);
    node.forEachChild(visit);
  };
  for (const file of readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!/^(?:cli|event-log|ledger|threads)\b.*\.ts$/.test(file)) continue;
    visit(ts.createSourceFile(file, readFileSync(join(ROOT, 'src', file), 'utf8'), ts.ScriptTarget.Latest, true));
  }
  return [...messages].filter((message) => / /.test(message) && !INTERNAL.has(message));
}

it('finds fatal messages', () => {
  expect(fatalMessages().length).toBeGreaterThan(20);
});

it.each(fatalMessages())('the page has the fatal message %s', (message) => {
  const parts = partsOf(message).filter((part) => part.length > 8);
  expect(headings.filter((heading) => parts.some((part) => heading.includes(part)))).not.toEqual([]);
});
