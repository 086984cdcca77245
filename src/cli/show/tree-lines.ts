import { paragraph } from '../terminal/text-layout.js';
import type { CitationNode } from './citation-tree.js';
import { type EntryContext, entryParagraphs } from './entry-paragraphs.js';
import { folded, leftOut } from './folding.js';

/** A tree as lines, indented by two columns. */
export function treeLines(nodes: readonly CitationNode[], context: EntryContext): readonly string[] {
  const { shown, left } = folded(nodes, context, isDeciding(context));
  const lines = shown.flatMap((node) => nodeLines(node, { first: '  ', rest: '  ' }, context));
  return left > 0 ? [...lines, `  ${context.printing.colors.dim(leftOut(left))}`] : lines;
}

interface Indent {
  readonly first: string;
  /** Of the lines after the first. */
  readonly rest: string;
}

function nodeLines({ what, below }: CitationNode, { first, rest }: Indent, context: EntryContext): readonly string[] {
  const { width, colors } = context.printing;
  const [words = [], ...others] = typeof what === 'string' ? [[what]] : entryParagraphs(what, context);
  const trunk = `${rest}${below.length > 0 ? '│ ' : '  '}`;
  const own = [
    ...paragraph(words, { width, first, rest: trunk }),
    ...others.flatMap((text) => paragraph(text, { width, first: trunk })),
  ];
  const { shown, left } = folded(below, context, isDeciding(context));
  const branches = shown.flatMap((node, index) => {
    const isLast = index === shown.length - 1 && left === 0;
    const [branch, next] = isLast ? ['└─ ', '   '] : ['├─ ', '│  '];
    return nodeLines(node, { first: `${rest}${branch}`, rest: `${rest}${next}` }, context);
  });
  return [...own, ...branches, ...(left > 0 ? [`${rest}└─ ${colors.dim(leftOut(left))}`] : [])];
}

const isDeciding =
  ({ deciding }: EntryContext) =>
  ({ what }: CitationNode): boolean =>
    typeof what !== 'string' && deciding.has(what.entry);
